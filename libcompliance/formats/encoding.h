// SPDX-License-Identifier: Apache-2.0
// Encodings of the files that a CRM exports. Inside the program all text is UTF-8; these convert at the door, strictly:
// nothing is guessed and nothing is replaced.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace compliance {

enum class Encoding { utf_8, utf_16, windows_1252 };  // utf_16: byte order by its mark, which must be there
enum class ByteOrder { little, big };

/// U+FEFF in UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Appends `bytes` as UTF-8 and returns how many were understood: all of them, or those before the first that
/// Windows-1252 does not define (81, 8D, 8F, 90 and 9D).
std::size_t decode_windows_1252(std::string_view bytes, std::string& out);

/// Appends `text`, which is well-formed UTF-8, as Windows-1252 and returns how many bytes of it were written: all, or
/// those before the first character that Windows-1252 does not have.
std::size_t encode_windows_1252(std::string_view text, std::string& out);

/// Appends `bytes` as UTF-8 and returns how many were understood: all, or those before an unpaired surrogate or a
/// character that is cut short by the end. So when more than three are left, they are wrong; three or fewer may be
/// the front of a character. A byte order mark is a character like any other.
std::size_t decode_utf_16(std::string_view bytes, ByteOrder order, std::string& out);

/// Appends `text`, which is well-formed UTF-8, as UTF-16: the exact inverse of `decode_utf_16`.
void encode_utf_16(std::string_view text, ByteOrder order, std::string& out);

}  // namespace compliance
