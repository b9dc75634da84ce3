// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/apply.h"

#include <algorithm>
#include <vector>

#include "libcompliance/apply/output_files.h"
#include "libcompliance/apply/result.h"
#include "libcompliance/apply/work_lists.h"
#include "libcompliance/export/table_reader.h"
#include "libcompliance/plan/hashing_source.h"

namespace compliance {
namespace {

constexpr std::string_view new_plan = "make a new plan: compliance retain … --plan FILE";

Error changed(const std::string& what) {
  return guard_error(what + " has changed since the plan was made", std::string{new_plan});
}

void write_file(OutputFiles& out, const std::string& name, std::string_view bytes) {
  const auto file = out.create(name);
  file->write(bytes);
  file->close();
}

void drain(ByteSource& source) {
  std::vector<char> buffer(65536);
  while (source.read(buffer) != 0) {
  }
}

class TableWriter {
 public:
  TableWriter(const Plan& plan, std::size_t table, const Policy& policy, const ExportSet& source, OutputFiles& out)
      : planned_(plan.tables[table]),
        binding_(source.table(table)),
        policy_(policy),
        source_(source),
        out_(out),
        table_(table),
        folder_(plan.place_of(planned_.of, "")) {}

  /// Which work lists there are.
  Result<std::vector<WorkListFile>> run() {
    COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, source_.open_table(table_));
    HashingSource hashed{*file};
    const std::string path = source_.path_of(table_);
    Result<std::vector<WorkListFile>> copied = copy(hashed, path);
    // A file that changed may fail in many ways; what matters to the reader is that it changed.
    drain(hashed);
    if (hashed.finish() != planned_.sha256) return changed(path);
    return copied;
  }

 private:
  Result<std::vector<WorkListFile>> copy(ByteSource& source, const std::string& path) {
    COMPLIANCE_TRY(TableReader reader,
                   TableReader::open(source, path, binding_, policy_, static_cast<std::uint16_t>(table_)));
    const auto output = out_.create("export/" + folder_ + planned_.file);
    output->write(reader.header_raw());
    WorkLists work{out_, folder_, source_.source(table_).binding(), binding_, reader};
    std::size_t next = 0;
    while (true) {
      COMPLIANCE_TRY(const bool more, reader.next());
      if (!more) break;
      if (next == planned_.effects.size() || planned_.effects[next].line != reader.csv().line) {
        output->write(reader.csv().raw);
        continue;
      }
      const Effect& effect = planned_.effects[next++];
      if (effect.key != reader.record().key) return changed(path);
      if (effect.action == EffectAction::remove) {
        COMPLIANCE_CHECK(work.remove(reader.csv()));
        continue;
      }
      COMPLIANCE_TRY(std::vector<std::size_t> columns, columns_of(effect, reader));
      text_.clear();
      empty_fields(reader.csv(), binding_.dialect, columns, text_);
      output->write(text_);
      work.empty(reader.csv(), std::move(columns));
    }
    if (next != planned_.effects.size()) return changed(path);
    output->close();
    return work.close();
  }

  // Which columns the effect empties, ascending. In a stub, all but the key: also those that are empty already.
  Result<std::vector<std::size_t>> columns_of(const Effect& effect, const TableReader& reader) const {
    std::vector<bool> goes(reader.header().size(), effect.action == EffectAction::stub);
    for (const std::string& name : effect.fields) {
      const auto field = policy_.records[binding_.record].find_field(name);
      const std::size_t column = field ? reader.column_of_field()[*field] : TableReader::npos;
      if (column == TableReader::npos) return Error{.message = "the plan names a field that the export does not have"};
      goes[column] = true;
    }
    goes[reader.key_column()] = false;
    // Links to a stub still lead to the record that it was merged into.
    if (reader.merged_column() != TableReader::npos) goes[reader.merged_column()] = false;
    // And it is still its tenant's: a row of nobody would be out of sight (SI-01).
    if (reader.tenant_column() != TableReader::npos) goes[reader.tenant_column()] = false;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < goes.size(); ++i)
      if (goes[i]) columns.push_back(i);
    return columns;
  }

  const PlannedTable& planned_;
  const TableBinding& binding_;
  const Policy& policy_;
  const ExportSet& source_;
  OutputFiles& out_;
  std::size_t table_;
  std::string folder_;  // in the output's folders
  std::string text_;
};

Result<void> copy_file(const Plan& plan, const PlannedFile& planned, const ExportSet& source, FileSystem& files,
                       OutputFiles& out) {
  const std::string path = source.exports()[planned.of].path_of(planned.file);
  COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, files.open(path));
  HashingSource hashed{*file};
  const auto output = out.create("export/" + plan.place_of(planned.of, planned.file));
  std::vector<char> buffer(65536);
  while (const std::size_t count = hashed.read(buffer)) output->write({buffer.data(), count});
  output->close();
  if (hashed.finish() != planned.sha256) return changed(path);
  return {};
}

bool names_the_same(const Plan& plan, const ExportSet& source) {
  if (plan.exports.size() != source.exports().size() || plan.tables.size() != source.tables()) return false;
  for (std::size_t table = 0; table < plan.tables.size(); ++table)
    if (plan.tables[table].of != source.export_of(table) || plan.tables[table].file != source.table(table).file)
      return false;
  std::vector<std::pair<std::size_t, std::string>> planned, bound;
  for (const PlannedFile& file : plan.files) planned.emplace_back(file.of, file.file);
  for (std::size_t e = 0; e < source.exports().size(); ++e)
    for (const std::string& file : source.exports()[e].binding().not_personal_files) bound.emplace_back(e, file);
  return planned == bound;
}

}  // namespace

Result<void> match(const Plan& plan, std::string_view policy_bytes, const ExportSet& source) {
  if (to_hex(as_bytes(sha256(policy_bytes))) != plan.policy_sha256) return changed(plan.policy_file);
  for (std::size_t e = 0; e < std::min(plan.exports.size(), source.exports().size()); ++e) {
    const Export& each = source.exports()[e];
    if (to_hex(as_bytes(sha256(each.binding_bytes()))) != plan.exports[e].binding_sha256)
      return changed(each.binding().source);
  }
  // The bindings are the same, so their tables are; a plan that names others was not made by this program.
  if (!names_the_same(plan, source))
    return Error{.message = "the plan does not name the tables of " + source.exports().front().binding().source,
                 .hint = std::string{new_plan}};
  COMPLIANCE_TRY(const std::vector<Finding> undeclared, source.undeclared_files());
  if (!undeclared.empty()) return changed(parent_path(undeclared.front().place.source));
  for (std::size_t table = 0; table < plan.tables.size(); ++table) {
    COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, source.open_table(table));
    HashingSource hashed{*file};
    drain(hashed);
    if (hashed.finish() != plan.tables[table].sha256) return changed(source.path_of(table));
  }
  return {};
}

Result<void> write_output(const Plan& plan, const Policy& policy, const ExportSet& source, FileSystem& files,
                          AtomicFolder& out, std::span<const AskedOutcome> asked) {
  OutputFiles written{files, out};
  std::vector<std::vector<WorkListFile>> work;  // by table
  for (std::size_t table = 0; table < plan.tables.size(); ++table) {
    COMPLIANCE_TRY(std::vector<WorkListFile> lists, (TableWriter{plan, table, policy, source, written}.run()));
    work.push_back(std::move(lists));
  }
  for (const PlannedFile& file : plan.files) COMPLIANCE_CHECK(copy_file(plan, file, source, files, written));
  for (std::size_t e = 0; e < source.exports().size(); ++e)
    write_file(written, "export/" + plan.place_of(e, binding_file), source.exports()[e].binding_bytes());
  const std::string result = result_text(plan, work, written.written(), asked);
  write_file(written, "result.json", result);
  return {};
}

}  // namespace compliance
