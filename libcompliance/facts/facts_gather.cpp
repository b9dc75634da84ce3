// SPDX-License-Identifier: Apache-2.0
// How facts are filled, and how a record finds the rows that it belongs to.

#include <algorithm>

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
  spill_if_large(record);
  evaluate(record, view);
  table.moments.append(moments_.data(), moments_.size());
  table.conditions.append(conditions_.data(), conditions_.size());
  if (is_above_spilled(record)) {
    for (const LinkRows::Link& link : links_of(view.table).of(view.line)) table.parents.push_back(link.row);
  } else {
    for (const std::string_view link : view.links) {
      waiting_.keys += link;
      waiting_.ends.push_back(waiting_.keys.size());
      waiting_.places.push_back(table.parents.size());
      table.parents.push_back(broken);
    }
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
  if (is_above_spilled(waiting_.type)) {
    for (const LinkRows::Link& link : links_of(view.table).of(view.line)) waiting_.rows.push_back(link.row);
    waiting_.records.back().links = waiting_.rows.size() - waiting_.records_rows;
    waiting_.records_rows = waiting_.rows.size();
    return;
  }
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
  const bool known = is_above_spilled(record);
  if (!known) waiting_.rows.resize(waiting_.views.size());
  if (const auto parent = policy_->policy().records[record].belongs_to; parent && !waiting_.rows.empty()) {
    if (!known) tables_[*parent].rows.find_all(waiting_.views, waiting_.rows);
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
    if (remembers_links_ && !known)
      for (const Row row : rows.first(each.links)) links_of(each.table).add({each.line, row});
    rows = rows.subspan(each.links);
  }
  // What is remembered beyond the bound is looked up again instead.
  if (scratch_ != nullptr && remembers_links_ && !known && !waiting_.records.empty()) {
    std::uint64_t remembered = 0;
    for (const LinkRows& links : links_) remembered += links.memory();
    if (remembered > scratch_->memory() / 4) {
      links_of(waiting_.records.back().table) = LinkRows{};
      remembers_links_ = false;
    }
  }
  waiting_.rows.clear();
  waiting_.records_rows = 0;
  waiting_.keys.clear();
  waiting_.ends.clear();
  waiting_.places.clear();
  waiting_.records.clear();
  waiting_.moments.clear();
  waiting_.conditions.clear();
}

bool Facts::is_above_spilled(std::size_t record) const {
  const auto parent = policy_->policy().records[record].belongs_to;
  return parent && tables_[*parent].rows.is_spilled();
}

LinkRows& Facts::links_of(std::size_t table) {
  if (links_.size() <= table) links_.resize(table + 1);
  return links_[table];
}

// Half of the memory is for keys. Those that come are the ones to go: what belongs to them has not come yet.
void Facts::spill_if_large(std::size_t record) {
  if (scratch_ == nullptr || tables_[record].rows.is_spilled()) return;
  std::uint64_t held = 0;
  for (const Table& table : tables_) held += table.rows.memory();
  if (held > scratch_->memory() / 2) tables_[record].rows.spill(*scratch_);
}

bool Facts::must_note(std::size_t record) const { return is_above_spilled(record); }

void Facts::note(std::size_t record, const RecordView& view) {
  if (!is_above_spilled(record)) return;
  if (!notes_) notes_ = std::make_unique<SortedRuns>(*scratch_);
  // 16 bits for the table, 32 for the line. A line of more links than the rest can count keeps their order by chance.
  std::uint64_t number = 0;
  for (const std::string_view link : view.links)
    notes_->add(link, std::uint64_t{view.table} << 48U | std::uint64_t{view.line} << 16U |
                          std::min<std::uint64_t>(number++, UINT16_MAX));
}

// Sorted by link they meet the keys; sorted by place again they are what later passes read.
void Facts::finish_notes(std::size_t record) {
  if (!notes_) return;
  notes_->finish();
  SortedRuns found{*scratch_};
  tables_[*policy_->policy().records[record].belongs_to].rows.find_sorted(
      *notes_, [&](std::uint64_t place, Row row) { found.add(key_of_number(place), row); });
  notes_.reset();
  found.finish();
  SortedRuns::Reader places{found};
  while (places.next()) {
    const std::uint64_t place = number_of_key(places.key());
    LinkRows& links = links_of(place >> 48U);
    if (links.empty()) links = LinkRows{*scratch_};
    links.add({.line = static_cast<std::uint32_t>(place >> 16U), .row = static_cast<Row>(places.value())});
  }
}

std::optional<Spot> Facts::finish(std::size_t record) {
  Table& table = tables_[record];
  if (!table.rows.is_spilled()) return std::nullopt;
  const std::optional<Row> row = table.rows.finish();
  if (!row) return std::nullopt;
  Spot spot = table.link[*row];
  spot.column = 0;
  return spot;
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
