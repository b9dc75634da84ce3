// SPDX-License-Identifier: Apache-2.0
// What a plan has to say to people: what is not known, what no purpose covers, what somebody should look at again. Of a
// million records with the same trouble in one table, all but the first cost a line number.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/export_set.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

/// One thing that is not known, and how many records wait for it.
struct UndecidedCause {
  Unknown why = Unknown::no_date;
  Spot spot = {};
  std::map<std::size_t, std::uint64_t> records = {};  // by record type
};

class PlanFindings {
 public:
  /// Both must outlive it.
  PlanFindings(const Policy& policy, const ExportSet& source);

  /// Before the records of a table are reported: which column is which field.
  void see_header(std::size_t table, const TableReader& reader);

  void undecided(std::size_t record, const Verdict& verdict);
  void unfounded(std::size_t record, const RecordView& view, const std::vector<std::size_t>& fields);
  /// The key is a cell that is due.
  void due_key(std::size_t record, const RecordView& view);
  /// Alive, but somebody should look whether that is still right (TC-46).
  void stale(std::size_t record, const RecordView& view, std::size_t field);

  /// In the order of the export.
  std::vector<UndecidedCause> causes() const;
  /// Of the causes, then of the records; each once a table and message, with its lines.
  std::vector<Finding> take();

  Place place_of(Spot spot) const { return {source_->path_of(spot.table), spot.line, spot.column}; }

 private:
  using Findings = std::map<std::tuple<std::string_view, std::uint16_t, std::uint16_t, std::string>, Finding>;
  static void report_once(Findings& findings, Spot spot, Finding finding);
  static void append(Findings& findings, std::vector<Finding>& all);
  std::string name_of(Spot spot, Unknown why) const;

  const Policy* policy_;
  const ExportSet* source_;
  std::map<std::pair<Spot, Unknown>, std::map<std::size_t, std::uint64_t>> causes_;
  std::vector<std::vector<std::size_t>> fields_of_columns_;  // by table, by column from 1
  Findings records_;
};

}  // namespace compliance
