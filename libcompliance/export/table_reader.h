// SPDX-License-Identifier: Apache-2.0
// Streams one table of an export as records in the policy's words, each with its exact bytes beside it.

#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/binding.h"
#include "libcompliance/formats/csv.h"
#include "libcompliance/model/record_view.h"

namespace compliance {

class TableReader {
 public:
  /// Reads the header. `source`, `binding` and `policy` must outlive the reader; `name` is used in places; `table` goes
  /// into the spots. An Error when there is no header, or its key column is missing or stands twice: then no record of
  /// the table can be named.
  static Result<TableReader> open(ByteSource& source, std::string name, const TableBinding& binding,
                                  const Policy& policy, std::uint16_t table);

  /// What is wrong with the header: columns that are missing, stand twice, or that nobody has mapped.
  const std::vector<Finding>& header_findings() const { return findings_; }
  const std::vector<std::string>& header() const { return header_; }
  /// The header's record as it stands in the file.
  std::string_view header_raw() const { return header_raw_; }
  LineEnd header_line_end() const { return line_end_; }
  std::size_t key_column() const { return key_; }

  /// The next record; false at the end. A record that cannot be read, or whose key is blank, is an Error.
  Result<bool> next();
  /// Whether the record is of the chosen tenant; where none is chosen, whether its tenant is known. Always true of a
  /// table without tenants. Of any other record only the bytes can be had, with `csv` (SI-01).
  bool is_ours() const { return is_ours_; }
  /// Whose the record is. Empty: the table has no tenants, or the binding does not know the text.
  std::string_view tenant() const { return tenant_; }
  const RecordView& record() const { return view_; }
  /// Whether `key`, as a person writes it, is the key of the record.
  bool has_key(std::string_view key) const { return view_.key == compared_id(binding_->ids, key); }
  const CsvRecord& csv() const { return *csv_; }

  /// The columns (from 0) of the policy's fields; npos for a field that this table does not have.
  static constexpr std::size_t npos = SIZE_MAX;
  const std::vector<std::size_t>& column_of_field() const { return column_of_field_; }
  /// The column (from 0) that leads from a merged record to the one that is left, or npos.
  std::size_t merged_column() const { return merged_; }
  /// The column (from 0) that says whose a record is, or npos.
  std::size_t tenant_column() const { return tenant_of_; }

 private:
  TableReader(CsvReader reader, std::string name, const TableBinding& binding, const Policy& policy,
              std::uint16_t table);
  Result<void> read_header();
  std::size_t find_column(std::string_view name) const;
  std::string paste_hint(std::string_view column, std::set<std::string>& taken) const;
  void report_missing(std::string_view column, const Place& place);
  bool is_null(std::string_view text) const;
  bool is_null_id(std::string_view text) const;
  void read_links();
  void read_links_of(const BoundLink& link, std::size_t column);
  void read_cell(std::size_t field);

  CsvReader reader_;
  std::string name_;
  const TableBinding* binding_;
  const RecordType* type_;
  std::vector<Finding> findings_;
  std::vector<std::string> header_;
  std::string header_raw_;
  LineEnd line_end_ = LineEnd::lf;
  std::size_t key_ = npos;
  std::vector<std::size_t> link_columns_;  // of the binding's links
  std::size_t merged_ = npos;
  std::size_t tenant_of_ = npos;
  std::vector<std::size_t> column_of_field_;
  std::vector<const BoundColumn*> bound_of_field_;
  std::uint64_t null_sizes_ = 1;  // which lengths null words have, as bits; the last stands for all that are longer
  const CsvRecord* csv_ = nullptr;
  bool is_ours_ = true;
  std::string_view tenant_;
  RecordView view_;
  std::vector<Cell> cells_;
  std::vector<std::string_view> links_;
};

}  // namespace compliance
