// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/rows.h"

#include <algorithm>

#include "libcompliance/base/error.h"
#include "libcompliance/state/orders.h"

namespace compliance {

void damaged(const Database& database) { throw EnvironmentError(database.path() + ": is damaged"); }

Date day_of(const Database& database, const std::string& text) {
  const Result<Date> day = parse_date(text);
  if (!day) damaged(database);
  return *day;
}

std::optional<Date> optional_day_of(const Database& database, const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{day_of(database, text)};
}

std::string text_of(const std::optional<Date>& day) { return day ? format_date(*day) : std::string{}; }

DatabaseBytes bytes_of(const Digest& fingerprint) { return {std::string{as_bytes(fingerprint)}}; }

Digest digest_of(const Database& database, const std::string& bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) damaged(database);
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(','), text.size());
    words.emplace_back(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return words;
}

std::int64_t next_version(Database& database) {
  database.run("UPDATE state SET version = version + 1");
  return static_cast<std::int64_t>(order_version(database));
}

}  // namespace compliance
