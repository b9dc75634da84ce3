// SPDX-License-Identifier: Apache-2.0
// The exports of one run, as one list of tables: the CRM's, the bookkeeping's. Records of one type share their keys
// over all of them, so that an invoice of one system finds its customer in another. The number of a table in a Spot is
// its number in this list.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libcompliance/export/export.h"

namespace compliance {

class ExportSet {
 public:
  /// Opens each folder, in the order given. Two exports of one name are an Error: their output would meet.
  static Result<ExportSet> open(FileSystem& files, std::span<const std::string> folders, const Policy& policy,
                                Fit fit = Fit::whole);

  /// One export is a set of one.
  ExportSet(Export one);  // NOLINT(google-explicit-constructor)

  /// Export::choose_tenant of each.
  Result<void> choose_tenant(const std::optional<std::string>& tenant, const Policy& policy);

  const std::optional<std::string>& tenant() const { return exports_.front().tenant(); }

  std::span<const Export> exports() const { return exports_; }
  std::size_t tables() const { return tables_.size(); }
  const TableBinding& table(std::size_t table) const { return source(table).binding().tables[tables_[table].in_it]; }
  /// The number of the export that a table is of.
  std::size_t export_of(std::size_t table) const { return tables_[table].in; }
  const Export& source(std::size_t table) const { return exports_[export_of(table)]; }
  std::string path_of(std::size_t table) const { return source(table).path_of(tables_[table].in_it); }
  Result<std::unique_ptr<ByteSource>> open_table(std::size_t table) const {
    return source(table).open_table(tables_[table].in_it);
  }

  /// Files that no binding names (Export::undeclared_files).
  Result<std::vector<Finding>> undeclared_files() const;

  /// Record types from which others collect a moment (Policy::collected_from), and that have no table here, or one
  /// without links: without them a duty would seem not to apply, and what it protects would go.
  std::vector<Finding> missing_tables(const Policy& policy) const;

 private:
  struct Table {
    std::size_t in = 0;     // export
    std::size_t in_it = 0;  // number in its binding
  };
  ExportSet() = default;
  void add(Export one);
  std::vector<Export> exports_;
  std::vector<Table> tables_;
};

/// What was in a table.
struct TableCount {
  std::uint64_t records = 0;                   // of the chosen tenant
  std::uint64_t others = 0;                    // of other tenants, and those of which nobody has said whose they are
  std::optional<Finding> unknown_tenant = {};  // the last, with their lines
};

/// Refuses records of nobody knows whom (TableCount::unknown_tenant) of a type that clocks of other records count from:
/// without them, what a duty protects would go (SI-01).
Result<void> demand_known_tenant(const std::optional<Finding>& unknown, std::size_t record, const Policy& policy);

/// Reads table `table` of `source` from `bytes` and gives each record of the chosen tenant to `use`. Refuses a header
/// with errors, and an export with tenants of which none is chosen.
Result<TableCount> for_each_record(ByteSource& bytes, const ExportSet& source, const Policy& policy, std::size_t table,
                                   const std::function<Result<void>(const TableReader&)>& use);

}  // namespace compliance
