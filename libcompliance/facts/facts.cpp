// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/facts.h"

#include <algorithm>

#include "libcompliance/rules/moment_rules.h"

namespace compliance {

Facts::Facts(const CompiledPolicy& policy, Date as_of)
    : policy_(&policy), as_of_(as_of), tables_(policy.policy().records.size()) {}

std::vector<std::size_t> Facts::order() const {
  const auto& records = policy_->policy().records;
  std::vector<std::size_t> order;
  for (std::size_t r = 0; r < records.size(); ++r)
    if (std::any_of(records.begin(), records.end(), [&](const RecordType& each) { return each.belongs_to == r; }))
      order.push_back(r);
  // Nearer to the top first; records at the same height keep the policy's order.
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return policy_->of(a).chain().size() < policy_->of(b).chain().size();
  });
  return order;
}

void Facts::evaluate(std::size_t record, const RecordView& view, std::vector<MomentValue>& moments,
                     std::vector<Truth>& conditions) const {
  for (const std::size_t m : policy_->moments_of(record))
    moments.push_back(compliance::evaluate(policy_->policy().moments[m], view, as_of_));
  for (const std::size_t c : policy_->conditions_of(record))
    conditions.push_back(compliance::evaluate(policy_->conditions()[c], view));
}

Facts::Row Facts::find(std::size_t record, std::string_view key) const {
  const auto& rows = tables_[record].rows;
  const auto found = rows.find(key);
  return found == rows.end() ? broken : found->second;
}

bool Facts::contains(std::size_t record, std::string_view key) const { return find(record, key) != broken; }

bool Facts::add(std::size_t record, const RecordView& view) {
  Table& table = tables_[record];
  const auto row = static_cast<Row>(table.rows.size());
  if (!table.rows.try_emplace(std::string{view.key}, row).second) return false;
  evaluate(record, view, table.moments, table.conditions);
  if (const auto parent = policy_->policy().records[record].belongs_to)
    for (const std::string_view link : view.links) table.parents.push_back(find(*parent, link));
  table.parents_end.push_back(static_cast<std::uint32_t>(table.parents.size()));
  table.link.push_back(view.spot(view.link_column));
  table.linked.push_back(false);
  table.needed.push_back(false);
  return true;
}

Standing Facts::standing(std::size_t record, Row row) const {
  const Table& table = tables_[record];
  const std::size_t moments = policy_->moments_of(record).size();
  const std::size_t conditions = policy_->conditions_of(record).size();
  return {.link = Standing::Link::present,
          .moments = {table.moments.data() + row * moments, moments},
          .conditions = {table.conditions.data() + row * conditions, conditions}};
}

void Facts::for_each_path(std::size_t record, const RecordView& view, const std::function<void(Path)>& visit) {
  rules_ = &policy_->of(record);
  moments_.clear();
  conditions_.clear();
  evaluate(record, view, moments_, conditions_);
  path_.assign(rules_->chain().size(), Standing{});
  path_rows_.assign(path_.size(), broken);
  path_[0] = {.link = Standing::Link::present, .moments = moments_, .conditions = conditions_};
  parents_.clear();
  if (const auto parent = policy_->policy().records[record].belongs_to)
    for (const std::string_view link : view.links) parents_.push_back(find(*parent, link));
  climb(1, parents_, view.spot(view.link_column), visit);
}

// Fills the path from `depth` upwards with each of `parents`, the rows that the record below belongs to.
void Facts::climb(std::size_t depth, std::span<const Row> parents, Spot link, const std::function<void(Path)>& visit) {
  if (depth == path_.size()) return visit(path_);
  const std::size_t record = rules_->chain()[depth];
  const Table& table = tables_[record];
  for (const Row row : parents) {
    if (row == broken) {
      const Standing lost{.link = Standing::Link::broken, .spot = link};
      std::fill(path_.begin() + static_cast<std::ptrdiff_t>(depth), path_.end(), lost);
      std::fill(path_rows_.begin() + static_cast<std::ptrdiff_t>(depth), path_rows_.end(), broken);
      visit(path_);
      continue;
    }
    path_[depth] = standing(record, row);
    path_rows_[depth] = row;
    const std::size_t begin = row == 0 ? 0 : table.parents_end[row - 1];
    climb(depth + 1, {table.parents.data() + begin, table.parents_end[row] - begin}, table.link[row], visit);
  }
  if (!parents.empty()) return;
  std::fill(path_.begin() + static_cast<std::ptrdiff_t>(depth), path_.end(), Standing{.link = Standing::Link::none});
  std::fill(path_rows_.begin() + static_cast<std::ptrdiff_t>(depth), path_rows_.end(), broken);
  visit(path_);
}

void Facts::mark_needed(std::uint64_t read) {
  // Also those in between: their links lead there.
  for (std::size_t depth = 1; depth < path_rows_.size() && path_rows_[depth] != broken; ++depth)
    if (read >> depth != 0) tables_[rules_->chain()[depth]].needed[path_rows_[depth]] = true;
}

bool Facts::is_needed(std::size_t record, std::string_view key) const {
  const Row row = find(record, key);
  return row != broken && tables_[record].needed[row];
}

void Facts::mark_linked(std::size_t record, const RecordView& view) {
  const auto parent = policy_->policy().records[record].belongs_to;
  if (!parent) return;
  for (const std::string_view link : view.links)
    if (const Row row = find(*parent, link); row != broken) tables_[*parent].linked[row] = true;
}

bool Facts::is_linked(std::size_t record, std::string_view key) const {
  const Row row = find(record, key);
  return row != broken && tables_[record].linked[row];
}

}  // namespace compliance
