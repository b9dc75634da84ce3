// SPDX-License-Identifier: Apache-2.0
// Internal to state: values as they stand in rows. A text that is not what was written there is a damaged file:
// EnvironmentError.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/calendar/date.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/model/vocabulary.h"
#include "libcompliance/state/database.h"

namespace compliance {

[[noreturn]] void damaged(const Database& database);

Date day_of(const Database& database, const std::string& text);
std::optional<Date> optional_day_of(const Database& database, const std::string& text);  // empty: none
std::string text_of(const std::optional<Date>& day);

DatabaseBytes bytes_of(const Digest& fingerprint);
Digest digest_of(const Database& database, const std::string& bytes);

/// Words separated by commas; none of them holds one.
std::vector<std::string> split_words(std::string_view text);

/// The enumerator of a word.
template <class Enum>
Enum word_in(const Database& database, std::string_view word, const auto& words) {
  const std::optional<Enum> value = from_word<Enum>(word, words);
  if (!value) damaged(database);
  return *value;
}

/// Makes the state's version grow, and returns it.
std::int64_t next_version(Database& database);

/// An order with a tenant counts for that tenant's rows, one without for all.
inline bool is_for_tenant(const std::string& of_order, const std::string& tenant) {
  return of_order.empty() || of_order == tenant;
}

/// An e-mail address or a phone number means the same person under every policy of the controller; keys do not.
inline bool is_for_policy(const std::string& kind, const std::string& of_order, const std::string& policy_name) {
  return kind == "email" || kind == "phone" || of_order == policy_name;
}

}  // namespace compliance
