// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/report/rule_words.h"

#include <algorithm>
#include <set>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::array<std::string_view, counted_words.size()> counted_phrases{"", ", counted from the end of its year",
                                                                             ", counted from the end of its book year"};

std::string condition_text(const Condition& condition, const Policy& policy) {
  const Field& field = policy.field(condition.field);
  std::vector<std::string> words;
  for (const std::int16_t word : condition.words) words.push_back(field.values[static_cast<std::size_t>(word)]);
  return policy.name_of(condition.field) + " is " + join_words(words, " or ");
}

std::string moment_text(const Moment& moment, const Policy& policy) {
  const RecordType& type = policy.records[moment.of];
  if (moment.kind != Moment::Kind::date) {
    std::vector<std::string> parts;
    for (const std::size_t part : moment.moments) parts.push_back(policy.moments[part].name);
    const std::string which = moment.kind == Moment::Kind::latest     ? "the latest of "
                              : moment.kind == Moment::Kind::earliest ? "the earliest of "
                                                                      : "one of ";
    return which + join_words(parts);
  }
  std::string text = type.name + '.' + type.fields[moment.date].name;
  if (moment.not_yet_when) text += ", not yet when " + condition_text(*moment.not_yet_when, policy);
  if (moment.not_before) text += ", not before " + type.fields[*moment.not_before].name;
  if (moment.resumed_on) text += ", undone by " + type.fields[*moment.resumed_on].name;
  return text;
}

// What a policy says about one record type, aspect by aspect. The names pair the aspects of two policies.
class RulesOf {
 public:
  RulesOf(const std::string& record, const Policy& policy) : policy_(policy), record_(policy.find_record(record)) {
    if (!record_) return;
    for (const Keeper& keeper : policy.keepers) add_keeper(keeper);
    std::vector<std::string> ceilings;
    for (const Ceiling& ceiling : policy.ceilings) {
      if (std::find(ceiling.covers.begin(), ceiling.covers.end(), *record_) == ceiling.covers.end()) continue;
      add_moment(ceiling.after);
      ceilings.push_back("at most " + format_period(ceiling.at_most) + " after " + policy.moments[ceiling.after].name);
    }
    if (!ceilings.empty()) add("ceiling", join_words(ceilings));
  }

  struct Rule {
    std::string name = {};
    std::string text = {};
  };
  const std::vector<Rule>& rules() const { return rules_; }
  std::string find(const std::string& name) const {
    const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.name == name; });
    return found == rules_.end() ? std::string{} : found->text;
  }

 private:
  void add(std::string name, std::string text) { rules_.push_back({std::move(name), std::move(text)}); }

  void add_keeper(const Keeper& keeper) {
    std::vector<std::string> fields;
    for (const FieldRef& ref : keeper.covers)
      if (ref.record == *record_) fields.push_back(policy_.field(ref).name);
    if (fields.empty()) return;
    std::sort(fields.begin(), fields.end());
    add(keeper.name, clock_text(keeper, policy_));
    add(keeper.name + " covers", join_words(fields));
    add(keeper.name + " applies",
        keeper.applies_when ? "when " + condition_text(*keeper.applies_when, policy_) : std::string{"always"});
    const std::optional<Clock> clock = keeper.storage();
    if (!clock) return;
    if (clock->counted == Counted::from_book_year_end && find("book years end on").empty())
      add("book years end on", std::to_string(static_cast<unsigned>(clock->year_ends.month())) + '-' +
                                   std::to_string(static_cast<unsigned>(clock->year_ends.day())));
    add_moment(clock->after);
  }

  void add_moment(std::size_t number) {
    if (!moments_.insert(number).second) return;
    const Moment& moment = policy_.moments[number];
    add("moment " + moment.name, moment_text(moment, policy_));
    for (const std::size_t part : moment.moments) add_moment(part);
  }

  const Policy& policy_;
  std::optional<std::size_t> record_;
  std::vector<Rule> rules_;
  std::set<std::size_t> moments_;
};

// Only that a keeper or a moment is there at all is said of one that the other policy does not have.
bool says_more(const std::string& name) {
  return name.ends_with(" covers") || name.ends_with(" applies") || name.starts_with("moment ") ||
         name.starts_with("book years");
}

}  // namespace

std::string clock_text(const Keeper& keeper, const Policy& policy) {
  const std::optional<Clock> clock = keeper.storage();
  if (!clock) return "without an end";
  const std::string moment = policy.moments[clock->after].name;
  if (clock->period == Period{}) return "until " + moment;
  return format_period(clock->period) + " after " + moment +
         std::string{counted_phrases[static_cast<std::size_t>(clock->counted)]} +
         (keeper.via ? "; of records above a " + policy.records[*keeper.via].name + ", the latest counts" : "");
}

std::vector<RuleChange> rule_changes(const std::string& record, const Policy& before, const Policy& now) {
  const RulesOf old{record, before}, current{record, now};
  std::vector<RuleChange> changes;
  for (const auto& rule : old.rules()) {
    const std::string text = current.find(rule.name);
    if (text != rule.text && !(text.empty() && says_more(rule.name))) changes.push_back({rule.name, rule.text, text});
  }
  for (const auto& rule : current.rules())
    if (old.find(rule.name).empty() && !says_more(rule.name)) changes.push_back({rule.name, "", rule.text});
  return changes;
}

}  // namespace compliance
