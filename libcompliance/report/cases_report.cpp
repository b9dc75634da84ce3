// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"

namespace compliance {
namespace {

std::string ceiling_name(const Policy& policy, std::size_t index) {
  const Ceiling& ceiling = policy.ceilings[index];
  return format_period(ceiling.at_most) + " after " + policy.moments[ceiling.after].name;
}

Json to_json_list(const std::vector<std::string>& texts) {
  Json list = Json::list();
  for (const std::string& text : texts) list.add(text);
  return list;
}

std::vector<std::string> words_of(const std::vector<Unknown>& reasons) {
  std::vector<std::string> words;
  for (const Unknown reason : reasons) words.emplace_back(word_of(reason, unknown_words));
  return words;
}

}  // namespace

std::string cases_text(const CasesReport& report, const Policy& policy, bool verbose) {
  std::string text;
  for (const CaseResult& result : report.results) {
    const std::string name = printable(result.ran->id) + "  " + printable(result.ran->about) + '\n';
    if (result.failures.empty()) {
      if (verbose) text += "passed  " + name;
      continue;
    }
    text += "FAILED  " + name + "  as of " + format_date(result.ran->as_of) + '\n';
    for (const CaseFailure& failure : result.failures)
      text += "  " + printable(to_string(failure.place)) + ": " + printable(failure.subject) + "\n    expected  " +
              failure.expected + "\n    found     " + failure.found + '\n';
  }
  for (const std::string& name : report.never_alive) text += "no case in which " + name + " keeps something\n";
  for (const std::string& name : report.never_ended) text += "no case in which " + name + " has ended\n";
  for (const std::size_t ceiling : report.ceilings_unreached)
    text += "no case in which the ceiling of " + ceiling_name(policy, ceiling) + " ends a purpose\n";
  if (!report.undecided_unreached.empty())
    text += "no case in which a cell is undecided: " + join_words(words_of(report.undecided_unreached)) + '\n';
  if (report.unfounded_unreached) text += "no case in which a cell is unfounded\n";
  const std::size_t failed = report.failed();
  return text + std::to_string(report.results.size() - failed) + " passed, " + std::to_string(failed) + " failed\n";
}

Json cases_json(const CasesReport& report, const Policy& policy) {
  Json cases = Json::list();
  for (const CaseResult& result : report.results) {
    Json failures = Json::list();
    for (const CaseFailure& failure : result.failures)
      failures.add(std::move(Json::object()
                                 .set("line", std::uint64_t{failure.place.line})
                                 .set("subject", failure.subject)
                                 .set("expected", failure.expected)
                                 .set("found", failure.found)));
    cases.add(std::move(Json::object()
                            .set("case", result.ran->id)
                            .set("about", result.ran->about)
                            .set("passed", result.failures.empty())
                            .set("failures", std::move(failures))));
  }
  std::vector<std::string> ceilings;
  for (const std::size_t ceiling : report.ceilings_unreached) ceilings.push_back(ceiling_name(policy, ceiling));
  return std::move(result_for("test")
                       .set("policy", policy.name)
                       .set("passed", std::uint64_t{report.results.size() - report.failed()})
                       .set("failed", std::uint64_t{report.failed()})
                       .set("cases", std::move(cases))
                       .set("never_alive", to_json_list(report.never_alive))
                       .set("never_ended", to_json_list(report.never_ended))
                       .set("ceilings_unreached", to_json_list(ceilings))
                       .set("undecided_unreached", to_json_list(words_of(report.undecided_unreached)))
                       .set("unfounded_unreached", report.unfounded_unreached));
}

}  // namespace compliance
