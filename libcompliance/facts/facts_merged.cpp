// SPDX-License-Identifier: Apache-2.0
// Records that were merged into others: who speaks for whom.

#include "libcompliance/facts/facts.h"
#include "libcompliance/facts/sorted_runs.h"

namespace compliance {

// Finds where the steps from each merged row end. A circle has no end, and neither has what leads into one.
void Facts::follow_merges(Table& table) {
  table.is_followed = true;
  if (table.rows.is_spilled()) {
    SortedRuns wanted{*scratch_};
    for (const auto& [row, merge] : table.merged) wanted.add(merge.into, row);
    wanted.finish();
    table.rows.find_sorted(
        wanted, [&](std::uint64_t row, Row into) { table.merged.find(static_cast<Row>(row))->second.next = into; });
  }
  for (auto& each : table.merged) {
    if (!table.rows.is_spilled()) each.second.next = table.rows.find(each.second.into);
    each.second.into = {};
  }
  std::vector<Merge*> way;
  for (auto& each : table.merged) {
    way.clear();
    Row end = each.first;
    auto step = table.merged.find(end);
    while (step != table.merged.end() && !step->second.is_followed) {
      step->second.is_followed = true;  // its survivor is `broken` so far: that of a circle
      way.push_back(&step->second);
      end = step->second.next;
      step = table.merged.find(end);
    }
    if (step != table.merged.end()) end = step->second.survivor;
    for (Merge* merge : way) merge->survivor = end;
  }
  for (const auto& [row, merge] : table.merged)
    if (merge.survivor != broken) table.merged_here.emplace(merge.survivor, row);
}

// All records of a type are added before anything asks for those that they were merged into.
const Facts::Merge* Facts::merge_of(std::size_t record, Row row) {
  Table& table = tables_[record];
  if (table.merged.empty()) return nullptr;
  if (!table.is_followed) follow_merges(table);
  const auto found = table.merged.find(row);
  return found == table.merged.end() ? nullptr : &found->second;
}

// What the state says of a record that another one speaks for, or of that one: a path on which no policy's clock runs.
void Facts::visit_concern_of(std::size_t record, Row row, std::size_t depth, const std::function<void(Path)>& visit) {
  const ConcernId concern = standing(record, row).concern;
  if (concern == 0) return;
  const std::vector<Standing> path = path_;
  const std::vector<Row> rows = path_rows_;
  path_.assign(path_.size(), Standing{.link = Standing::Link::none});
  path_rows_.assign(path_.size(), broken);
  path_[depth].concern = concern;
  visit(path_);
  path_ = path;
  path_rows_ = rows;
}

// The same of all for whom a row speaks: a hold that names one of them is a hold on what they have become.
void Facts::visit_merged(std::size_t record, Row speaker, std::size_t depth, const std::function<void(Path)>& visit) {
  const auto [begin, end] = tables_[record].merged_here.equal_range(speaker);
  for (auto each = begin; each != end; ++each) visit_concern_of(record, each->second, depth, visit);
}

void Facts::mark_survivor(std::size_t record, const RecordView& view) {
  const Row row = row_of(record, view);
  const Merge* merge = row == broken ? nullptr : merge_of(record, row);
  if (merge == nullptr) return;
  if (merge->survivor != broken) tables_[record].needed[merge->survivor] = true;
  mark_way(record, merge->next);
}

}  // namespace compliance
