// SPDX-License-Identifier: Apache-2.0
// Reads lines of JSON, each a case: {"as_of": DAY, "policy": TEXT, "files": {NAME: TEXT, …}}. Writes for each a line
// with what the library makes of it: the verdict of every cell, the effects and the counts, or the error.

#include <iostream>
#include <string>

#include "libcompliance/apply/apply.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/plan/explain.h"
#include "libcompliance/plan/planner.h"
#include "tests/support/memory_files.h"

namespace {

using namespace compliance;

Json names_of(std::uint64_t keepers, const Policy& policy) {
  Json names = Json::list();
  for (std::size_t k = 0; k < policy.keepers.size(); ++k)
    if ((keepers >> k & 1U) != 0) names.add(policy.keepers[k].name);
  return names;
}

Json show(const Verdict& verdict, const Policy& policy) {
  const bool is_keep = verdict.kind == VerdictKind::keep;
  Json shown = Json::object();
  shown.set("verdict", verdict_words[static_cast<std::size_t>(verdict.kind)]);
  shown.set("because", names_of(verdict.keepers, policy));
  if (is_keep) shown.set("day", verdict.open ? "open" : format_date(verdict.last_day));
  if (verdict.kind == VerdictKind::due) shown.set("day", format_date(add_days(verdict.last_day, 1)));
  if (verdict.kind == VerdictKind::due) shown.set("early", verdict.early);
  if (verdict.kind == VerdictKind::undecided) shown.set("reason", unknown_words[static_cast<std::size_t>(verdict.why)]);
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
                             {"early", table.early}}));
  return counts;
}

// The cells of all records: {"contact:K1": {"name": VERDICT, …}, …}.
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
      Json cells = Json::object();
      for (const ExplainedGroup& group : explanation.groups)
        for (const std::size_t field : group.fields)
          cells.set(policy.records[record].fields[field].name, show(group.verdict, policy));
      records.set(policy.records[record].name + ':' + key, std::move(cells));
    }
  }
  return records;
}

// What a second run would make of the output of the first: no effect, and what lives goes on as it did (TC-37).
struct SecondRun {
  Json effects, records;
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
  return SecondRun{show(again.plan), std::move(records)};
}

Result<Json> answer(const std::string& line) {
  COMPLIANCE_TRY(const Json input, parse_json(line, "stdin"));
  testing::MemoryFiles files;
  for (const auto& [name, text] : *input.find("files")->as_object()) files.put("/export/" + name, *text.as_text());
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
