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
  const RecordView& record() const { return view_; }
  const CsvRecord& csv() const { return *csv_; }

  /// The columns (from 0) of the policy's fields; npos for a field that this table does not have.
  static constexpr std::size_t npos = SIZE_MAX;
  const std::vector<std::size_t>& column_of_field() const { return column_of_field_; }

 private:
  TableReader(CsvReader reader, std::string name, const TableBinding& binding, const Policy& policy,
              std::uint16_t table);
  Result<void> read_header();
  std::size_t find_column(std::string_view name) const;
  std::string paste_hint(std::string_view column, std::set<std::string>& taken) const;
  void report_missing(std::string_view column, const Place& place);
  bool is_null(std::string_view text) const;
  void read_links();
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
  std::size_t link_ = npos;
  std::vector<std::size_t> column_of_field_;
  std::vector<const BoundColumn*> bound_of_field_;
  const CsvRecord* csv_ = nullptr;
  RecordView view_;
  std::vector<Cell> cells_;
  std::vector<std::string_view> links_;
};

}  // namespace compliance
