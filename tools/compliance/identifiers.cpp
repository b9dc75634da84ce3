// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/identifiers.h"

#include <algorithm>
#include <iterator>

#include "libcompliance/formats/encoding.h"
#include "libcompliance/io/files.h"

namespace compliance::tools {
namespace {

constexpr std::uint64_t largest_subject_file = 1024 * 1024;

Result<std::vector<Identifier>> read_subject_file(Context& context, const std::string& path, const Policy& policy) {
  COMPLIANCE_TRY(const std::string text, read_file(context.files, path, largest_subject_file));
  std::vector<Identifier> found;
  std::uint32_t number = 0;
  std::string_view rest = text;
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    if (line.empty()) continue;
    COMPLIANCE_TRY(Identifier identifier, at({path, number, 0}, parse_identifier(line, policy)));
    found.push_back(std::move(identifier));
  }
  if (found.empty()) return Error{.message = "expected a line KIND:VALUE for each identifier", .place = {path, 0, 0}};
  return found;
}

}  // namespace

Result<std::vector<Identifier>> read_subjects(const std::vector<std::string>& subjects,
                                              const std::vector<std::string>& files, Context& context,
                                              const Policy& policy) {
  std::vector<Identifier> found;
  for (const std::string& text : subjects) {
    COMPLIANCE_TRY(Identifier identifier, at({"--subject"}, parse_identifier(text, policy)));
    found.push_back(std::move(identifier));
  }
  for (const std::string& path : files) {
    COMPLIANCE_TRY(std::vector<Identifier> listed, read_subject_file(context, path, policy));
    std::ranges::move(listed, std::back_inserter(found));
  }
  return found;
}

}  // namespace compliance::tools
