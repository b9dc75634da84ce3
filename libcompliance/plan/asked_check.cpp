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
  if (!has_table) return;
  Line kept{
      .id = line.id, .number = number, .record = *record, .what = line.what, .asked_on = std::string{line.asked_on}};
  for (std::string_view rest = line.fields; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (const auto field = policy_->records[*record].find_field(rest.substr(0, comma))) kept.fields.push_back(*field);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  by_key_.emplace(line.id.fingerprint, lines_.size());
  lines_.push_back(std::move(kept));
}

void AskedCheck::see(const RecordView& view) {
  if (lines_.empty() || !watched_[view.table]) return;
  const std::size_t record = source_->table(view.table).record;
  const auto [first, last] = by_key_.equal_range(fingerprinter_.of(kinds_[record], view.key));
  for (auto found = first; found != last; ++found) {
    Line& line = lines_[found->second];
    if (line.record != record || line.number != source_->export_of(view.table)) continue;
    const bool holds_something = std::any_of(line.fields.begin(), line.fields.end(),
                                             [&](std::size_t field) { return !view.cells[field].blank; });
    if (line.what == Ask::What::update && !holds_something) continue;
    line.is_outstanding = true;
    line.spot = view.spot(0);
  }
}

std::vector<AskId> AskedCheck::done() const {
  std::vector<AskId> done;
  for (const Line& line : lines_)
    if (!line.is_outstanding) done.push_back(line.id);
  return done;
}

std::vector<AskedOutcome> AskedCheck::outcomes() const {
  std::map<std::tuple<std::size_t, std::size_t, std::string, Ask::What>, AskedOutcome> by_day;
  for (const Line& line : lines_) {
    AskedOutcome& outcome = by_day[{line.number, line.record, line.asked_on, line.what}];
    outcome = {.export_name = source_->exports()[line.number].binding().name,
               .record = policy_->records[line.record].name,
               .what = line.what,
               .asked_on = line.asked_on,
               .done = outcome.done + (line.is_outstanding ? 0U : 1U),
               .outstanding = outcome.outstanding + (line.is_outstanding ? 1U : 0U)};
  }
  std::vector<AskedOutcome> outcomes;
  for (auto& [day, outcome] : by_day) outcomes.push_back(std::move(outcome));
  return outcomes;
}

std::vector<Finding> AskedCheck::findings() const {
  std::map<std::pair<std::uint16_t, Ask::What>, std::vector<const Line*>> waiting;
  for (const Line& line : lines_)
    if (line.is_outstanding) waiting[{line.spot.table, line.what}].push_back(&line);
  std::vector<Finding> findings;
  for (auto& [where, lines] : waiting) {
    std::sort(lines.begin(), lines.end(), [](const Line* a, const Line* b) { return a->spot.line < b->spot.line; });
    const bool is_removal = where.second == Ask::What::remove;
    const std::string since = (*std::min_element(lines.begin(), lines.end(), [](const Line* a, const Line* b) {
                                return a->asked_on < b->asked_on;
                              }))->asked_on;
    Finding finding{.code = is_removal ? "asked.not_deleted" : "asked.not_emptied",
                    .severity = Severity::warning,
                    .place = {source_->path_of(where.first), lines.front()->spot.line, 0},
                    .message = std::string{"a work list asked the CRM to "} +
                               (is_removal ? "delete this record" : "empty cells of this record") +
                               ", and it has not; the first such list is of " + since,
                    .hint = "carry out the work list in the CRM; the next one asks again",
                    .why = "Art. 5(2), Art. 5(1)(e)"};
    for (std::size_t i = 1; i < lines.size(); ++i) finding.also_on_lines.push_back(lines[i]->spot.line);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace compliance
