// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/report/rule_words.h"

namespace compliance {
namespace {

using Life = KeeperState::Life;

constexpr std::array<std::string_view, 4> life_words{"not_applicable", "ended", "unknown", "alive"};

std::string state_text(const KeeperState& state) {
  switch (state.life) {
    case Life::not_applicable:
      return "does not apply to this record";
    case Life::unknown:
      return "not known: the value " + std::string{word_of(state.why, unknown_phrases)};
    case Life::ended:
      if (state.cancelled) return "cancelled: its last day was " + format_date(state.last_day);
      return "ended: its last day is " + format_date(state.last_day) +
             (state.early ? ", and the next run would be too late" : "");
    case Life::alive:
      return state.open ? "alive, without an end yet" : "alive until " + format_date(state.last_day);
  }
  return "";
}

std::string use_text(const MomentValue& use, Date as_of) {
  switch (use.state) {
    case MomentValue::State::none:
      return "not used";
    case MomentValue::State::not_yet:
      return "may be used";
    case MomentValue::State::unknown:
      return "use unknown";
    case MomentValue::State::day:
      return (use.day < as_of ? "its use ended on " : "may be used until ") + format_date(use.day);
  }
  return "";
}

std::vector<std::string> names(const std::vector<std::size_t>& fields, const RecordType& type) {
  std::vector<std::string> texts;
  for (const std::size_t field : fields) texts.push_back(type.fields[field].name);
  return texts;
}

Json to_json_list(const std::vector<std::string>& texts) {
  Json list = Json::list();
  for (const std::string& text : texts) list.add(text);
  return list;
}

Json place_json(const Place& place) {
  if (place.source.empty()) return {};
  return std::move(Json::object()
                       .set("source", printable(place.source))
                       .set("line", std::uint64_t{place.line})
                       .set("column", place.column == 0 ? Json{} : Json{std::uint64_t{place.column}}));
}

Json day_json(bool has_day, Date day) { return has_day ? Json{format_date(day)} : Json{}; }

// Only where somebody asked to see it.
std::string value_text(const std::optional<Sensitive<std::string>>& value) {
  return value ? ": \"" + printable(value->reveal()) + '"' : std::string{};
}

Json value_json(const std::optional<Sensitive<std::string>>& value) {
  return value ? Json{printable(value->reveal())} : Json{};
}

std::string action_text(const std::optional<EffectAction>& action) {
  if (!action) return "retain leaves it as it is";
  return *action == EffectAction::reduce ? "retain takes the due cells out of it"
                                         : "retain removes it, but for what a record that stays needs of it";
}

// What the processing rests on, as a policy says it.
std::string basis_text(const Keeper& keeper) {
  if (keeper.kind == Keeper::Kind::instruction) return "instruction";
  std::vector<std::string> words;
  for (const Basis basis : keeper.bases) words.emplace_back(word_of(basis, basis_words));
  return words.empty() ? "no basis" : join_words(words);
}

Json keeper_json(const ExplainedKeeper& explained, const Policy& policy) {
  const Keeper& keeper = policy.keepers[explained.keeper];
  const KeeperState& state = explained.state;
  const bool has_day = state.life == Life::ended || (state.life == Life::alive && !state.open);
  const MomentValue& use = state.use;
  return std::move(Json::object()
                       .set("name", keeper.name)
                       .set("kind", word_of(keeper.kind, keeper_kind_words))
                       .set("basis", keeper.bases.empty() ? Json{} : Json{basis_text(keeper)})
                       .set("law", keeper.law.empty() ? Json{} : Json{keeper.law})
                       .set("clock", clock_text(keeper, policy))
                       .set("state", word_of(state.life, life_words))
                       .set("open", state.life == Life::alive && state.open)
                       .set("last_day", day_json(has_day, state.last_day))
                       .set("early", state.early)
                       .set("ceiling", state.ceiling != KeeperState::no_ceiling)
                       .set("why", state.life == Life::unknown ? Json{word_of(state.why, unknown_words)} : Json{})
                       .set("place", place_json(explained.place))
                       .set("value", value_json(explained.value))
                       .set("used_until", use.state == MomentValue::State::not_yet
                                              ? Json{"open"}
                                              : day_json(use.state == MomentValue::State::day, use.day)));
}

// Of all such cells together, in one line.
std::string evidence_text(const Explanation& explanation, const RecordType& type) {
  std::vector<std::size_t> fields;
  std::vector<std::string> readers;
  for (const ExplainedEvidence& each : explanation.evidence) {
    fields.push_back(each.field);
    for (const std::string& reader : each.read_by)
      if (std::find(readers.begin(), readers.end(), reader) == readers.end()) readers.push_back(reader);
  }
  return "  " + join_words(names(fields, type)) +
         (fields.size() == 1 ? ": stays as long as a cell that it decides ("
                             : ": stay as long as a cell that they decide (") +
         join_words(readers) + ")\n";
}

}  // namespace

std::string explanation_text(const Explanation& explanation, const Policy& policy) {
  const RecordType& type = policy.records[explanation.record];
  std::string text = printable(to_string(explanation.place)) + ": " + type.name + ", decided for " +
                     format_date(explanation.as_of) + '\n';
  if (explanation.is_sole_trader) text += "A sole trader: this organisation is itself a person.\n";
  if (explanation.paths > 1)
    text += "It belongs to several records: a purpose that lives for one of them keeps it (" +
            std::to_string(explanation.paths) + " ways up).\n";
  text += "\nVERDICT\n";
  for (const ExplainedGroup& group : explanation.groups) {
    text += "  " + join_words(names(group.fields, type)) + ": " +
            describe(group.verdict, policy, explanation.state_keepers) + '\n';
    if (!group.place.source.empty())
      text += "    see " + printable(to_string(group.place)) + ", which " +
              std::string{word_of(group.verdict.why, unknown_phrases)} + value_text(group.value) + '\n';
  }
  if (!explanation.blank_fields.empty())
    text += "  " + join_words(names(explanation.blank_fields, type)) + ": blank, nothing to decide\n";
  if (!explanation.evidence.empty()) text += evidence_text(explanation, type);
  text += "  " + action_text(explanation.action) + '\n';
  text += "\nWHAT COULD KEEP IT\n";
  for (const std::string& keeper : explanation.state_keepers)
    text += "  " + keeper +
            (keeper.starts_with("request:") ? ": an open request\n    alive, until it is answered or lifted\n"
                                            : ": a legal hold\n    alive, until somebody releases it\n");
  if (explanation.keepers.empty()) text += "  No purpose and no duty names a field of " + type.name + ".\n";
  for (const ExplainedKeeper& explained : explanation.keepers) {
    const Keeper& keeper = policy.keepers[explained.keeper];
    text += "  " + keeper.name + " (" +
            (keeper.kind == Keeper::Kind::duty ? "duty: " + printable(keeper.law) : basis_text(keeper)) +
            "): " + clock_text(keeper, policy) + '\n';
    text += "    " + state_text(explained.state);
    if (explained.state.ceiling != KeeperState::no_ceiling) {
      const Ceiling& ceiling = policy.ceilings[explained.state.ceiling];
      text += " (at most " + format_period(ceiling.at_most) + " after " + policy.moments[ceiling.after].name + ')';
    }
    if (explained.state.life != Life::not_applicable) text += "; " + use_text(explained.state.use, explanation.as_of);
    text += '\n';
    if (!explained.place.source.empty())
      text += "    from " + printable(to_string(explained.place)) + value_text(explained.value) + '\n';
  }
  return text;
}

namespace {

Json members_json(const Explanation& explanation, const Policy& policy, Json record) {
  const RecordType& type = policy.records[explanation.record];
  Json groups = Json::list(), keepers = Json::list(), evidence = Json::list();
  for (const ExplainedEvidence& each : explanation.evidence)
    evidence.add(Json::object().set("field", type.fields[each.field].name).set("read_by", to_json_list(each.read_by)));
  for (const ExplainedGroup& group : explanation.groups) {
    const Verdict& verdict = group.verdict;
    std::vector<std::string> alive;
    if (verdict.held) alive = explanation.state_keepers;
    for (std::size_t k = 0; k < policy.keepers.size(); ++k)
      if ((verdict.keepers >> k & 1U) != 0) alive.push_back(policy.keepers[k].name);
    groups.add(std::move(
        Json::object()
            .set("fields", to_json_list(names(group.fields, type)))
            .set("verdict", word_of(verdict.kind, verdict_words))
            .set("keepers", to_json_list(alive))
            .set("open", verdict.kind == VerdictKind::keep && verdict.open)
            .set("until", day_json(verdict.kind == VerdictKind::keep && !verdict.open, verdict.last_day))
            .set("since", verdict.kind == VerdictKind::due ? Json{format_date(add_days(verdict.last_day, 1))} : Json{})
            .set("early", verdict.early)
            .set("why", verdict.kind == VerdictKind::undecided ? Json{word_of(verdict.why, unknown_words)} : Json{})
            .set("place", place_json(group.place))
            .set("value", value_json(group.value))));
  }
  for (const ExplainedKeeper& keeper : explanation.keepers) keepers.add(keeper_json(keeper, policy));
  return std::move(record.set("record", type.name)
                       .set("place", place_json(explanation.place))
                       .set("as_of", format_date(explanation.as_of))
                       .set("paths", std::uint64_t{explanation.paths})
                       .set("sole_trader", explanation.is_sole_trader)
                       .set("action", explanation.action
                                          ? Json{effect_words[static_cast<std::size_t>(*explanation.action)]}
                                          : Json{})
                       .set("blank_fields", to_json_list(names(explanation.blank_fields, type)))
                       .set("verdicts", std::move(groups))
                       .set("evidence", std::move(evidence))
                       .set("keepers", std::move(keepers)));
}

}  // namespace

Json explanation_json(const Explanation& explanation, const Policy& policy) {
  return members_json(explanation, policy, result_for("explain"));
}

Json explanations_json(std::span<const Explanation> explanations, const Policy& policy) {
  Json records = Json::list();
  for (const Explanation& each : explanations) records.add(members_json(each, policy, Json::object()));
  return std::move(result_for("explain").set("records", std::move(records)));
}

}  // namespace compliance
