// SPDX-License-Identifier: Apache-2.0
// How facts are filled, and how a record finds the rows that it belongs to.

#include "libcompliance/facts/facts.h"
#include "libcompliance/rules/moment_rules.h"

namespace compliance {
namespace {

// g++ 12 takes a function that does nothing else for one without effect, and leaves out its calls.
void send_for(const void* memory) {
  __builtin_prefetch(memory);
  asm volatile("");
}

}  // namespace

bool Facts::is_sole_trader(std::size_t record, const RecordView& view) const {
  const auto& when = policy_->policy().records[record].sole_trader_when;
  return when && compliance::evaluate(*when, view).state == Truth::State::yes;
}

bool Facts::add(std::size_t record, const RecordView& view) {
  if (waiting_.type != record || waiting_.ends.size() + waiting_.records.size() >= Waiting::most) resolve();
  waiting_.type = record;
  Table& table = tables_[record];
  if (!table.is_held) {
    evaluate(record, view);
    wait(view);
    return true;
  }
  if (!table.rows.add(view.key)) return false;
  evaluate(record, view);
  table.moments.append(moments_.data(), moments_.size());
  table.conditions.append(conditions_.data(), conditions_.size());
  for (const std::string_view link : view.links) {
    waiting_.keys += link;
    waiting_.ends.push_back(waiting_.keys.size());
    waiting_.places.push_back(table.parents.size());
    table.parents.push_back(broken);
  }
  table.parents_end.push_back(static_cast<std::uint32_t>(table.parents.size()));
  table.link.push_back(view.spot(view.link_column));
  if (concerns_ != nullptr) {
    table.concern.push_back(concern_of(record, view));
    table.sole_trader.push_back(is_sole_trader(record, view));
  }
  if (!view.merged_into.empty())
    table.merged.emplace(table.rows.size() - 1,
                         Merge{.into = std::string{view.merged_into}, .spot = view.spot(view.merged_column)});
  table.linked.push_back(false);
  table.needed.push_back(false);
  return true;
}

void Facts::wait(const RecordView& view) {
  waiting_.records.push_back(
      {.table = view.table, .line = view.line, .link = view.spot(view.link_column), .links = view.links.size()});
  waiting_.moments.insert(waiting_.moments.end(), moments_.begin(), moments_.end());
  waiting_.conditions.insert(waiting_.conditions.end(), conditions_.begin(), conditions_.end());
  for (const std::string_view link : view.links) {
    waiting_.keys += link;
    waiting_.ends.push_back(waiting_.keys.size());
  }
}

// Looks up the links of the records that wait, and takes what these supply.
void Facts::resolve() {
  if (waiting_.ends.empty() && waiting_.records.empty()) return;
  const std::size_t record = waiting_.type;
  waiting_.views.clear();
  for (std::size_t i = 0, begin = 0; i < waiting_.ends.size(); begin = waiting_.ends[i++])
    waiting_.views.push_back(std::string_view{waiting_.keys}.substr(begin, waiting_.ends[i] - begin));
  waiting_.rows.resize(waiting_.views.size());
  if (const auto parent = policy_->policy().records[record].belongs_to; parent && !waiting_.views.empty()) {
    tables_[*parent].rows.find_all(waiting_.views, waiting_.rows);
    if (!waiting_.records.empty()) {
      for (const Row row : waiting_.rows) fetch(*parent, row);
      for (const Row row : waiting_.rows) fetch_parents(*parent, row);
      for (const Row row : waiting_.rows) fetch_above(*parent, row);
    }
  }
  for (std::size_t i = 0; i < waiting_.places.size(); ++i)
    tables_[record].parents[waiting_.places[i]] = waiting_.rows[i];

  const std::size_t moments = slots(record), conditions = policy_->conditions_of(record).size();
  std::span<const Row> rows = waiting_.rows;
  for (std::size_t i = 0; i < waiting_.records.size(); ++i) {
    const Waiting::Record& each = waiting_.records[i];
    start_path(record, broken,
               {.link = Standing::Link::present,
                .moments = {waiting_.moments.data() + i * moments, moments},
                .conditions = {waiting_.conditions.data() + i * conditions, conditions}});
    climb(1, rows.first(each.links), each.link, [&](Path) {
      for (const Supply& supply : rules_->supplies()) this->supply(supply);
    });
    if (remembers_links_ && links_.size() <= each.table) links_.resize(each.table + std::size_t{1});
    if (remembers_links_)
      for (const Row row : rows.first(each.links)) links_[each.table].add({each.line, row});
    rows = rows.subspan(each.links);
  }
  waiting_.keys.clear();
  waiting_.ends.clear();
  waiting_.places.clear();
  waiting_.records.clear();
  waiting_.moments.clear();
  waiting_.conditions.clear();
}

// The rows of the records that it belongs to, in `parents_`; it is not held itself.
void Facts::find_parents(std::size_t record, const RecordView& view) {
  parents_.clear();
  const auto parent = policy_->policy().records[record].belongs_to;
  if (!parent || view.links.empty()) return;
  if (view.table < links_.size() && !links_[view.table].empty()) {
    LinkRows& links = links_[view.table];
    for (const LinkRows::Link& link : links.of(view.line)) parents_.push_back(link.row);
    look_ahead(*parent, links);
    return;
  }
  for (const std::string_view link : view.links) parents_.push_back(find(*parent, link));
}

// Rows stand anywhere in memory, and it takes its time. These send for a row that is wanted soon; then, once it is
// there, for the number of the row that it belongs to; then for that row.

void Facts::fetch(std::size_t record, Row row) const {
  const Table& table = tables_[record];
  if (row >= table.parents_end.size()) return;
  send_for(table.moments.data() + row * slots(record));
  send_for(&table.link[row]);
  send_for(&table.parents_end[row]);
}

void Facts::fetch_parents(std::size_t record, Row row) const {
  const Table& table = tables_[record];
  if (row >= table.parents_end.size()) return;
  send_for(table.parents.data() + (row == 0 ? 0 : table.parents_end[row - 1]));
}

void Facts::fetch_above(std::size_t record, Row row) const {
  const auto above = policy_->policy().records[record].belongs_to;
  if (!above || row >= tables_[record].parents_end.size()) return;
  if (const std::span<const Row> parents = parents_of(record, row); !parents.empty()) fetch(*above, parents[0]);
}

void Facts::look_ahead(std::size_t parent, const LinkRows& links) const {
  if (const auto* link = links.ahead(24)) fetch(parent, link->row);
  if (const auto* link = links.ahead(16)) fetch_parents(parent, link->row);
  if (const auto* link = links.ahead(8)) fetch_above(parent, link->row);
}

}  // namespace compliance
