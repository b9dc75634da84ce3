// SPDX-License-Identifier: Apache-2.0
// Any bytes beside one policy: a binding of which every table, field and word is the policy's and every file stays in
// the folder, or an error with a sentence and a place in the document.

#include <set>

#include "libcompliance/export/binding.h"
#include "libcompliance/io/files.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/small_world.h"

using namespace compliance;
using fuzz::expect;

namespace {

const Policy& club() {
  static const Policy policy = testing::demand(
      read_policy(testing::club_text("purposes:\n  membership: {needs: [society.name], use_until: society_left}\n"),
                  "policy.yaml"));
  return policy;
}

void check_table(const TableBinding& table) {
  expect(is_plain_relative(table.file) && table.record < club().records.size());
  const RecordType& type = club().records[table.record];
  expect(table.links.empty() || type.belongs_to);
  expect(check_dialect(table.dialect).operator bool());
  std::set<std::size_t> fields;
  std::set<std::string_view> columns;
  for (const BoundColumn& column : table.columns) {
    expect(column.field < type.fields.size() && fields.insert(column.field).second);
    expect(columns.insert(column.column).second);
    const Field& field = type.fields[column.field];
    expect(column.words.empty() == (field.type != FieldType::word));
    for (const auto& [text, word] : column.words)
      expect(word >= 0 && static_cast<std::size_t>(word) < field.values.size());
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<Binding> binding = read_binding(fuzz::text_of(data, size), "f", club());
  if (!binding) {
    expect(!binding.error().message.empty() && binding.error().place.source == "f" && binding.error().place.line > 0);
    return 0;
  }
  std::set<std::string_view> files{binding_file};
  for (const TableBinding& table : binding->tables) {
    check_table(table);
    expect(files.insert(table.file).second);
  }
  for (const std::string& file : binding->not_personal_files)
    expect(is_plain_relative(file) && files.insert(file).second);
  return 0;
}
