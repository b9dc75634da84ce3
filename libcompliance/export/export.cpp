// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/export.h"

#include <algorithm>

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

Result<Export> Export::open(FileSystem& files, std::string folder, const Policy& policy) {
  const auto kind = files.kind(folder);
  if (kind != Kind::folder)
    return Error{.message = kind ? "expected an export: a folder with export.yaml" : "there is no such folder",
                 .place = {folder, 0, 0},
                 .hint = kind ? "" : "expected an export: a folder with export.yaml"};
  const std::string path = join_path(folder, binding_file);
  COMPLIANCE_TRY(std::string bytes, read_file(files, path, yaml_size_limit));
  COMPLIANCE_TRY(Binding binding, read_binding(bytes, path, policy));
  return Export{files, std::move(folder), std::move(bytes), std::move(binding)};
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
