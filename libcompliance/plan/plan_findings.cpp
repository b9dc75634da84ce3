// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/plan_findings.h"

#include <algorithm>
#include <array>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::array<std::string_view, unknown_words.size()> undecided_codes{
    "undecided.no_date",       "undecided.invalid_date",     "undecided.ambiguous_date",
    "undecided.sentinel_date", "undecided.implausible_date", "undecided.contradiction",
    "undecided.no_word",       "undecided.unknown_word",     "undecided.broken_link",
    "undecided.new_relation"};

}  // namespace

PlanFindings::PlanFindings(const Policy& policy, const ExportSet& source)
    : policy_(&policy), source_(&source), fields_of_columns_(source.tables()) {}

void PlanFindings::see_header(std::size_t table, const TableReader& reader) {
  std::vector<std::size_t>& fields = fields_of_columns_[table];
  if (!fields.empty()) return;
  fields.assign(reader.header().size() + 1, TableReader::npos);
  for (std::size_t f = 0; f < reader.column_of_field().size(); ++f)
    if (const std::size_t column = reader.column_of_field()[f]; column != TableReader::npos) fields[column + 1] = f;
}

void PlanFindings::undecided(std::size_t record, const Verdict& verdict) {
  ++causes_[{verdict.spot, verdict.why}][record];
}

void PlanFindings::stale(std::size_t record, const RecordView& view, std::size_t field) {
  const RecordType& type = policy_->records[record];
  report_once(
      records_, view.spot(0),
      {.code = "review.stale",
       .severity = Severity::warning,
       .place = place_of(view.spot(view.cells[field].column)),
       .message = type.name + '.' + type.fields[field].name + " has passed, and the " + type.name + " is still kept",
       .hint = "check whether there is still a reason; if not, remove it in the CRM",
       .why = "TC-46, Art. 5(1)(d)"});
}

// What names the record cannot be taken out of it.
void PlanFindings::due_key(std::size_t record, const RecordView& view) {
  report_once(records_, view.spot(view.key_column),
              {.code = "key.due",
               .severity = Severity::warning,
               .place = place_of(view.spot(view.key_column)),
               .message = "the key of this " + policy_->records[record].name +
                          " is itself a cell that is due, and it stays as long as the record does",
               .hint = "export another column as the key, such as the CRM's own id",
               .why = "Art. 5(1)(e)"});
}

void PlanFindings::unfounded(std::size_t record, const RecordView& view, const std::vector<std::size_t>& fields) {
  const RecordType& type = policy_->records[record];
  std::vector<std::string> names;
  for (const std::size_t field : fields) names.push_back(type.fields[field].name);
  report_once(records_, view.spot(0),
              {.code = "unfounded",
               .severity = Severity::warning,
               .place = place_of(view.spot(0)),
               .message = "no purpose covers " + join_words(names) + " of this " + type.name,
               .hint = "remove it in the CRM, or declare in the policy why it is kept",
               .why = "RF-27, Art. 5(1)(b)"});
}

void PlanFindings::report_once(Findings& findings, Spot spot, Finding finding) {
  auto [known, is_new] = findings.try_emplace({finding.code, spot.table, spot.column, finding.message}, Finding{});
  if (is_new)
    known->second = std::move(finding);
  else
    known->second.also_on_lines.push_back(spot.line);
}

// In the order of the export.
void PlanFindings::append(Findings& findings, std::vector<Finding>& all) {
  std::vector<std::pair<std::tuple<std::uint16_t, std::uint32_t, std::uint32_t>, Finding*>> in_order;
  for (auto& [what, finding] : findings)
    in_order.push_back({{std::get<1>(what), finding.place.line, finding.place.column}, &finding});
  std::sort(in_order.begin(), in_order.end());
  for (const auto& [where, finding] : in_order) all.push_back(std::move(*finding));
}

std::vector<UndecidedCause> PlanFindings::causes() const {
  std::vector<UndecidedCause> causes;
  for (const auto& [cause, records] : causes_)
    causes.push_back({.why = cause.second, .spot = cause.first, .records = records});
  return causes;
}

std::vector<Finding> PlanFindings::take() {
  std::vector<Finding> all;
  Findings cause_findings;
  for (const auto& [cause, records] : causes_) {
    const auto& [spot, why] = cause;
    std::vector<std::string> waiting;
    for (const auto& [record, number] : records) waiting.push_back(count_of(number, policy_->records[record].name));
    report_once(cause_findings, spot,
                {.code = undecided_codes[static_cast<std::size_t>(why)],
                 .severity = Severity::warning,
                 .place = place_of(spot),
                 .message = name_of(spot, why) + ' ' + std::string{word_of(why, unknown_phrases)} +
                            "; undecided because of it: " + join_words(waiting),
                 .hint = "correct it in the CRM and export again; until then nothing is deleted",
                 .why = "TC-38 to TC-43, TC-134"});
  }
  append(cause_findings, all);
  append(records_, all);
  return all;
}

// What stands at `spot`, in the policy's words.
std::string PlanFindings::name_of(Spot spot, Unknown why) const {
  const RecordType& type = policy_->records[source_->table(spot.table).record];
  if (why == Unknown::broken_link) return "the link of this " + type.name;
  const auto& fields = fields_of_columns_[spot.table];
  const bool is_field = spot.column != 0 && fields[spot.column] != TableReader::npos;
  if (why == Unknown::new_relation && !is_field) return "the day on which this " + type.name + " was made";
  if (!is_field) return "what this " + type.name + " needs";
  return type.name + '.' + type.fields[fields[spot.column]].name;
}

}  // namespace compliance
