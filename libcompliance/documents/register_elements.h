// SPDX-License-Identifier: Apache-2.0
// Elements of the register that need no more than a part of the policy. For register.cpp alone.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/documents/register.h"

namespace compliance {

RegisterValue value(LocalText words, std::string code = {});
/// Marks the element as missing, and says what.
void add_lack(RegisterElement& element, const LocalText& lack);

RegisterElement dpo_element(const Statement& statement);
RegisterElement security_element(const Statement& statement);
RegisterElement backups_element(const Statement& statement);
RegisterElement disclosures_element(const Statement& statement);

RegisterElement time_limit_element(const Policy& policy, const Keeper& keeper);
/// How long a purpose may be served, when its data are kept longer.
RegisterElement use_until_element(const Policy& policy, const Keeper& keeper);
RegisterElement ceiling_element(const Policy& policy, const Keeper& keeper);
RegisterElement channels_element(const Keeper& keeper);
RegisterElement topics_element(const Keeper& keeper);

RegisterElement countries_element(const std::vector<std::string>& codes, std::string_view article);
/// With those who work for the organisation there must be one (Art. 28(3)).
RegisterElement contract_element(const Recipient& recipient);
RegisterElement transfers_element(std::string_view article);
/// Adds to transfers that `what` is in countries outside the EEA on this ground; an empty one is missing.
void add_outside(RegisterElement& element, const LocalText& what, const std::string& code,
                 const std::vector<std::string>& countries, const LocalText& ground);

}  // namespace compliance
