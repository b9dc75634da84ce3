// SPDX-License-Identifier: Apache-2.0
// What is to be done in the CRM, in files that its importer takes (compliance-work-lists(5)): the ids of the records to
// delete, and of those to update with the columns to empty. They hold no cell of the export but its ids, and what
// Dynamics needs to find a record.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libcompliance/apply/output_files.h"
#include "libcompliance/export/table_reader.h"

namespace compliance {

/// One file of a work list.
struct WorkListFile {
  enum class Kind { remove, update };
  Kind kind = Kind::remove;
  std::string file = {};  // relative to the output
  std::uint64_t records = 0;
  std::vector<std::string> columns = {};  // of an update: to empty in some record of the file
};

/// The work lists of one table: none without records, else `delete/FOLDER FILE` and `update/FOLDER FILE`, in parts
/// where an importer's limits or the records' columns demand it. The second part of `contacts.csv` is `contacts-2.csv`.
class WorkLists {
 public:
  /// All must outlive it. `folder`: of the table's export, empty or with a slash at its end.
  WorkLists(OutputFiles& out, std::string folder, const Binding& binding, const TableBinding& table,
            const TableReader& reader);
  ~WorkLists();

  /// The record goes. Written at once.
  Result<void> remove(const CsvRecord& record);
  /// These columns of the record, ascending and without the key, are to be empty; none is nothing to do. One that the
  /// form carries along (can_be_emptied) is left out. Held until `close`: an id and a number.
  void empty(const CsvRecord& record, std::vector<std::size_t> columns);

  /// Writes the rest, and says which files there are.
  Result<std::vector<WorkListFile>> close();

 private:
  class List;
  struct Update {
    std::vector<std::string> carried = {};  // the id first
    std::size_t set = 0;
  };

  std::string next_name(WorkListFile::Kind kind);
  Result<void> write_updates(const std::vector<std::size_t>& columns, const std::vector<std::size_t>& updates);

  OutputFiles* out_;
  std::string folder_;
  const Binding* binding_;
  const TableBinding* table_;
  const TableReader* reader_;
  std::vector<std::size_t> carried_;  // columns of which every row has the value
  std::array<std::size_t, 2> parts_{};
  std::vector<WorkListFile> files_;
  std::unique_ptr<List> removals_;
  std::map<std::vector<std::size_t>, std::size_t> set_of_;
  std::vector<std::vector<std::size_t>> sets_;  // of columns, in the order in which records first had them
  std::vector<Update> updates_;
};

}  // namespace compliance
