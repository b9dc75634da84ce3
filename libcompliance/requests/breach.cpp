// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/requests/breach.h"

#include "libcompliance/law/law.h"

namespace compliance {

Instant breach_deadline(Instant aware_at) { return aware_at + std::chrono::hours{response_term("gdpr-breach").hours}; }

Result<void> may_close(const Breach& breach, const BreachEnd& end) {
  const auto missing = [](std::string message, std::string hint) {
    return Error{.message = std::move(message), .hint = std::move(hint)};
  };
  if (!breach.is_open()) return missing(breach.name + " is closed already", "`compliance breach list --all` shows it");
  if (end.risk == BreachRisk::unknown)
    return missing("expected how great the risk to people is",
                   "say so with --risk unlikely, likely or high (Art. 33(1))");
  if (end.measures.empty())
    return missing("expected what was done about it", "say so with --measures TEXT (Art. 33(5))");
  if (end.notified_at && *end.notified_at < breach.aware_at)
    return missing("the authority cannot have been told before anybody knew", "look at the times");
  if (end.risk == BreachRisk::unlikely) {
    if (!end.notified_at && end.not_notified_because.empty())
      return missing("expected why the risk is unlikely",
                     "say so with --not-notified-because TEXT (Art. 33(1), 33(5))");
    return {};
  }
  if (!end.notified_at)
    return missing("with this risk the authority is told", "say when with --notified TIME (Art. 33(1))");
  if (*end.notified_at > breach_deadline(breach.aware_at) && end.late_because.empty())
    return missing("the authority was told after 72 hours", "say why with --late-because TEXT (Art. 33(1))");
  if (end.risk == BreachRisk::high && !end.persons_told_on && end.persons_not_told_because.empty())
    return missing("with a high risk the people are told",
                   "say when with --people-told DATE, or why not with --people-not-told-because (Art. 34)");
  return {};
}

}  // namespace compliance
