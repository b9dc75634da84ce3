// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/facts.h"

#include <algorithm>

#include "libcompliance/rules/moment_rules.h"

namespace compliance {

namespace {

// Whether a value decides, or may decide, what was made of it and others. As long as one of them is unknown, all may.
bool may_decide(const MomentValue& part, const MomentValue& whole) {
  if (part.state == MomentValue::State::none) return false;
  if (whole.state == MomentValue::State::unknown) return true;
  return part.state == whole.state && (part.state != MomentValue::State::day || part.day == whole.day);
}

}  // namespace

Facts::Facts(const CompiledPolicy& policy, Date as_of, ConcernFinder* concerns)
    : policy_(&policy),
      as_of_(as_of),
      concerns_(concerns),
      tables_(policy.policy().records.size()),
      orphans_(policy.moments().size()) {
  for (const RecordType& type : policy.policy().records)
    if (type.belongs_to) tables_[*type.belongs_to].is_held = true;
  for (std::size_t r = 0; r < tables_.size(); ++r)
    for (const Supply& supply : policy.of(r).supplies()) {
      tables_[r].supplies = true;
      // Not known before everything above is collected.
      if (policy.moments()[supply.part].collects) tables_[r].is_held = true;
    }
}

std::vector<std::size_t> Facts::order() const {
  std::vector<std::size_t> order;
  for (std::size_t r = 0; r < tables_.size(); ++r)
    if (tables_[r].is_held || tables_[r].supplies) order.push_back(r);
  // Nearer to the top first; records at the same height keep the policy's order.
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return policy_->of(a).chain().size() < policy_->of(b).chain().size();
  });
  return order;
}

void Facts::evaluate(std::size_t record, const RecordView& view) {
  moments_.clear();
  conditions_.clear();
  for (const std::size_t m : policy_->moments_of(record)) {
    const bool is_own = policy_->moments()[m].kind == Moment::Kind::date;  // the others are collected
    moments_.push_back(is_own ? compliance::evaluate(policy_->policy().moments[m], view, as_of_) : MomentValue{});
  }
  for (const std::size_t c : policy_->conditions_of(record))
    conditions_.push_back(compliance::evaluate(policy_->conditions()[c], view));
}

// Where the keys are not in memory a record is known by its line: rows stand in the order of the files.
Facts::Row Facts::row_of(std::size_t record, const RecordView& view) const {
  const Table& table = tables_[record];
  if (!table.rows.is_spilled()) return find(record, view.key);
  const Spot spot = view.spot(view.link_column);
  for (const Row row : {table.last, table.last + 1})
    if (row < table.link.size() && table.link[row] == spot) return table.last = row;
  const std::span<const Spot> spots{table.link.data(), table.link.size()};
  // Rows stand as they were read; in which of several columns the first link stands is no order.
  const auto place = [](const Spot& each) { return std::pair{each.table, each.line}; };
  const auto found = std::ranges::lower_bound(spots, place(spot), {}, place);
  if (found == spots.end() || *found != spot) return broken;
  return table.last = static_cast<Row>(found - spots.begin());
}

void Facts::collect() {
  resolve();
  // A moment stands behind those that it is made of: what a row supplies is complete when it is asked for.
  for (std::size_t m = 0; m < policy_->moments().size(); ++m) {
    for (const std::size_t part : policy_->moments()[m].below) {
      const std::size_t record = policy_->moments()[part].of;
      if (!tables_[record].is_held) continue;
      for (Row row = 0; row < tables_[record].parents_end.size(); ++row)
        for_each_path_of_row(record, row, [&](Path) { supply({.part = part, .collector = m}); });
    }
    doubt(m);
  }
  for (Table& table : tables_) table.collected_needed.assign(table.moments.size(), false);
}

// Where a row has the value of a moment of its type.
std::size_t Facts::at(std::size_t moment, Row row) const {
  const MomentRule& rule = policy_->moments()[moment];
  return row * slots(rule.of) + *rule.slot;
}

void Facts::supply(const Supply& supply) {
  const MomentRule& collector = policy_->moments()[supply.collector];
  const std::size_t depth = policy_->depth(record_, collector.of);
  const Row row = path_rows_[depth];
  if (row == broken) {
    if (path_[depth].link != Standing::Link::broken) return;  // nobody's
    MomentValue orphan = policy_->supplied_at(supply, record_, path_);
    orphan.spot = path_[depth].spot;
    orphans_[supply.collector].latest = latest(orphans_[supply.collector].latest, orphan);
    return;
  }
  MomentValue& collected = tables_[collector.of].moments[at(supply.collector, row)];
  const MomentValue value = policy_->supplied_at(supply, record_, path_);
  collected = collector.kind == Moment::Kind::earliest ? earliest(collected, value) : latest(collected, value);
}

// The clocks of duties that count from a moment and have not ended, or may not have, with this value.
std::uint64_t Facts::living_clocks(std::size_t moment, const MomentValue& value) const {
  std::uint64_t living = 0;
  const std::vector<Clock>& clocks = policy_->moments()[moment].owed;
  if (value.state == MomentValue::State::none) return living;
  for (std::size_t c = 0; c < clocks.size(); ++c)
    if (value.state != MomentValue::State::day || last_day_of(clocks[c], value.day) >= as_of_)
      living |= std::uint64_t{1} << c;
  return living;
}

// What anybody has collected for a duty is unknown where a record that may be anybody's would let the duty live, and
// nothing else does: neither what was collected, nor what the moment has besides. Where it would only make an
// `earliest` earlier, what is known stays: it keeps longer.
void Facts::doubt(std::size_t moment) {
  using State = MomentValue::State;
  Orphans& orphans = orphans_[moment];
  const MomentRule& rule = policy_->moments()[moment];
  const std::uint64_t could_live = rule.below.empty() ? 0 : living_clocks(moment, orphans.latest);
  if (could_live == 0) return;
  Table& table = tables_[rule.of];
  for (Row row = 0; row < table.parents_end.size(); ++row) {
    std::uint64_t changed = 0;
    for_each_path_of_row(rule.of, row, [&](Path path) {
      if (path_rows_[0] != row) return;  // another one speaks for it
      const MomentValue known = policy_->moment_at(moment, rule.of, path);
      if (known.state == State::day && rule.kind == Moment::Kind::earliest) return;
      changed |= could_live & ~living_clocks(moment, known);
    });
    if (changed == 0) continue;
    orphans.in_doubt.emplace(at(moment, row), changed);
    table.moments[at(moment, row)] = {
        .state = State::unknown, .why = Unknown::broken_link, .spot = orphans.latest.spot};
  }
}

Standing Facts::standing(std::size_t record, Row row) const {
  const Table& table = tables_[record];
  const std::size_t moments = slots(record);
  const std::size_t conditions = policy_->conditions_of(record).size();
  return {.link = Standing::Link::present,
          .moments = {table.moments.data() + row * moments, moments},
          .conditions = {table.conditions.data() + row * conditions, conditions},
          .concern = table.concern.size() == 0 ? 0 : table.concern[row],
          .is_sole_trader = !table.sole_trader.empty() && table.sole_trader[row]};
}

std::span<const Facts::Row> Facts::parents_of(std::size_t record, Row row) const {
  const Table& table = tables_[record];
  const std::size_t begin = row == 0 ? 0 : table.parents_end[row - 1];
  return {table.parents.data() + begin, table.parents_end[row] - begin};
}

void Facts::start_path(std::size_t record, Row own, const Standing& standing) {
  record_ = record;
  rules_ = &policy_->of(record);
  path_.assign(rules_->chain().size(), Standing{});
  path_rows_.assign(path_.size(), broken);
  path_[0] = standing;
  path_rows_[0] = own;
}

void Facts::for_each_path(std::size_t record, const RecordView& view, const std::function<void(Path)>& visit) {
  resolve();
  const Row own = tables_[record].is_held ? row_of(record, view) : broken;
  if (own != broken) return for_each_path_of_row(record, own, visit);
  evaluate(record, view);
  start_path(record, broken,
             {.link = Standing::Link::present,
              .moments = moments_,
              .conditions = conditions_,
              .concern = concern_of(record, view),
              .is_sole_trader = concerns_ != nullptr && is_sole_trader(record, view)});
  find_parents(record, view);
  climb(1, parents_, view.spot(view.link_column), visit);
}

void Facts::for_each_path_of_row(std::size_t record, Row row, const std::function<void(Path)>& visit) {
  const Table& table = tables_[record];
  fetch_above(record, row + 16);  // they are often asked for in their order
  const ConcernId own = standing(record, row).concern;
  if (const Merge* merge = merge_of(record, row)) {
    start_path(record, broken, {});
    visit_concern_of(record, merge->survivor == broken ? row : merge->survivor, 0, visit);
    if (merge->survivor == broken) return lose(0, merge->spot, visit);
    row = merge->survivor;
  }
  Standing decided_by = standing(record, row);
  decided_by.concern = own;
  start_path(record, row, decided_by);
  visit_merged(record, row, 0, visit);
  climb(1, parents_of(record, row), table.link[row], visit);
}

// Fills the path from `depth` upwards with each of `parents`, the rows that the record below belongs to.
void Facts::climb(std::size_t depth, std::span<const Row> parents, Spot link, const std::function<void(Path)>& visit) {
  if (depth == path_.size()) return visit(path_);
  const std::size_t record = rules_->chain()[depth];
  const Table& table = tables_[record];
  for (const Row linked : parents) {
    const Merge* merge = linked == broken ? nullptr : merge_of(record, linked);
    const Row row = merge == nullptr ? linked : merge->survivor;
    if (row != broken) visit_merged(record, row, depth, visit);
    if (row == broken) {
      if (merge != nullptr) visit_concern_of(record, linked, depth, visit);
      lose(depth, merge == nullptr ? link : merge->spot, visit);
      continue;
    }
    path_[depth] = standing(record, row);
    path_rows_[depth] = row;
    climb(depth + 1, parents_of(record, row), table.link[row], visit);
  }
  if (!parents.empty()) return;
  std::fill(path_.begin() + static_cast<std::ptrdiff_t>(depth), path_.end(), Standing{.link = Standing::Link::none});
  std::fill(path_rows_.begin() + static_cast<std::ptrdiff_t>(depth), path_rows_.end(), broken);
  visit(path_);
}

// The path from `depth` on is not known, because of the link at `spot`.
void Facts::lose(std::size_t depth, Spot spot, const std::function<void(Path)>& visit) {
  const Standing lost{.link = Standing::Link::broken, .spot = spot};
  std::fill(path_.begin() + static_cast<std::ptrdiff_t>(depth), path_.end(), lost);
  std::fill(path_rows_.begin() + static_cast<std::ptrdiff_t>(depth), path_rows_.end(), broken);
  visit(path_);
}

void Facts::mark_needed(std::uint64_t read) {
  // Also those in between: their links lead there.
  for (std::size_t depth = 1; depth < path_rows_.size() && path_rows_[depth] != broken; ++depth)
    if (read >> depth != 0) tables_[rules_->chain()[depth]].needed[path_rows_[depth]] = true;
}

bool Facts::is_needed(std::size_t record, const RecordView& view) const {
  const Row row = row_of(record, view);
  return row != broken && tables_[record].needed[row];
}

// Whether what `part` comes to must stay as it is for `moment` to come to `whole`.
bool Facts::counts(std::size_t part, const MomentValue& value, std::size_t moment, const MomentValue& whole) const {
  if (may_decide(value, whole)) return true;
  // What is not the last now would be it, once a record has gone that makes it come sooner.
  return policy_->moments()[moment].kind == Moment::Kind::latest && policy_->moments()[part].can_move_on &&
         whole.state == MomentValue::State::day && value.state != MomentValue::State::none;
}

// Marks what was collected for the moment, as far as its value comes from there.
void Facts::mark_moment(std::size_t moment) {
  const MomentRule& rule = policy_->moments()[moment];
  if (!rule.collects) return;
  const MomentValue value = policy_->moment_at(moment, record_, path_);
  for (const std::size_t part : rule.along)
    if (counts(part, policy_->moment_at(part, record_, path_), moment, value)) mark_moment(part);
  if (rule.below.empty()) return;
  const Row row = path_rows_[policy_->depth(record_, rule.of)];
  if (row == broken) return;
  Table& table = tables_[rule.of];
  const std::size_t place = at(moment, row);
  if (std::ranges::none_of(rule.below,
                           [&](std::size_t part) { return counts(part, table.moments[place], moment, value); }))
    return;
  table.collected_needed[place] = true;
  Orphans& orphans = orphans_[moment];
  if (const auto doubt = orphans.in_doubt.find(place); doubt != orphans.in_doubt.end()) orphans.needed |= doubt->second;
}

void Facts::mark_collected(std::uint64_t keepers) {
  keepers &= rules_->collecting();
  for (std::size_t k = 0; k < policy_->policy().keepers.size(); ++k)
    if ((keepers >> k & 1U) != 0)
      for (const std::size_t moment : rules_->moments_read(k)) mark_moment(moment);
}

// Whether the record on the path is one of those from which a marked value comes.
bool Facts::decides(const Supply& supply) const {
  const std::size_t collector = policy_->moments()[supply.collector].of;
  const std::size_t depth = policy_->depth(record_, collector);
  const Row row = path_rows_[depth];
  if (row == broken) {
    const std::uint64_t needed = orphans_[supply.collector].needed;
    if (path_[depth].link != Standing::Link::broken || needed == 0) return false;
    return (living_clocks(supply.collector, policy_->supplied_at(supply, record_, path_)) & needed) != 0;
  }
  const Table& table = tables_[collector];
  return table.collected_needed[at(supply.collector, row)] &&
         counts(supply.part, policy_->supplied_at(supply, record_, path_), supply.collector,
                table.moments[at(supply.collector, row)]);
}

void Facts::spread_collected() {
  for (std::size_t m = policy_->moments().size(); m-- > 0;)
    for (const std::size_t part : policy_->moments()[m].below) {
      if (!policy_->moments()[part].collects) continue;
      const Supply supply{.part = part, .collector = m};
      const std::size_t record = policy_->moments()[part].of;
      for (Row row = 0; row < tables_[record].parents_end.size(); ++row)
        for_each_path_of_row(record, row, [&](Path) {
          if (decides(supply)) mark_moment(part);
        });
    }
}

bool Facts::mark_suppliers() {
  bool is_needed = false;
  for (const Supply& supply : rules_->supplies()) {
    if (!decides(supply)) continue;
    is_needed = true;
    const std::size_t collector = policy_->moments()[supply.collector].of;
    mark_needed(policy_->records_read(supply.part, record_) | std::uint64_t{1} << policy_->depth(record_, collector));
  }
  return is_needed;
}

void Facts::mark_linked(std::size_t record, const RecordView& view) {
  const auto parent = policy_->policy().records[record].belongs_to;
  if (!parent) return;
  resolve();
  if (const Row own = tables_[record].is_held ? row_of(record, view) : broken; own != broken) {
    for (const Row row : parents_of(record, own)) mark_way(*parent, row);
  } else {
    find_parents(record, view);
    for (const Row row : parents_) mark_way(*parent, row);
  }
}

// A row that something leads to, and those that it was merged into.
void Facts::mark_way(std::size_t record, Row row) {
  Table& table = tables_[record];
  while (row != broken && !table.linked[row]) {
    table.linked[row] = true;
    const Merge* merge = merge_of(record, row);
    row = merge == nullptr ? broken : merge->next;
  }
}

bool Facts::is_linked(std::size_t record, const RecordView& view) const {
  const Row row = row_of(record, view);
  return row != broken && tables_[record].linked[row];
}

}  // namespace compliance
