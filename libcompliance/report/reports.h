// SPDX-License-Identifier: Apache-2.0
// Results as text for people and as JSON for programs. Every text is safe for a terminal (printable), holds no cell,
// and ends with a line feed. Every JSON value is a record with "version" and the command's name.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libcompliance/audit/entry.h"
#include "libcompliance/audit/log.h"
#include "libcompliance/base/finding.h"
#include "libcompliance/cases/run_cases.h"
#include "libcompliance/documents/words.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/plan/explain.h"
#include "libcompliance/plan/planner.h"

namespace compliance {

/// A record with "version" 1 and "command", to which the members of a result are added.
Json result_for(std::string_view command);

// --- findings ---

/// How many lines of a file a text names before it says how many more there are.
inline constexpr std::size_t few_lines = 12;
inline constexpr std::size_t all_lines = SIZE_MAX;

/// "PLACE: severity: message [code]", with the other lines below it, then why it matters and a hint. What several
/// findings in a row share of both stands below the last of them.
std::string findings_text(std::span<const Finding> findings, std::size_t most_lines);
/// "2 errors, 3 warnings and 1 note", counting every line, or "nothing to report".
std::string findings_summary(std::span<const Finding> findings);
Json to_json(std::span<const Finding> findings);
/// SARIF 2.1.0, which other checkers write and code hosts and editors read; its one run says which codes occur, what
/// they mean (compliance-findings(7)) and where they stand. `documents` are the sources in which a column counts
/// characters, as SARIF has it; of any other source, a table, only the line is told. A path stays relative if it is.
Json to_sarif(std::span<const Finding> findings, std::string_view tool_version, std::span<const std::string> documents);
/// What `why` names: law, and the ids of requirements and cases.
struct Grounds {
  std::vector<std::string> articles = {};
  std::vector<std::string> requirements = {};
};
Grounds grounds_of(const Finding& finding);
/// Those that are at least so severe, in their order.
std::vector<Finding> at_least(Severity severity, std::span<const Finding> findings);
bool any_at_least(Severity severity, std::span<const Finding> findings);
/// Whether a person must look: any error or warning.
bool needs_a_person(std::span<const Finding> findings);

// --- retention ---

/// The run in words: what goes and why, what stays and why, what needs a decision. In Dutch as well the findings, and
/// what two policies say otherwise, keep the language of the program.
std::string retention_text(const PlanOutcome& outcome, const Policy& policy, const ExportSet& source,
                           std::size_t most_lines, Language language = Language::en);
/// The same as a page of HTML in one language, with a chart of the forecast if there is one, and without line numbers.
std::string retention_page(const PlanOutcome& outcome, const Policy& policy, const ExportSet& source,
                           Language language);
/// `command`: the one that speaks, retain or apply.
Json retention_json(std::string_view command, const PlanOutcome& outcome, const Policy& policy);
/// What one rule does, and the record that is overdue the longest because of it; the first of several.
struct RuleReport {
  RuleTotal total = {};
  const Effect* longest = nullptr;
  const PlannedTable* table = nullptr;
};
/// As rule_totals; points into the plan.
std::vector<RuleReport> rule_reports(const Plan& plan);
/// How many days it was kept after its last day, `as_of` included; 0 for what goes early.
int days_overdue(const Effect& effect, Date as_of);
std::string rules_text(const Plan& plan, Language language);
/// What holds keep, a line a table and hold; empty without any.
std::string holds_text(const PlanOutcome& outcome, Language language);
Json held_json(const PlanOutcome& outcome, const TableOutcome& table);
/// What a change of policy does, and which rules are written otherwise (TC-57); empty and null when nothing was
/// compared.
std::string comparison_text(const PlanOutcome& outcome, const Policy& policy, std::size_t most_lines,
                            Language language);
Json comparison_json(const PlanOutcome& outcome, const Policy& policy);
/// What the CRM did of what work lists asked for; empty when nothing was outstanding.
std::string asked_text(const PlanOutcome& outcome, Language language);
Json asked_json(const PlanOutcome& outcome);
Json rules_json(const Plan& plan);
/// Of the record types that the export has.
std::vector<const ForecastOf*> forecast_records(const Forecast& forecast);
std::string forecast_text(const Forecast& forecast, const Policy& policy, Language language);
Json forecast_json(const Forecast& forecast, const Policy& policy);
/// "3 (2)": 3 records of which the first cell falls due, 2 of which all does; "-" for none.
std::string due_text(std::uint64_t first, std::uint64_t whole);
/// "2026-04".
std::string month_text(Date month);
/// The counts of a run, as the audit log and the state take them; of each record type, how many are left.
std::map<std::string, std::uint64_t> counts_of(const Plan& plan);
std::map<std::string, std::uint64_t> record_counts_of(const Plan& plan);

// --- explanations, cases, the audit log ---

std::string explanation_text(const Explanation& explanation, const Policy& policy);
Json explanation_json(const Explanation& explanation, const Policy& policy);
/// Of one person: a record with the list "records".
Json explanations_json(std::span<const Explanation> explanations, const Policy& policy);

std::string cases_text(const CasesReport& report, const Policy& policy, bool verbose);
Json cases_json(const CasesReport& report, const Policy& policy);

std::string log_text(std::span<const AuditEntry> entries);
Json log_json(std::span<const AuditEntry> entries);

}  // namespace compliance
