// SPDX-License-Identifier: Apache-2.0
// Reads lines of JSON, each a world: {"as_of": DAY, "policy": TEXT, "files": {NAME: HEX, …}}. Writes for each a line
// with what the library makes of it: the verdict of every cell, the effects, the counts and the clean copy, or the
// error.

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

Json names_of(std::uint64_t keepers, const Policy& policy) {
  Json names = Json::list();
  for (std::size_t k = 0; k < policy.keepers.size(); ++k)
    if ((keepers >> k & 1U) != 0) names.add(policy.keepers[k].name);
  return names;
}

// FILE:LINE:COLUMN, without the folder.
std::string show(const Place& place) {
  return place.source.substr(place.source.rfind('/') + 1) + ':' + std::to_string(place.line) + ':' +
         std::to_string(place.column);
}

Json show(const Verdict& verdict, const Place& place, const Policy& policy) {
  const bool is_keep = verdict.kind == VerdictKind::keep;
  Json shown = Json::object();
  shown.set("verdict", verdict_words[static_cast<std::size_t>(verdict.kind)]);
  shown.set("because", names_of(verdict.keepers, policy));
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
      cells.set(policy.records[explanation.record].fields[field].name, show(group.verdict, group.place, policy));
  const std::optional<EffectAction> action = explanation.action;
  return Json::object({{"cells", std::move(cells)},
                       {"paths", explanation.paths},
                       {"sole_trader", explanation.is_sole_trader},
                       {"action", action ? Json{effect_words[static_cast<std::size_t>(*action)]} : Json{}}});
}

// All records: {"contact:K1": {"cells": {"name": VERDICT, …}, …}, …}.
Result<Json> explain_all(const CompiledPolicy& compiled, const Export& source, Date as_of,
                         std::optional<Period> look_ahead) {
  const Policy& policy = compiled.policy();
  Json records = Json::object();
  for (std::size_t table = 0; table < source.binding().tables.size(); ++table) {
    const std::size_t record = source.binding().tables[table].record;
    COMPLIANCE_TRY(const auto bytes, source.open_table(table));
    std::vector<std::string> keys;
    COMPLIANCE_CHECK(for_each_record(*bytes, source, policy, table, [&](const TableReader& reader) -> Result<void> {
      keys.emplace_back(reader.record().key);
      return {};
    }));
    for (const std::string& key : keys) {
      COMPLIANCE_TRY(const Explanation explanation,
                     explain_record(compiled, source, record, Sensitive{key}, as_of, look_ahead));
      records.set(policy.records[record].name + ':' + key, show(explanation, policy));
    }
  }
  return records;
}

// The output of a run, in hex, and what a second run makes of it: no effect, and what lives goes on as it did (TC-37).
struct SecondRun {
  Json output, effects, records;
};
Result<SecondRun> run_on_own_output(const Plan& plan, const CompiledPolicy& compiled, const std::string& policy_text,
                                    const Export& source, testing::MemoryFiles& files) {
  files.put("/out/.keep", "");
  COMPLIANCE_TRY(AtomicFolder folder, AtomicFolder::create(files, "/out/run"));
  COMPLIANCE_CHECK(write_output(plan, compiled.policy(), source, files, folder));
  folder.commit();
  COMPLIANCE_TRY(const Export output, Export::open(files, "/out/run/export", compiled.policy()));
  COMPLIANCE_TRY(const PlanOutcome again, make_plan(compiled, policy_text, output, files, plan.as_of, plan.look_ahead));
  COMPLIANCE_TRY(Json records, explain_all(compiled, output, plan.as_of, plan.look_ahead));
  Json copies = Json::object();
  const std::string folder_of_copies = "/out/run/export/";
  for (const std::string& path : files.paths())
    if (path.starts_with(folder_of_copies) && !path.ends_with('/'))
      copies.set(path.substr(folder_of_copies.size()), to_hex(files.text(path)));
  return SecondRun{std::move(copies), show(again.plan), std::move(records)};
}

Result<Json> answer(const std::string& line) {
  COMPLIANCE_TRY(const Json input, parse_json(line, "stdin"));
  testing::MemoryFiles files;
  for (const auto& [name, hex] : *input.find("files")->as_object())
    files.put("/export/" + name, from_hex(*hex.as_text()));
  const std::string& policy_text = *input.find("policy")->as_text();
  COMPLIANCE_TRY(const Policy policy, read_policy(policy_text, "policy.yaml"));
  COMPLIANCE_TRY(const Date as_of, parse_date(*input.find("as_of")->as_text()));
  COMPLIANCE_TRY(const Export source, Export::open(files, "/export", policy));
  const CompiledPolicy compiled{policy};
  const std::optional<Period> look_ahead = policy.cadence ? policy.cadence->look_ahead : std::nullopt;
  COMPLIANCE_TRY(const PlanOutcome outcome, make_plan(compiled, policy_text, source, files, as_of, look_ahead));
  COMPLIANCE_TRY(Json records, explain_all(compiled, source, as_of, look_ahead));
  COMPLIANCE_TRY(SecondRun again, run_on_own_output(outcome.plan, compiled, policy_text, source, files));
  return Json::object({{"records", std::move(records)},
                       {"effects", show(outcome.plan)},
                       {"tables", show(outcome.tables)},
                       {"causes", show(outcome.causes, policy)},
                       {"findings", show(outcome.findings)},
                       {"output", std::move(again.output)},
                       {"again", std::move(again.effects)},
                       {"records_again", std::move(again.records)}});
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
