// SPDX-License-Identifier: Apache-2.0
// Small text helpers without a locale: the same answer on every machine.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace compliance {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string ascii_lower(std::string_view text);

/// The number that the whole of `text` writes in decimal digits, without sign, spaces or a leading zero ("0" is fine).
std::optional<std::uint64_t> parse_number(std::string_view text);

/// "a, b and c".
/// "a,b,c".
std::string join(std::span<const std::string> texts, std::string_view separator);

std::string join_words(std::span<const std::string> words, std::string_view last_separator = " and ");

/// "1 record", "2 records": the plural is the singular with an s.
std::string count_of(std::uint64_t count, std::string_view singular);

/// The offset of the first byte that is not part of well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates,
/// nothing above U+10FFFF), or npos.
std::size_t find_invalid_utf8(std::string_view bytes);

/// For terminals and plain-text reports: control characters (C0, C1, DEL), bidirectional controls, line separators and
/// bytes that are not UTF-8 become visible as \xNN or U+NNNN. The result is one line that cannot move the cursor.
std::string printable(std::string_view text);

}  // namespace compliance
