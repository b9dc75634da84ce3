// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/export_set.h"

#include <algorithm>

namespace compliance {

void ExportSet::add(Export one) {
  for (std::size_t t = 0; t < one.binding().tables.size(); ++t) tables_.push_back({exports_.size(), t});
  exports_.push_back(std::move(one));
}

ExportSet::ExportSet(Export one) { add(std::move(one)); }

Result<ExportSet> ExportSet::open(FileSystem& files, std::span<const std::string> folders, const Policy& policy,
                                  Fit fit) {
  ExportSet set;
  for (const std::string& folder : folders) {
    COMPLIANCE_TRY(Export one, Export::open(files, folder, policy, fit));
    for (const Export& other : set.exports_)
      if (other.binding().name == one.binding().name)
        return Error{.message = "another export of this run is called \"" + one.binding().name + "\", too",
                     .place = {one.path_of(binding_file), 0, 0},
                     .hint = "give each its own name under export"};
    set.add(std::move(one));
  }
  return set;
}

Result<std::vector<Finding>> ExportSet::undeclared_files() const {
  std::vector<Finding> findings;
  for (const Export& each : exports_) {
    COMPLIANCE_TRY(std::vector<Finding> more, each.undeclared_files());
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  }
  return findings;
}

std::vector<Finding> ExportSet::missing_tables(const Policy& policy) const {
  std::vector<Finding> findings;
  for (const std::size_t record : policy.collected_from()) {
    const std::string& name = policy.records[record].name;
    const TableBinding* without_links = nullptr;
    bool is_bound = false;
    for (std::size_t t = 0; t < tables(); ++t) {
      const TableBinding& bound = table(t);
      if (bound.record != record) continue;
      is_bound = true;
      if (bound.links.empty()) without_links = &bound;
    }
    if (is_bound && without_links == nullptr) continue;
    const std::string above = policy.records[policy.records[record].belongs_to.value_or(record)].name;
    findings.push_back(
        {.code = "table.missing",
         .severity = Severity::error,
         .place = without_links ? without_links->place : Place{exports_.front().path_of(binding_file)},
         .message = without_links
                        ? "nothing says to which " + above + " a record of this file belongs, and clocks of " +
                              "other records count from it"
                        : "no file holds records of type " + name + ", and clocks of other records count from them",
         .hint = without_links ? "add links: {" + above + ": COLUMN}"
                               : "export them too, and bind them; an empty file when there are none",
         .why = "Art. 5(1)(e), TC-134"});
  }
  return findings;
}

Result<void> ExportSet::choose_tenant(const std::optional<std::string>& tenant, const Policy& policy) {
  for (Export& each : exports_) COMPLIANCE_CHECK(each.choose_tenant(tenant, policy));
  return {};
}

Result<void> demand_known_tenant(const std::optional<Finding>& unknown, std::size_t record, const Policy& policy) {
  const std::vector<std::size_t> collected = policy.collected_from();
  if (!unknown || std::find(collected.begin(), collected.end(), record) == collected.end()) return {};
  return Error{.message = unknown->message + ", and clocks of other records count from such records",
               .place = unknown->place,
               .hint = "add the text under tenants in the binding"};
}

Result<TableCount> for_each_record(ByteSource& bytes, const ExportSet& source, const Policy& policy, std::size_t table,
                                   const std::function<Result<void>(const TableReader&)>& use) {
  const TableBinding& binding = source.table(table);
  if (binding.tenant && !binding.tenant->chosen)
    return Error{.message = "nobody has said of which tenant this run is", .place = binding.place};
  COMPLIANCE_TRY(TableReader reader,
                 TableReader::open(bytes, source.path_of(table), binding, policy, static_cast<std::uint16_t>(table)));
  COMPLIANCE_CHECK(refuse_errors(reader.header_findings()));
  TableCount count;
  while (true) {
    COMPLIANCE_TRY(const bool more, reader.next());
    if (!more) return count;
    if (reader.is_ours()) {
      ++count.records;
      COMPLIANCE_CHECK(use(reader));
      continue;
    }
    ++count.others;
    if (!reader.tenant().empty()) continue;
    const std::uint32_t line = reader.record().line;
    if (count.unknown_tenant)
      count.unknown_tenant->also_on_lines.push_back(line);
    else
      count.unknown_tenant =
          Finding{.code = "tenant.unknown",
                  .severity = Severity::warning,
                  .place = {source.path_of(table), line, static_cast<std::uint32_t>(reader.tenant_column() + 1)},
                  .message = "nobody has said whose record this is",
                  .hint = "add the text under tenants in " + source.source(table).binding().source +
                          "; until then the record stays as it is",
                  .why = "SI-01, SI-07"};
  }
}

}  // namespace compliance
