// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/register_gaps.h"

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/export/table_reader.h"

namespace compliance {
namespace {

// A binding calls a system as people do, "Klanten & CRM"; a policy has a name for it, "klanten-crm".
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : ascii_lower(name))
    if (is_digit(c) || (c >= 'a' && c <= 'z')) plain += c;
  return plain;
}

Finding unreadable(const Error& error) {
  return {.code = "table.unreadable",
          .severity = Severity::error,
          .place = error.place,
          .message = error.message,
          .hint = error.hint,
          .why = "TC-170"};
}

void add_columns(const Policy& policy, const Export& source, std::vector<Finding>& findings) {
  for (std::size_t table = 0; table < source.binding().tables.size(); ++table) {
    const auto file = source.open_table(table);
    if (!file) {
      findings.push_back(unreadable(file.error()));
      continue;
    }
    const Result<TableReader> reader = TableReader::open(**file, source.path_of(table), source.binding().tables[table],
                                                         policy, static_cast<std::uint16_t>(table));
    if (!reader) {
      findings.push_back(unreadable(reader.error()));
      continue;
    }
    findings.insert(findings.end(), reader->header_findings().begin(), reader->header_findings().end());
  }
}

void add_system(const Policy& policy, const Export& source, std::vector<Finding>& findings) {
  const Binding& binding = source.binding();
  const std::vector<System>& systems = policy.statement.systems;
  const auto system = std::ranges::find_if(
      systems, [&](const System& each) { return plain_name(each.name) == plain_name(binding.system); });
  if (system == systems.end()) {
    findings.push_back({.code = "system.not_registered",
                        .severity = Severity::warning,
                        .place = {binding.source, 0, 0},
                        .message = "the register has no system \"" + printable(binding.system) +
                                   "\", and here is an "
                                   "export of it",
                        .hint = "add it in the policy under systems, or correct system in the binding",
                        .why = "TC-196, SE-36, Art. 30(1)"});
    return;
  }
  for (const TableBinding& table : binding.tables)
    if (std::ranges::find(system->records, table.record) == system->records.end())
      findings.push_back({.code = "system.record_not_registered",
                          .severity = Severity::warning,
                          .place = table.place,
                          .message = "the register does not say that system " + system->name +
                                     " holds records of type " + policy.records[table.record].name,
                          .hint = "add it in the policy under systems, " + system->name + ", records",
                          .why = "TC-196, SE-36, Art. 30(1)"});
}

}  // namespace

std::vector<Finding> register_gaps(const Policy& policy, const Export& source) {
  std::vector<Finding> findings;
  if (Result<std::vector<Finding>> undeclared = source.undeclared_files())
    findings = std::move(*undeclared);
  else
    findings.push_back(unreadable(undeclared.error()));
  add_columns(policy, source, findings);
  add_system(policy, source, findings);
  return findings;
}

}  // namespace compliance
