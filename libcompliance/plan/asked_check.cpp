// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/asked_check.h"

#include <algorithm>
#include <cstring>

#include "libcompliance/base/text.h"

namespace compliance {

std::size_t AskedCheck::DigestHash::operator()(const Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

AskedCheck::AskedCheck(const Policy& policy, const ExportSet& source, const SecretKey& key)
    : policy_(&policy), source_(&source), fingerprinter_(key), watched_(source.tables()) {
  for (const RecordType& type : policy.records) kinds_.push_back(key_kind(type.name));
}

void AskedCheck::add(std::size_t number, const Outstanding& line) {
  const auto record = policy_->find_record(line.record);
  if (!record) return;
  const Date taken_on = policy_->zone->date_of(source_->exports()[number].binding().taken);
  const Result<Date> asked_on = parse_date(line.asked_on);
  if (!asked_on || taken_on <= *asked_on) return;
  bool has_table = false;
  for (std::size_t t = 0; t < source_->tables(); ++t)
    if (source_->export_of(t) == number && source_->table(t).record == *record) has_table = watched_[t] = true;
  Line kept{
      .id = line.id, .number = number, .record = *record, .what = line.what, .asked_on = std::string{line.asked_on}};
  for (std::string_view rest = line.fields; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (const auto field = policy_->records[*record].find_field(rest.substr(0, comma))) kept.fields.push_back(*field);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  if (!has_table) {
    unseen_.push_back(std::move(kept));
    return;
  }
  by_key_.emplace(line.id.fingerprint, lines_.size());
  lines_.push_back(std::move(kept));
}

void AskedCheck::see(const RecordView& view, std::optional<EffectAction> action,
                     const std::vector<std::size_t>& fields) {
  if (lines_.empty() || !watched_[view.table]) return;
  const std::size_t record = source_->table(view.table).record;
  const auto [first, last] = by_key_.equal_range(fingerprinter_.of(kinds_[record], view.key));
  for (auto found = first; found != last; ++found) {
    Line& line = lines_[found->second];
    if (line.record != record || line.number != source_->export_of(view.table)) continue;
    // What is asked of the CRM and still stands is due now as well, or it is kept for a reason that has come since.
    bool stands = line.what == Ask::What::remove, is_due = action == EffectAction::remove;
    if (line.what == Ask::What::update) {
      is_due = action.has_value();
      for (const std::size_t field : line.fields) {
        if (view.cells[field].blank || view.is_key(view.cells[field])) continue;
        stands = true;
        if (action == EffectAction::reduce)
          is_due = is_due && std::find(fields.begin(), fields.end(), field) != fields.end();
      }
    }
    line.spot = view.spot(0);
    line.key = view.key;
    if (!stands) continue;
    line.fate = is_due ? Fate::outstanding : Fate::withdrawn;
  }
}

std::vector<AskId> AskedCheck::settled() const {
  std::vector<AskId> settled;
  for (const Line& line : lines_)
    if (line.fate != Fate::outstanding) settled.push_back(line.id);
  return settled;
}

std::vector<AskedOutcome> AskedCheck::outcomes() const {
  std::map<std::tuple<std::size_t, std::size_t, std::string, Ask::What>, AskedOutcome> by_day;
  const auto outcome_of = [&](const Line& line) -> AskedOutcome& {
    AskedOutcome& outcome = by_day[{line.number, line.record, line.asked_on, line.what}];
    outcome.export_name = source_->exports()[line.number].binding().name;
    outcome.record = policy_->records[line.record].name;
    outcome.what = line.what;
    outcome.asked_on = line.asked_on;
    return outcome;
  };
  std::vector<const Line*> in_order;
  for (const Line& line : lines_) in_order.push_back(&line);
  std::ranges::stable_sort(in_order, {}, [](const Line* line) { return line->spot; });
  for (const Line* each : in_order) {
    const Line& line = *each;
    AskedOutcome& outcome = outcome_of(line);
    ++(line.fate == Fate::done          ? outcome.done
       : line.fate == Fate::outstanding ? outcome.outstanding
                                        : outcome.withdrawn);
    if (line.spot.line != 0) outcome.seen.push_back({line.spot.table, line.key, line.fate});
  }
  for (const Line& line : unseen_) ++outcome_of(line).unseen;
  std::vector<AskedOutcome> outcomes;
  for (auto& [day, outcome] : by_day) outcomes.push_back(std::move(outcome));
  return outcomes;
}

std::vector<Finding> AskedCheck::findings() const {
  std::map<std::tuple<std::uint16_t, Fate, Ask::What>, std::vector<const Line*>> waiting;
  for (const Line& line : lines_)
    if (line.fate != Fate::done) waiting[{line.spot.table, line.fate, line.what}].push_back(&line);
  std::vector<Finding> findings;
  for (auto& [where, lines] : waiting) {
    const auto& [table, fate, what] = where;
    std::sort(lines.begin(), lines.end(), [](const Line* a, const Line* b) { return a->spot.line < b->spot.line; });
    std::string since = lines.front()->asked_on;
    for (const Line* line : lines) since = std::min(since, line->asked_on);
    const std::string asked = std::string{"a work list asked the CRM to "} +
                              (what == Ask::What::remove ? "delete this record" : "empty cells of this record");
    Finding finding{.severity = Severity::warning, .place = {source_->path_of(table), lines.front()->spot.line, 0}};
    if (fate == Fate::withdrawn) {
      finding.code = "asked.withdrawn";
      finding.message = asked + ", and it is kept now; the first such list is of " + since;
      finding.hint = "do not carry that line out any more; explain says why it is kept";
      finding.why = "Art. 5(1)(a), Art. 17(3)";
    } else {
      finding.code = what == Ask::What::remove ? "asked.not_deleted" : "asked.not_emptied";
      finding.message = asked + ", and it has not; the first such list is of " + since;
      finding.hint = "carry out the work list in the CRM; the next one asks again";
      finding.why = "Art. 5(2), Art. 5(1)(e)";
    }
    for (std::size_t i = 1; i < lines.size(); ++i) finding.also_on_lines.push_back(lines[i]->spot.line);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace compliance
