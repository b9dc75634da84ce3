// SPDX-License-Identifier: Apache-2.0
// The few dates and flags of the records that others belong to, by key: what the rules need to know about a ticket's
// contact and that contact's customer. And what moments collect the other way: the customer's last ticket. Memory is
// bounded by the keys of the records that others belong to, not by the files: of a ticket nothing is held; it adds to
// the values of its contact and its customer, and is forgotten.
//
// A record whose own link is broken may belong to anybody. What it would supply to a duty makes unknown what anybody
// has collected for that duty, as far as it could count: as long as any clock of the policy that runs from its day has
// not ended (TC-134). The law demands to keep; a purpose only allows it, and such a record says nothing to a purpose.
//
// A record that was merged into another one speaks no more for itself: links to it lead to the record that is left,
// over as many steps as it takes, and its own cells are decided by the dates, flags and links of that one. What the
// state says of it stays its own. Where that record is missing, or the steps lead in a circle, the link is broken.
//
// In this order: `expect_merged`; `add` all records of the types in `order`; `collect`; then `for_each_path` of any
// record.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcompliance/facts/column.h"
#include "libcompliance/facts/key_index.h"
#include "libcompliance/facts/link_rows.h"
#include "libcompliance/model/record_view.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

class Facts {
 public:
  /// `concerns` finds what the state says of a record; null when it says nothing. It must outlive the facts.
  Facts(const CompiledPolicy& policy, Date as_of, ConcernFinder* concerns = nullptr);

  /// Before anything else: that records of this type can have been merged into others. Then it must be added, too.
  void expect_merged(std::size_t record) { tables_[record].is_held = true; }
  /// From here on all records come from files: no two of a table are on one line, and each pass over a table is over
  /// the same file. Then a link is looked up once, and remembered by the line of its record.
  void remember_links() { remembers_links_ = true; }

  /// With `remember_links`: keys and links that together take more than `scratch.memory()` go there, with the same
  /// results. What is held of a row besides its key stays in memory. `scratch` must outlive the facts. From then on,
  /// for each type in `order` and each table of it: `note` its records if `must_note`, `finish_notes`, `add`, and at
  /// last `finish`; then also `note` what is not in `order`.
  void bound_memory(Scratch& scratch) { scratch_ = &scratch; }
  /// Whether the links of records of this type must be known before anything else is done with them.
  bool must_note(std::size_t record) const;
  void note(std::size_t record, const RecordView& view);
  void finish_notes(std::size_t record);
  /// Where the first record of the type stands whose key is there already (TC-174), if `add` could not tell; in the
  /// order in which they were added. The spot has no column.
  std::optional<Spot> finish(std::size_t record);

  /// The record types that must be added, in the order in which: those that others belong to, and those whose moments
  /// count for a record above them; what they belong to comes first.
  std::vector<std::size_t> order() const;
  /// Whether the keys of that type are held: others belong to it, or (rarely) what it tells those above depends on what
  /// they collect themselves.
  bool holds(std::size_t record) const { return tables_[record].is_held; }

  /// Takes a record of a type in `order`. False when its type is held and its key is there already (TC-174); then
  /// nothing changes.
  bool add(std::size_t record, const RecordView& view);
  /// Finishes what moments collect from records below, once all are added.
  void collect();

  /// Calls `visit` with every path of a record: one, or one for each combination of records that it belongs to. The
  /// path is valid during the call.
  void for_each_path(std::size_t record, const RecordView& view, const std::function<void(Path)>& visit);

  /// A record that stays is decided by those of `read` on the path that is visited, or was visited last (bits, as
  /// RecordRules::read_by has them).
  void mark_needed(std::uint64_t read);
  /// Whether something that stays is decided by that record's dates and flags.
  bool is_needed(std::size_t record, const RecordView& view) const;

  // What moments collect is read from the records below, and those must stay as long as what they decide. Whether they
  // do is known before any record is decided: in three steps, for policies of which `RecordRules::collecting` says that
  // it matters.

  /// First, only while a path is visited: that these keepers live, or may live, for the record.
  void mark_collected(std::uint64_t keepers);
  /// Then, once for all: what was collected may itself be made of what was collected further below.
  void spread_collected();
  /// At last, only while a path is visited: whether the record decides something that is marked, so that its dates and
  /// flags must stay. Marks what is on the way there as needed.
  bool mark_suppliers();

  /// A record that stays links to these: they must stay too, if only as a stub.
  void mark_linked(std::size_t record, const RecordView& view);
  bool is_linked(std::size_t record, const RecordView& view) const;

  /// A record that was merged into another one stays: what it is decided by must stay, and the way there.
  void mark_survivor(std::size_t record, const RecordView& view);

 private:
  using Row = KeyIndex::Row;
  static constexpr Row broken = KeyIndex::none;

  // What became of a row that was merged.
  struct Merge {
    std::string into = {};     // the key, until all rows are there
    Row next = broken;         // its row
    Row survivor = broken;     // where the steps end; `broken` when they do not
    bool is_followed = false;  // `survivor` is known
    Spot spot = {};
  };

  // The rows of one record type, column by column.
  struct Table {
    bool is_held = false;
    bool supplies = false;     // its moments count for a record above
    bool is_followed = false;  // the steps of `merged` are known
    std::unordered_map<Row, Merge> merged;
    std::unordered_multimap<Row, Row> merged_here;  // by survivor: those that were merged into it
    KeyIndex rows;
    Column<MomentValue> moments;  // a row's values side by side, a slot each
    Column<Truth> conditions;
    Column<Row> parents;                // rows of the type that it belongs to, or `broken`
    Column<std::uint32_t> parents_end;  // where a row's parents end; they start where the last row's ended
    Column<Spot> link;                  // where the links stand
    std::vector<bool> sole_trader;      // likewise
    Column<ConcernId> concern;          // empty when the state says nothing
    mutable Row last = 0;               // that was found by its spot
    std::vector<bool> linked;
    std::vector<bool> needed;
    std::vector<bool> collected_needed;  // like `moments`: what is collected here decides something that stays
  };

  bool is_sole_trader(std::size_t record, const RecordView& view) const;
  ConcernId concern_of(std::size_t record, const RecordView& view) const {
    return concerns_ == nullptr ? 0 : concerns_->concern_of(record, view);
  }
  void evaluate(std::size_t record, const RecordView& view);
  void follow_merges(Table& table);
  const Merge* merge_of(std::size_t record, Row row);
  void visit_concern_of(std::size_t record, Row row, std::size_t depth, const std::function<void(Path)>& visit);
  void visit_merged(std::size_t record, Row speaker, std::size_t depth, const std::function<void(Path)>& visit);
  void lose(std::size_t depth, Spot spot, const std::function<void(Path)>& visit);
  void mark_way(std::size_t record, Row row);
  void wait(const RecordView& view);
  void resolve();
  void find_parents(std::size_t record, const RecordView& view);
  void fetch(std::size_t record, Row row) const;
  void fetch_parents(std::size_t record, Row row) const;
  void fetch_above(std::size_t record, Row row) const;
  void look_ahead(std::size_t parent, const LinkRows& links) const;
  Row find(std::size_t record, std::string_view key) const { return tables_[record].rows.find(key); }
  Row row_of(std::size_t record, const RecordView& view) const;
  bool is_above_spilled(std::size_t record) const;
  void spill_if_large(std::size_t record);
  LinkRows& links_of(std::size_t table);
  Standing standing(std::size_t record, Row row) const;
  std::span<const Row> parents_of(std::size_t record, Row row) const;
  std::size_t slots(std::size_t record) const { return policy_->moments_of(record).size(); }
  std::size_t at(std::size_t moment, Row row) const;
  void start_path(std::size_t record, Row own, const Standing& standing);
  void for_each_path_of_row(std::size_t record, Row row, const std::function<void(Path)>& visit);
  void supply(const Supply& supply);
  std::uint64_t living_clocks(std::size_t moment, const MomentValue& value) const;
  void doubt(std::size_t moment);
  bool counts(std::size_t part, const MomentValue& value, std::size_t moment, const MomentValue& whole) const;
  void mark_moment(std::size_t moment);
  bool decides(const Supply& supply) const;
  void climb(std::size_t depth, std::span<const Row> parents, Spot link, const std::function<void(Path)>& visit);

  // Records whose links are looked up together, once there are enough of them. Of one type.
  struct Waiting {
    struct Record {  // of a type that is not held: what it supplies
      std::uint16_t table = 0;
      std::uint32_t line = 0;
      Spot link = {};
      std::size_t links = 0;
    };
    static constexpr std::size_t most = 64;

    std::size_t type = 0;
    std::string keys = {};                 // of the links, one behind the other
    std::vector<std::size_t> ends = {};    // where in `keys` each one ends
    std::vector<std::size_t> places = {};  // held: where in Table::parents each one belongs
    std::vector<Record> records = {};      // not held, with their values side by side
    std::vector<MomentValue> moments = {};
    std::vector<Truth> conditions = {};
    std::vector<std::string_view> views = {};
    std::vector<Row> rows = {};
    std::size_t records_rows = 0;  // of `rows`, when they are known at once
  };

  // What records below would supply whose owner is not in the export: they may belong to anybody.
  struct Orphans {
    MomentValue latest = {};  // its spot is that of the broken link
    /// By place in `moments`, where a value is in doubt: the clocks of MomentRule::owed, as bits, that it could change.
    std::unordered_map<std::size_t, std::uint64_t> in_doubt = {};
    std::uint64_t needed = 0;  // those of values that decide something that stays
  };

  const CompiledPolicy* policy_;
  Date as_of_;
  ConcernFinder* concerns_;
  std::vector<Table> tables_;     // by record type; empty for those that are not held
  std::vector<Orphans> orphans_;  // by moment
  Waiting waiting_;
  bool remembers_links_ = false;
  std::vector<LinkRows> links_;  // by table, of types that are not held, or whose parents' keys are spilled
  Scratch* scratch_ = nullptr;
  std::unique_ptr<SortedRuns> notes_;  // link: where it belongs (table, line, its number on that line)

  // Of the record whose paths are being visited.
  std::size_t record_ = 0;
  const RecordRules* rules_ = nullptr;
  std::vector<Standing> path_;
  std::vector<Row> path_rows_;  // of the path; `broken` for a record that is not held, and from where there is none
  std::vector<MomentValue> moments_;  // its own, as `evaluate` finds them
  std::vector<Truth> conditions_;
  std::vector<Row> parents_;
};

}  // namespace compliance
