// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/cases/run_cases.h"

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/facts/facts.h"

namespace compliance {
namespace {

// A case's record in the form in which an export's records come.
class CaseView {
 public:
  CaseView(const Policy& policy, const CaseRecord& record, std::uint32_t line)
      : links_(record.links.begin(), record.links.end()), cells_(record.cells.size()) {
    const DatePattern iso = DatePattern::iso();
    for (std::size_t f = 0; f < cells_.size(); ++f) {
      const Field& field = policy.records[record.record].fields[f];
      const std::string& text = record.cells[f];
      cells_[f].blank = text.empty();
      cells_[f].column = static_cast<std::uint16_t>(f + 1);
      if (field.type == FieldType::date) cells_[f].date = iso.read(text);
      if (field.type == FieldType::word)
        if (const auto word = std::find(field.values.begin(), field.values.end(), text); word != field.values.end())
          cells_[f].word = static_cast<std::int16_t>(word - field.values.begin());
    }
    columns_.assign(record.cells.begin(), record.cells.end());
    view_ = {.key = record.key, .links = links_, .cells = cells_, .line = line, .columns = columns_};
  }
  CaseView(const CaseView&) = delete;
  CaseView& operator=(const CaseView&) = delete;

  const RecordView& view() const { return view_; }

 private:
  std::vector<std::string_view> links_, columns_;
  std::vector<Cell> cells_;
  RecordView view_;
};

// The case says what the state would say, by the line on which a record stands.
class CaseConcerns final : public ConcernFinder {
 public:
  explicit CaseConcerns(const Case& ran) : concerns_({{std::string{case_hold}}}) {
    for (const auto& [record, said] : ran.concerns) {
      Concern concern{.cancellations = said.cancellations};
      if (said.is_held) concern.keepers.push_back(0);
      ids_[{ran.records[record].record, ran.records[record].key}] = concerns_.id_of(std::move(concern));
    }
  }
  ConcernId concern_of(std::size_t record, const RecordView& view) override {
    const auto found = ids_.find({record, std::string{view.key}});
    return found == ids_.end() ? 0 : found->second;
  }
  const Concerns& concerns() const override { return concerns_; }

 private:
  Concerns concerns_;
  std::map<std::pair<std::size_t, std::string>, ConcernId> ids_;
};

std::string expected_text(const Expectation& expected, const Policy& policy) {
  std::string text{word_of(expected.verdict, verdict_words)};
  if (expected.until) text += " until " + *expected.until;
  if (expected.because) text += ", because of " + join_words(*expected.because);
  if (expected.since) text += " since " + format_date(*expected.since);
  if (expected.reason) text += ": " + std::string{word_of(*expected.reason, unknown_words)};
  for (const auto& [keeper, day] : expected.used_until)
    text += "; used for " + policy.keepers[keeper].name + " until " + day;
  return text;
}

std::string use_text(const MomentValue& use) {
  switch (use.state) {
    case MomentValue::State::day:
      return format_date(use.day);
    case MomentValue::State::not_yet:
      return "open";
    case MomentValue::State::none:
      return "never";
    case MomentValue::State::unknown:
      return "unknown";
  }
  return "unknown";
}

std::vector<std::string> names_of(std::uint64_t keepers, const Policy& policy) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < policy.keepers.size(); ++k)
    if ((keepers >> k & 1U) != 0) names.push_back(policy.keepers[k].name);
  return names;
}

bool fulfils(const Verdict& verdict, std::span<const KeeperState> keepers, const Expectation& expected,
             const Policy& policy) {
  if (verdict.kind != expected.verdict) return false;
  if (expected.until && *expected.until != (verdict.open ? "open" : format_date(verdict.last_day))) return false;
  if (expected.because) {
    std::vector<std::string> wanted = *expected.because, found = names_of(verdict.keepers, policy);
    if (verdict.held) found.emplace_back(case_hold);
    std::sort(wanted.begin(), wanted.end());
    std::sort(found.begin(), found.end());
    if (wanted != found) return false;
  }
  if (expected.since && *expected.since != add_days(verdict.last_day, 1)) return false;
  if (expected.reason && *expected.reason != verdict.why) return false;
  return std::all_of(expected.used_until.begin(), expected.used_until.end(),
                     [&](const auto& use) { return use_text(keepers[use.first].use) == use.second; });
}

// What the cases saw, by keeper, by ceiling and by reason.
struct Seen {
  explicit Seen(const Policy& policy)
      : alive(policy.keepers.size()),
        ended(policy.keepers.size()),
        ceilings(policy.ceilings.size()),
        reasons(unknown_words.size()) {}
  std::vector<bool> alive, ended, ceilings, reasons;
  bool unfounded = false;

  void add(std::span<const KeeperState> keepers) {
    for (std::size_t k = 0; k < keepers.size(); ++k) {
      const KeeperState& state = keepers[k];
      if (state.life == KeeperState::Life::alive) alive[k] = true;
      if (state.life != KeeperState::Life::ended) continue;
      ended[k] = true;
      if (state.ceiling != KeeperState::no_ceiling) ceilings[state.ceiling] = true;
    }
  }
  void add(const Verdict& verdict) {
    if (verdict.kind == VerdictKind::unfounded) unfounded = true;
    if (verdict.kind == VerdictKind::undecided) reasons[static_cast<std::size_t>(verdict.why)] = true;
  }
};

// Why a cell can be undecided under this policy, by reason.
std::vector<bool> possible_reasons(const CompiledPolicy& compiled) {
  std::vector<bool> possible(unknown_words.size());
  const auto add = [&](std::initializer_list<Unknown> reasons) {
    for (const Unknown reason : reasons) possible[static_cast<std::size_t>(reason)] = true;
  };
  for (const Moment& moment : compiled.policy().moments) {
    if (moment.kind != Moment::Kind::date) continue;
    add({Unknown::no_date, Unknown::invalid_date, Unknown::ambiguous_date, Unknown::sentinel_date});
    if (moment.not_before) add({Unknown::implausible_date});
    if (moment.not_yet_when) add({Unknown::no_word, Unknown::unknown_word});
    if (moment.not_yet_when || moment.resumed_on) add({Unknown::contradiction});
  }
  if (!compiled.conditions().empty()) add({Unknown::no_word, Unknown::unknown_word});
  for (std::size_t r = 0; r < compiled.policy().records.size(); ++r)
    if (const RecordRules& rules = compiled.of(r); rules.read_by(rules.keepers()) > 1) add({Unknown::broken_link});
  return possible;
}

// "; support ended on 2027-02-28, fiscal open".
std::string states_text(std::uint64_t covering, std::span<const KeeperState> keepers, const Policy& policy) {
  std::vector<std::string> texts;
  for (std::size_t k = 0; k < keepers.size(); ++k) {
    if ((covering >> k & 1U) == 0) continue;
    const KeeperState& state = keepers[k];
    std::string text = policy.keepers[k].name;
    switch (state.life) {
      case KeeperState::Life::not_applicable:
        text += " does not apply";
        break;
      case KeeperState::Life::ended:
        text += (state.cancelled ? " was cancelled after "
                 : state.early   ? " ends on "
                                 : " ended on ") +
                format_date(state.last_day);
        break;
      case KeeperState::Life::unknown:
        text += " unknown: " + std::string{word_of(state.why, unknown_words)};
        break;
      case KeeperState::Life::alive:
        text += state.open ? " open" : " until " + format_date(state.last_day);
        break;
    }
    texts.push_back(std::move(text));
  }
  return texts.empty() ? "" : "; " + join_words(texts);
}

CaseResult run_case(const CompiledPolicy& compiled, const Case& ran, Seen& seen) {
  const Policy& policy = compiled.policy();
  const std::vector<std::string> hold{std::string{case_hold}};
  CaseResult result{.ran = &ran};
  CaseConcerns concerns{ran};
  Facts facts{compiled, ran.as_of, &concerns};
  for (const std::size_t type : facts.order())
    for (const CaseRecord& record : ran.records)
      if (record.record == type) facts.add(type, CaseView{policy, record, record.place.line}.view());
  facts.collect();
  Decision decision{compiled, ran.as_of, ran.look_ahead, &concerns.concerns()};
  for (std::size_t r = 0; r < ran.records.size(); ++r) {
    const CaseRecord& record = ran.records[r];
    const CaseView view{policy, record, record.place.line};
    decision.start(record.record);
    facts.for_each_path(record.record, view.view(), [&](Path path) { decision.add(path); });
    const auto verdicts = decision.verdicts();
    seen.add(decision.keepers());
    for (std::size_t f = 0; f < record.cells.size(); ++f)
      if (!record.cells[f].empty()) seen.add(verdicts[compiled.of(record.record).group_of(f)]);
    for (const Expectation& expected : ran.expectations) {
      if (expected.subject != r) continue;
      const RecordType& type = policy.records[record.record];
      const std::string subject = type.name + ':' + record.key;
      bool any = false;
      for (std::size_t f = 0; f < type.fields.size(); ++f) {
        if (expected.field ? *expected.field != f : record.cells[f].empty()) continue;
        any = true;
        const Verdict& verdict = verdicts[compiled.of(record.record).group_of(f)];
        if (fulfils(verdict, decision.keepers(), expected, policy)) continue;
        const std::size_t group = compiled.of(record.record).group_of(f);
        std::string found = describe(verdict, policy, hold) +
                            states_text(compiled.of(record.record).groups()[group].keepers, decision.keepers(), policy);
        for (const auto& use : expected.used_until)
          found +=
              "; used for " + policy.keepers[use.first].name + " until " + use_text(decision.keepers()[use.first].use);
        result.failures.push_back({.place = expected.place,
                                   .subject = subject + '.' + type.fields[f].name,
                                   .expected = expected_text(expected, policy),
                                   .found = std::move(found)});
      }
      if (!any)
        result.failures.push_back({.place = expected.place,
                                   .subject = subject,
                                   .expected = expected_text(expected, policy),
                                   .found = "no cell that holds something"});
    }
  }
  return result;
}

}  // namespace

std::size_t CasesReport::failed() const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [](const CaseResult& each) { return !each.failures.empty(); }));
}

CasesReport run_cases(const CompiledPolicy& compiled, const std::vector<Case>& cases) {
  const Policy& policy = compiled.policy();
  Seen seen{policy};
  CasesReport report;
  for (const Case& each : cases) report.results.push_back(run_case(compiled, each, seen));
  for (std::size_t k = 0; k < policy.keepers.size(); ++k) {
    if (!seen.alive[k]) report.never_alive.push_back(policy.keepers[k].name);
    if (!seen.ended[k]) report.never_ended.push_back(policy.keepers[k].name);
  }
  for (std::size_t c = 0; c < policy.ceilings.size(); ++c)
    if (!seen.ceilings[c]) report.ceilings_unreached.push_back(c);
  const std::vector<bool> possible = possible_reasons(compiled);
  for (std::size_t i = 0; i < possible.size(); ++i)
    if (possible[i] && !seen.reasons[i]) report.undecided_unreached.push_back(static_cast<Unknown>(i));
  report.unfounded_unreached = !seen.unfounded;
  return report;
}

std::string describe(const Verdict& verdict, const Policy& policy, std::span<const std::string> state_keepers) {
  std::string text{word_of(verdict.kind, verdict_words)};
  std::vector<std::string> names;
  switch (verdict.kind) {
    case VerdictKind::keep:
      text += verdict.open ? ", open" : " until " + format_date(verdict.last_day);
      if (verdict.held) names.assign(state_keepers.begin(), state_keepers.end());
      for (std::string& name : names_of(verdict.keepers, policy)) names.push_back(std::move(name));
      text += ", because of " + join_words(names);
      break;
    case VerdictKind::due:
      text += " since " + format_date(add_days(verdict.last_day, 1));
      if (verdict.early) text += ", early by look-ahead";
      break;
    case VerdictKind::undecided:
      text += ": " + std::string{word_of(verdict.why, unknown_words)};
      break;
    case VerdictKind::unfounded:
      break;
  }
  return text;
}

}  // namespace compliance
