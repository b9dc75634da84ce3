// SPDX-License-Identifier: Apache-2.0
// Reads lines of JSON, each a world: {"as_of": DAY, "later": DAY, "policy": TEXT, "tenant": NAME or null, "files":
// {EXPORT/NAME: HEX, …}, "state": {TYPE:KEY: {"holds": [NAME, …], "cancelled": [[[KEEPER, …], FROM, UNTIL or null], …]},
// …}}. Writes for each a line with what the library makes of it: the verdict of every cell, the effects, the counts and
// the clean copy, or the error.

#include <algorithm>
#include <charconv>
#include <iostream>
#include <map>
#include <string>

#include "libcompliance/apply/apply.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/plan/explain.h"
#include "libcompliance/plan/planner.h"
#include "tests/support/memory_files.h"
#include "tests/support/text_scratch.h"

namespace {

using namespace compliance;

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    int byte = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

Json names_of(const std::vector<std::string>& holds, std::uint64_t keepers, const Policy& policy) {
  Json names = Json::list();
  for (const std::string& hold : holds) names.add(hold);
  for (std::size_t k = 0; k < policy.keepers.size(); ++k)
    if ((keepers >> k & 1U) != 0) names.add(policy.keepers[k].name);
  return names;
}

// EXPORT/FILE:LINE:COLUMN
std::string show(const Place& place) {
  return place.source.substr(place.source.rfind('/', place.source.rfind('/') - 1) + 1) + ':' +
         std::to_string(place.line) + ':' + std::to_string(place.column);
}

Json show(const Verdict& verdict, const Place& place, const std::vector<std::string>& holds, const Policy& policy) {
  const bool is_keep = verdict.kind == VerdictKind::keep;
  Json shown = Json::object();
  shown.set("verdict", verdict_words[static_cast<std::size_t>(verdict.kind)]);
  Json because = names_of(verdict.held ? holds : std::vector<std::string>{}, verdict.keepers, policy);
  shown.set("because", std::move(because));
  if (is_keep) shown.set("day", verdict.open ? "open" : format_date(verdict.last_day));
  if (verdict.kind == VerdictKind::due) shown.set("day", format_date(add_days(verdict.last_day, 1)));
  if (verdict.kind == VerdictKind::due) shown.set("early", verdict.early);
  if (verdict.kind == VerdictKind::undecided)
    shown.set("reason", unknown_words[static_cast<std::size_t>(verdict.why)]).set("place", show(place));
  return shown;
}

Json show(const Plan& plan) {
  Json effects = Json::list();
  for (const PlannedTable& table : plan.tables)
    for (const Effect& effect : table.effects) {
      Json fields = Json::list(), ended = Json::list();
      for (const std::string& field : effect.fields) fields.add(field);
      for (const std::string& keeper : effect.ended) ended.add(keeper);
      effects.add(Json::object({{"record", table.record},
                                {"key", effect.key},
                                {"action", effect_words[static_cast<std::size_t>(effect.action)]},
                                {"fields", std::move(fields)},
                                {"ended", std::move(ended)},
                                {"day", format_date(effect.due_since)},
                                {"early", effect.early}}));
    }
  return effects;
}

Json show(const std::vector<TableOutcome>& tables) {
  Json counts = Json::list();
  for (const TableOutcome& table : tables)
    counts.add(Json::object({{"kept", table.kept},
                             {"undecided", table.undecided},
                             {"unfounded", table.unfounded},
                             {"removed", table.removed},
                             {"stubs", table.stubs},
                             {"reduced", table.reduced},
                             {"early", table.early},
                             {"kept_open", table.kept_open},
                             {"to_review", table.to_review},
                             {"next_due", table.next_due ? Json{format_date(*table.next_due)} : Json{}}}));
  return counts;
}

// How many records of each type wait for each thing that is not known.
Json show(const std::vector<UndecidedCause>& causes, const Policy& policy) {
  Json shown = Json::list();
  for (const UndecidedCause& cause : causes) {
    Json records = Json::object();
    for (const auto& [record, number] : cause.records) records.set(policy.records[record].name, number);
    shown.add(std::move(records));
  }
  return shown;
}

// How often each code was found.
Json show(const std::vector<Finding>& findings) {
  std::map<std::string, std::uint64_t> counts;
  for (const Finding& finding : findings) counts[std::string{finding.code}] += 1 + finding.also_on_lines.size();
  Json shown = Json::object();
  for (const auto& [code, count] : counts) shown.set(code, count);
  return shown;
}

Json show(const Explanation& explanation, const Policy& policy) {
  Json cells = Json::object();
  for (const ExplainedGroup& group : explanation.groups)
    for (const std::size_t field : group.fields)
      cells.set(policy.records[explanation.record].fields[field].name,
                show(group.verdict, group.place, explanation.state_keepers, policy));
  const std::optional<EffectAction> action = explanation.action;
  return Json::object({{"cells", std::move(cells)},
                       {"paths", explanation.paths},
                       {"sole_trader", explanation.is_sole_trader},
                       {"action", action ? Json{effect_words[static_cast<std::size_t>(*action)]} : Json{}}});
}

// What the line says of the state. In the program, the state's own tables say it.
class ToldConcerns final : public ConcernFinder {
 public:
  ToldConcerns(const Json& told, const Policy& policy) : policy_(&policy) {
    for (const auto& [name, said] : *told.as_object()) {
      Concern concern;
      if (const Json* holds = said.find("holds"))
        for (const Json& hold : *holds->as_list()) concern.keepers.push_back(number_of(*hold.as_text()));
      std::sort(concern.keepers.begin(), concern.keepers.end());
      if (const Json* cancelled = said.find("cancelled"))
        for (const Json& one : *cancelled->as_list()) concern.cancellations.push_back(read(*one.as_list()));
      ids_.emplace(name, concerns_.id_of(std::move(concern)));
    }
  }
  ConcernId concern_of(std::size_t record, const RecordView& view) override {
    const auto found = ids_.find(policy_->records[record].name + ':' + std::string{view.key});
    return found == ids_.end() ? 0 : found->second;
  }
  const Concerns& concerns() const override { return concerns_; }

 private:
  std::uint16_t number_of(const std::string& hold) const { return hold == concerns_.keepers()[0].name ? 0 : 1; }
  Cancellation read(const Json::List& told) const {
    Cancellation cancellation{.from = *parse_date(*told[1].as_text())};
    if (const auto* until = told[2].as_text()) cancellation.until = *parse_date(*until);
    for (const Json& keeper : *told[0].as_list())
      for (std::size_t k = 0; k < policy_->keepers.size(); ++k)
        if (policy_->keepers[k].name == *keeper.as_text()) cancellation.keepers |= std::uint64_t{1} << k;
    return cancellation;
  }

  const Policy* policy_;
  Concerns concerns_{{{.name = "hold:a"}, {.name = "hold:b"}}};
  std::map<std::string, ConcernId> ids_;
};

// All records: {"contact:K1": {"cells": {"name": VERDICT, …}, …}, …}.
Result<Json> explain_all(const CompiledPolicy& compiled, const ExportSet& source, const Question& question) {
  const Policy& policy = compiled.policy();
  Json records = Json::object();
  for (std::size_t table = 0; table < source.tables(); ++table) {
    const std::size_t record = source.table(table).record;
    COMPLIANCE_TRY(const auto bytes, source.open_table(table));
    std::vector<std::string> keys;
    COMPLIANCE_CHECK(for_each_record(*bytes, source, policy, table, [&](const TableReader& reader) -> Result<void> {
      keys.emplace_back(reader.record().key);
      return {};
    }));
    for (const std::string& key : keys) {
      COMPLIANCE_TRY(const Explanation explanation, explain_record(compiled, source, record, Sensitive{key}, question));
      records.set(policy.records[record].name + ':' + key, show(explanation, policy));
    }
  }
  return records;
}

struct World {
  testing::MemoryFiles files;
  std::string policy_text;
  std::optional<std::string> tenant;
  Date as_of = {};
};

Result<ExportSet> open_exports(World& world, const std::vector<std::string>& folders, const Policy& policy) {
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(world.files, folders, policy));
  COMPLIANCE_CHECK(source.choose_tenant(world.tenant, policy));
  return source;
}

// The output of a run, in hex, and what a second run makes of it: no effect, and what lives goes on as it did (TC-37).
// And what a run on a later day makes of it.
struct SecondRun {
  Json output, effects, records, later;
};
Result<SecondRun> run_on_own_output(const Plan& plan, const CompiledPolicy& compiled, const ExportSet& source,
                                    World& world, const Question& question, const Question& later) {
  const StateView state{.concerns = question.concerns};
  world.files.put("/out/.keep", "");
  COMPLIANCE_TRY(AtomicFolder folder, AtomicFolder::create(world.files, "/out/run"));
  COMPLIANCE_CHECK(write_output(plan, compiled.policy(), source, world.files, folder));
  folder.commit();
  std::vector<std::string> folders;
  Json copies = Json::object();
  for (const Export& each : source.exports()) {
    const std::string& name = each.binding().name;
    folders.push_back("/out/run/export" + (source.exports().size() == 1 ? "" : '/' + name));
    for (const std::string& path : world.files.paths())
      if (path.starts_with(folders.back() + '/') && !path.ends_with('/'))
        copies.set(name + path.substr(folders.back().size()), to_hex(world.files.text(path)));
  }
  COMPLIANCE_TRY(const ExportSet output, open_exports(world, folders, compiled.policy()));
  COMPLIANCE_TRY(const PlanOutcome again,
                 make_plan(compiled, world.policy_text, output, world.files, plan.as_of, plan.look_ahead, state));
  COMPLIANCE_TRY(Json records, explain_all(compiled, output, question));
  COMPLIANCE_TRY(Json records_later, explain_all(compiled, output, later));
  return SecondRun{std::move(copies), show(again.plan), std::move(records), std::move(records_later)};
}

std::string text_of(const PlanOutcome& outcome, const Policy& policy) {
  return digest_of(outcome.plan) + to_json_text(Json::object({{"tables", show(outcome.tables)},
                                                              {"causes", show(outcome.causes, policy)},
                                                              {"findings", show(outcome.findings)}}));
}

Result<Json> answer(const std::string& line) {
  COMPLIANCE_TRY(const Json input, parse_json(line, "stdin"));
  World world;
  std::vector<std::string> folders;
  for (const auto& [name, hex] : *input.find("files")->as_object()) {
    world.files.put("/in/" + name, from_hex(*hex.as_text()));
    const std::string folder = "/in/" + name.substr(0, name.find('/'));
    if (folders.empty() || folders.back() != folder) folders.push_back(folder);
  }
  world.policy_text = *input.find("policy")->as_text();
  if (const auto* tenant = input.find("tenant")->as_text()) world.tenant = *tenant;
  COMPLIANCE_TRY(const Policy policy, read_policy(world.policy_text, "policy.yaml"));
  COMPLIANCE_TRY(world.as_of, parse_date(*input.find("as_of")->as_text()));
  COMPLIANCE_TRY(const ExportSet source, open_exports(world, folders, policy));
  const CompiledPolicy compiled{policy};
  ToldConcerns concerns{*input.find("state"), policy};
  const StateView state{.concerns = &concerns};
  const std::optional<Period> look_ahead = policy.cadence ? policy.cadence->look_ahead : std::nullopt;
  const Question question{.as_of = world.as_of, .look_ahead = look_ahead, .concerns = &concerns};
  COMPLIANCE_TRY(const PlanOutcome outcome,
                 make_plan(compiled, world.policy_text, source, world.files, world.as_of, look_ahead, state));
  // Also with room for nothing, so that every key and link is sorted elsewhere.
  testing::TextScratch scratch{64};
  COMPLIANCE_TRY(const PlanOutcome sorted, make_plan(compiled, world.policy_text, source, world.files, world.as_of,
                                                     look_ahead, state, 0, &scratch));
  if (text_of(sorted, policy) != text_of(outcome, policy))
    return Error{.message = "sorted elsewhere, it comes to other things"};
  COMPLIANCE_TRY(Json records, explain_all(compiled, source, question));
  Question later = question;
  COMPLIANCE_TRY(later.as_of, parse_date(*input.find("later")->as_text()));
  COMPLIANCE_TRY(Json records_later, explain_all(compiled, source, later));
  COMPLIANCE_TRY(SecondRun again, run_on_own_output(outcome.plan, compiled, source, world, question, later));
  return Json::object({{"records", std::move(records)},
                       {"effects", show(outcome.plan)},
                       {"tables", show(outcome.tables)},
                       {"causes", show(outcome.causes, policy)},
                       {"findings", show(outcome.findings)},
                       {"output", std::move(again.output)},
                       {"again", std::move(again.effects)},
                       {"records_again", std::move(again.records)},
                       {"records_later", std::move(records_later)},
                       {"records_later_again", std::move(again.later)}});
}

}  // namespace

int main() {
  using namespace compliance;
  for (std::string line; std::getline(std::cin, line);) {
    const Result<Json> shown = answer(line);
    std::cout << to_json_line(shown ? *shown : Json::object({{"error", to_string(shown.error())}})) << '\n';
  }
  return 0;
}
