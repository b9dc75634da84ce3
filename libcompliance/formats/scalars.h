// SPDX-License-Identifier: Apache-2.0
// The meaning of a YAML scalar, demanded by type. Each error carries the place and says what was expected.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/local_text.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/calendar/zone.h"
#include "libcompliance/formats/yaml.h"

namespace compliance {

inline constexpr std::size_t name_size_limit = 64;

/// Lower case letters, digits, "_" and "-", starting with a letter; at most 64.
bool is_name(std::string_view text);

/// Two names with a point between them, such as the "contact.email" of a record and a field.
struct NamePair {
  std::string first;
  std::string second;
};

Result<std::string> read_text(const YamlNode& node);       // any scalar, not empty
Result<std::string> read_name(const YamlNode& node);       // is_name; true and false only in quotes
Result<NamePair> read_name_pair(const YamlNode& node);     // name.name
Result<std::uint64_t> read_integer(const YamlNode& node);  // unquoted decimal, no sign, no leading zero
Result<bool> read_boolean(const YamlNode& node);           // unquoted true or false
Result<Date> read_date(const YamlNode& node);              // unquoted or quoted YYYY-MM-DD
Result<Instant> read_instant(const YamlNode& node);        // RFC 3339 with offset
Result<Period> read_period(const YamlNode& node);          // P3Y or 3 years
Result<std::string> read_country_code(
    const YamlNode& node);                        // NL: two capital letters; whether there is one is not asked
Result<double> read_share(const YamlNode& node);  // 5% or 2.5%: returns 0.05; above 0%, at most 100%; up to
                                                  // four decimals

/// Which of `words` it is: an index, for a table of meanings in the same order.
Result<std::size_t> read_word(const YamlNode& node, std::span<const std::string_view> words);

/// One text, or a list of them; none of `nothing`.
Result<std::vector<std::string>> read_texts(const YamlNode& node);

// Of nodes that `conform` (shape.h) has seen; null where a key may be missing.

std::vector<std::string> texts_of(const YamlNode* node);  // one text or a list of them
std::optional<std::string> text_of(const YamlNode* node);
LocalText local_text_of(const YamlNode& node);  // {nl: …, en: …}
std::optional<LocalText> optional_local_text(const YamlNode* node);

}  // namespace compliance
