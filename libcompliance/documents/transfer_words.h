// SPDX-License-Identifier: Apache-2.0
// Where data are outside the European Economic Area, and why they may be there (Art. 44 to 49), in words. Data leave it
// with a recipient, and also with a system that stands elsewhere.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "libcompliance/base/local_text.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// Those that are not in the EEA.
std::vector<std::string> third_countries(std::span<const std::string> countries);

/// The mechanism, with the reference of the policy.
LocalText mechanism_words(const Transfer& transfer);
/// What a transfer outside the EEA rests on, with the reference of the policy, or empty. `as_of`: an adequacy decision
/// needs no word of the policy while it is in force.
LocalText transfer_words(const Recipient& recipient, Date as_of);

/// Whether that holds for each of its countries: its mechanism is in force, or there are adequacy decisions for all.
bool is_grounded(const Recipient& recipient, Date as_of);

/// What makes it lawful that a system is outside the EEA, or empty: a mechanism in force of its host or, of an
/// organisation that is outside itself, of its own; or adequacy decisions for all of those countries.
LocalText system_transfer_words(const Statement& statement, const System& system, Date as_of);

/// Whether a system may hold what something covers: who does not say which data it needs may need any.
bool may_hold(const System& system, std::span<const FieldRef> cells);

}  // namespace compliance
