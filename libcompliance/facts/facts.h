// SPDX-License-Identifier: Apache-2.0
// The few dates and flags of the records that others belong to, by key: what the rules need to know about a ticket's
// contact and that contact's customer. Filled in one pass, top of the chain first. Memory is bounded by the keys of
// those records, not by the files.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcompliance/model/record_view.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

class Facts {
 public:
  Facts(const CompiledPolicy& policy, Date as_of);

  /// The record types that others belong to, in the order in which they must be added: what they belong to first.
  std::vector<std::size_t> order() const;

  /// Remembers a record of a type in `order`. False when its key is there already (TC-174); then nothing changes.
  bool add(std::size_t record, const RecordView& view);

  /// Calls `visit` with every path of a record: one, or one for each combination of records that it belongs to. The
  /// path is valid during the call.
  void for_each_path(std::size_t record, const RecordView& view, const std::function<void(Path)>& visit);

  /// Only while a path is visited: a record that stays is decided by those of `read` on this path (bits, as
  /// RecordRules::read_by has them).
  void mark_needed(std::uint64_t read);
  /// Whether something that stays is decided by that record's dates and flags.
  bool is_needed(std::size_t record, std::string_view key) const;

  /// A record that stays links to these: they must stay too, if only as a stub.
  void mark_linked(std::size_t record, const RecordView& view);
  bool is_linked(std::size_t record, std::string_view key) const;

  /// Whether the key of a record of a type in `order` is known.
  bool contains(std::size_t record, std::string_view key) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Row = std::uint32_t;
  static constexpr Row broken = UINT32_MAX;

  // The rows of one record type, column by column.
  struct Table {
    std::unordered_map<std::string, Row, Hash, std::equal_to<>> rows;
    std::vector<MomentValue> moments;  // a row's values side by side
    std::vector<Truth> conditions;
    std::vector<Row> parents;                // rows of the type that it belongs to, or `broken`
    std::vector<std::uint32_t> parents_end;  // where a row's parents end; they start where the last row's ended
    std::vector<Spot> link;                  // where the links stand
    std::vector<bool> linked;
    std::vector<bool> needed;
  };

  void evaluate(std::size_t record, const RecordView& view, std::vector<MomentValue>& moments,
                std::vector<Truth>& conditions) const;
  Row find(std::size_t record, std::string_view key) const;
  Standing standing(std::size_t record, Row row) const;
  void climb(std::size_t depth, std::span<const Row> parents, Spot link, const std::function<void(Path)>& visit);

  const CompiledPolicy* policy_;
  Date as_of_;
  std::vector<Table> tables_;  // by record type; empty for those that nothing belongs to

  // Of the record whose paths are being visited.
  const RecordRules* rules_ = nullptr;
  std::vector<Standing> path_;
  std::vector<Row> path_rows_;  // of the path, from the record above on; `broken` from where there is none
  std::vector<MomentValue> moments_;
  std::vector<Truth> conditions_;
  std::vector<Row> parents_;
};

}  // namespace compliance
