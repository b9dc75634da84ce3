// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/export.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"
#include "libcompliance/formats/yaml.h"
#include "libcompliance/io/files.h"

namespace compliance {
namespace {

// All files below `folder`/`inside`, with their names from `folder` on.
Result<void> collect(FileSystem& files, const std::string& folder, const std::string& inside,
                     std::vector<std::pair<std::string, Kind>>& found) {
  COMPLIANCE_TRY(const std::vector<Entry> entries, files.list(inside.empty() ? folder : join_path(folder, inside)));
  for (const Entry& entry : entries) {
    const std::string name = inside.empty() ? entry.name : join_path(inside, entry.name);
    if (entry.kind == Kind::folder)
      COMPLIANCE_CHECK(collect(files, folder, name, found));
    else
      found.emplace_back(name, entry.kind);
  }
  return {};
}

}  // namespace

Export::Export(FileSystem& files, std::string folder, std::string bytes, Binding binding)
    : files_(&files), folder_(std::move(folder)), bytes_(std::move(bytes)), binding_(std::move(binding)) {}

Result<Export> Export::open(FileSystem& files, std::string folder, const Policy& policy, Fit fit) {
  const auto kind = files.kind(folder);
  if (kind != Kind::folder)
    return Error{.message = kind ? "expected an export: a folder with export.yaml" : "there is no such folder",
                 .place = {folder, 0, 0},
                 .hint = kind ? "" : "expected an export: a folder with export.yaml"};
  const std::string path = join_path(folder, binding_file);
  COMPLIANCE_TRY(std::string bytes, read_file(files, path, yaml_size_limit));
  COMPLIANCE_TRY(Binding binding, read_binding(bytes, path, policy, fit));
  return Export{files, std::move(folder), std::move(bytes), std::move(binding)};
}

Result<void> Export::choose_tenant(const std::optional<std::string>& tenant, const Policy& policy) {
  if (!tenant && !binding_.has_tenants()) return {};
  if (!tenant)
    return Error{.message = "the records of this export are of several tenants, and a run is for one of them",
                 .place = {binding_.source, 0, 0},
                 .hint = "say whose with --tenant NAME; the controller's own are " + std::string{own_tenant}};
  if (!binding_.has_tenants())
    return Error{
        .message = "this export has no tenants", .place = {binding_.source, 0, 0}, .hint = "leave out --tenant"};
  const auto& known = policy.statement.tenants;
  const auto found = std::find_if(known.begin(), known.end(), [&](const Tenant& each) { return each.name == *tenant; });
  if (*tenant != own_tenant && found == known.end()) {
    std::vector<std::string_view> names{own_tenant};
    for (const Tenant& each : known) names.push_back(each.name);
    return Error{.message = "--tenant: the policy has no such tenant", .hint = did_you_mean(*tenant, names)};
  }
  for (TableBinding& table : binding_.tables) {
    const RecordType& type = policy.records[table.record];
    const bool may_hold = !table.tenant->column.empty() || table.tenant->all == *tenant;
    if (*tenant == own_tenant && may_hold && type.role == Role::processor)
      return Error{
          .message = "in this policy each " + type.name + " is kept for a tenant, and none is the controller's own",
          .place = table.place,
          .hint = "run the controller's own policy on them, in which they have role: controller"};
    if (*tenant != own_tenant && may_hold && type.role == Role::controller)
      return Error{.message = "of each " + type.name + " in this policy " + policy.controller +
                              " decides itself; of the records of \"" + *tenant + "\", " + found->controller + " does",
                   .place = table.place,
                   .hint = "run the policy of that tenant on them, in which they have role: processor"};
    table.tenant->chosen = tenant;
  }
  tenant_ = tenant;
  return {};
}

std::string Export::path_of(std::string_view file) const { return join_path(folder_, file); }

Result<std::unique_ptr<ByteSource>> Export::open_table(std::size_t table) const { return files_->open(path_of(table)); }

Result<std::vector<Finding>> Export::undeclared_files() const {
  std::vector<std::pair<std::string, Kind>> found;
  COMPLIANCE_CHECK(collect(*files_, folder_, "", found));
  std::vector<Finding> findings;
  for (const auto& each : found) {
    const std::string& name = each.first;  // clang 14 captures no structured binding
    const Kind kind = each.second;
    const auto& others = binding_.not_personal_files;
    const bool declared = name == binding_file || std::find(others.begin(), others.end(), name) != others.end() ||
                          std::any_of(binding_.tables.begin(), binding_.tables.end(),
                                      [&](const auto& table) { return table.file == name; });
    if (declared && kind == Kind::file) continue;
    findings.push_back({.code = declared ? "file.unfit" : "file.undeclared",
                        .severity = Severity::error,
                        .place = {path_of(name), 0, 0},
                        .message = declared ? "expected a regular file, not a link or a device"
                                            : "nobody has said what is in this file",
                        .hint = declared ? "" : "add it in " + binding_.source + " under files or not_personal_files",
                        .why = "RF-01"});
  }
  return findings;
}

Result<void> refuse_errors(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings)
    if (finding.severity == Severity::error)
      return Error{.message = finding.message, .place = finding.place, .hint = finding.hint};
  return {};
}

}  // namespace compliance
