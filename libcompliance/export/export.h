// SPDX-License-Identifier: Apache-2.0
// An export: a folder with its binding.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/binding.h"
#include "libcompliance/export/table_reader.h"
#include "libcompliance/io/file_system.h"

namespace compliance {

class Export {
 public:
  /// Reads the binding. `files` must outlive the export. A folder without export.yaml is an Error.
  static Result<Export> open(FileSystem& files, std::string folder, const Policy& policy, Fit fit = Fit::whole);

  const std::string& folder() const { return folder_; }
  const Binding& binding() const { return binding_; }
  /// The bytes of export.yaml.
  const std::string& binding_bytes() const { return bytes_; }

  /// Sets whose records `for_each_record` and the readers give; those of others they pass over (SI-01). An Error: none
  /// for an export with tenants, one for an export without, one that the policy does not name under `tenants`, or one
  /// whose rows are bound to a record type of which the policy's own controller decides (SI-07); and the controller's
  /// own rows, which are `own_tenant`, where it keeps that type for others.
  Result<void> choose_tenant(const std::optional<std::string>& tenant, const Policy& policy);
  const std::optional<std::string>& tenant() const { return tenant_; }

  /// The path of a file in the folder, as messages name it.
  std::string path_of(std::string_view file) const;
  std::string path_of(std::size_t table) const { return path_of(binding_.tables[table].file); }
  /// Opens a table's file; missing or not a regular file is an Error at its line of the binding.
  Result<std::unique_ptr<ByteSource>> open_table(std::size_t table) const;

  /// Files in the folder, also deeper, that the binding does not name: nobody has said what is in them.
  Result<std::vector<Finding>> undeclared_files() const;

 private:
  Export(FileSystem& files, std::string folder, std::string bytes, Binding binding);
  FileSystem* files_;
  std::string folder_;
  std::string bytes_;
  Binding binding_;
  std::optional<std::string> tenant_;
};

/// The first finding of severity error, as a refusal.
Result<void> refuse_errors(const std::vector<Finding>& findings);

}  // namespace compliance
