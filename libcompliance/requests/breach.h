// SPDX-License-Identifier: Apache-2.0
// The register of personal data breaches (Art. 33(5)): all of them, with their clock of 72 hours. Pure; the state
// stores it. Like a request it holds no name and no cell.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/zone.h"

namespace compliance {

/// What has suffered (Art. 4(12)).
inline constexpr std::array<std::string_view, 3> breach_affects_words{"confidentiality", "integrity", "availability"};

/// To people: unlikely, so that nobody need be told (Art. 33(1)); likely; high, so that the people are told (Art. 34).
enum class BreachRisk { unknown, unlikely, likely, high };
inline constexpr std::array<std::string_view, 4> breach_risk_words{"unknown", "unlikely", "likely", "high"};

/// Why people are not told of a high risk (Art. 34(3)).
inline constexpr std::array<std::string_view, 3> not_told_words{"unintelligible", "risk-removed", "public-notice"};

struct NewBreach {
  std::string policy_name = {};
  std::string zone = {};  // whose clock is shown
  Instant aware_at = {};
  std::vector<std::string> affects = {};
  BreachRisk risk = BreachRisk::unknown;
  std::uint64_t people = 0;    // about how many; 0: not known
  std::string reference = {};  // the controller's own file number
  std::string facts = {};      // the operator's words
};

/// How it ended. Empty: not so.
struct BreachEnd {
  BreachRisk risk = BreachRisk::unknown;
  std::optional<Instant> notified_at = {};  // to the authority
  std::string late_because = {};            // when that was after 72 hours (Art. 33(1))
  std::string not_notified_because = {};    // why the risk is unlikely
  std::optional<Date> persons_told_on = {};
  std::string persons_not_told_because = {};  // of not_told_words
  std::string measures = {};                  // what was done about it (Art. 33(5))
};

struct Breach : NewBreach {
  std::string name = {};  // "B-2026-000001"
  std::string op = {};    // of its audit entries
  std::string recorded_at = {};
  BreachEnd end = {};
  std::string closed_at = {};  // empty: open
  bool is_open() const { return closed_at.empty(); }
};

/// 72 hours after becoming aware, whatever the clocks or the calendar do (Art. 33(1); TC-21 to TC-23).
Instant breach_deadline(Instant aware_at);

/// Whether the register is complete with that end. The Error says what is missing.
Result<void> may_close(const Breach& breach, const BreachEnd& end);

}  // namespace compliance
