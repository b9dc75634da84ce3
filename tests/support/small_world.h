// SPDX-License-Identifier: Apache-2.0
// Policies and exports of a few lines, for tests of what works on them. Everything that is of no matter to a test is
// filled in; what does not read throws with the reader's own sentence.

#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "libcompliance/export/export.h"
#include "libcompliance/policy/policy.h"
#include "libcompliance/rules/verdict.h"
#include "tests/support/memory_files.h"

namespace compliance::testing {

/// The value, or the error as an exception: a test that arranges has no use for the difference.
template <class T>
T demand(Result<T> result) {
  if (!result) throw std::logic_error(to_string(result.error()) + " (" + result.error().hint + ")");
  return *std::move(result);
}

inline void demand(Result<void> result) {
  if (!result) throw std::logic_error(to_string(result.error()));
}

inline Date day(std::string_view text) { return demand(parse_date(text)); }
inline Period period(std::string_view text) { return demand(parse_period(text)); }

/// The lines that every policy has; what follows starts on line `head_lines` + 1.
inline constexpr std::string_view policy_head =
    "compliance: 1\n"
    "policy: club\n"
    "title: {nl: Leden, en: Members}\n"
    "zone: Europe/Amsterdam\n"
    "controller: {name: Club Example, contact: privacy@example.nl, address: Dorpsstraat 1, country: NL}\n"
    "in_force: {from: 2026-01-01, notice: \"1.0\"}\n";
inline constexpr std::uint32_t policy_head_lines = 6;

/// Three record types in a chain, each with what clocks and conditions need.
inline constexpr std::string_view club_records =
    "records:\n"
    "  society:\n"
    "    is: organisation\n"
    "    when_due: erase\n"
    "    fields:\n"
    "      name: organisation.name\n"
    "      state: {category: relationship.state, values: [active, former, prospect]}\n"
    "      since: {category: relationship.start, type: date}\n"
    "      left_on: {category: relationship.end, type: date}\n"
    "      back_on: {category: relationship.start, type: date}\n"
    "  member:\n"
    "    is: person\n"
    "    belongs_to: society\n"
    "    when_due: erase\n"
    "    fields:\n"
    "      name: person.name\n"
    "      email: person.contact.email\n"
    "      left_on: {category: relationship.end, type: date, review_after: 1 year}\n"
    "  visit:\n"
    "    is: event\n"
    "    belongs_to: member\n"
    "    when_due: erase\n"
    "    fields:\n"
    "      came_on: {category: event.date, type: date}\n"
    "      note: free_text\n";

inline constexpr std::string_view club_moments =
    "moments:\n"
    "  society_left: {of: society, date: left_on, not_yet_when: {state: active}, not_before: since, resumed_on: "
    "back_on}\n"
    "  member_left: {of: member, date: left_on}\n"
    "  visited: {of: visit, date: came_on}\n";

inline std::string policy_text(std::string_view rest) { return std::string{policy_head} + std::string{rest}; }

/// A policy and its tables, which refer to each other.
class SmallPolicy {
 public:
  explicit SmallPolicy(std::string text)
      : text_(std::move(text)), policy_(demand(read_policy(text_, "policy.yaml"))), compiled_(policy_) {}
  SmallPolicy(const SmallPolicy&) = delete;
  SmallPolicy& operator=(const SmallPolicy&) = delete;

  const std::string& text() const { return text_; }
  const Policy& policy() const { return policy_; }
  const CompiledPolicy& compiled() const { return compiled_; }

  std::size_t record(std::string_view name) const { return policy_.find_record(name).value(); }
  std::size_t field(std::string_view record_name, std::string_view name) const {
    return policy_.records[record(record_name)].find_field(name).value();
  }
  std::size_t keeper(std::string_view name) const {
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
      if (policy_.keepers[k].name == name) return k;
    throw std::out_of_range(std::string{name});
  }

 private:
  std::string text_;
  Policy policy_;
  CompiledPolicy compiled_;
};

/// The club's records and moments with these purposes, duties and ceilings.
inline std::string club_text(std::string_view keepers) {
  return policy_text(std::string{club_records} + std::string{club_moments} + std::string{keepers});
}

inline constexpr std::string_view binding_head =
    "compliance: 1\n"
    "export: club\n"
    "system: Ledenlijst\n"
    "taken: 2026-04-01T02:00:00+02:00\n";

/// An export of the club in "/export": three CSV files, of which a test gives the records.
inline constexpr std::string_view club_binding =
    "files:\n"
    "  societies.csv:\n"
    "    record: society\n"
    "    null_words: [\"n.v.t.\"]\n"
    "    key: Nr\n"
    "    columns: {Naam: name, Status: state, Sinds: since, Weg: left_on, Terug: back_on}\n"
    "    values: {Status: {Ja: active, Oud: former, Wil: prospect}}\n"
    "    not_personal: [Rang]\n"
    "  members.csv:\n"
    "    record: member\n"
    "    key: Nr\n"
    "    links: {society: {column: Club, separator: \"+\"}}\n"
    "    columns: {Naam: name, Mail: email, Weg: left_on}\n"
    "  visits.csv:\n"
    "    record: visit\n"
    "    key: Nr\n"
    "    links: {member: Lid}\n"
    "    columns: {Op: came_on, Tekst: note}\n";
inline constexpr std::string_view societies_header = "Nr,Naam,Status,Sinds,Weg,Terug,Rang\n";
inline constexpr std::string_view members_header = "Nr,Club,Naam,Mail,Weg\n";
inline constexpr std::string_view visits_header = "Nr,Lid,Op,Tekst\n";

inline void put_club(MemoryFiles& files, std::string_view societies, std::string_view members,
                     std::string_view visits) {
  files.put("/export/export.yaml", std::string{binding_head} + std::string{club_binding});
  files.put("/export/societies.csv", std::string{societies_header} + std::string{societies});
  files.put("/export/members.csv", std::string{members_header} + std::string{members});
  files.put("/export/visits.csv", std::string{visits_header} + std::string{visits});
}

}  // namespace compliance::testing
