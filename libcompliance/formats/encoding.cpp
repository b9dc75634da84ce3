// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace compliance {
namespace {

// Windows-1252 is Latin-1 but for these, at 80 to 9F; 0 is undefined.
constexpr std::array<std::uint32_t, 32> windows_1252_specials{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
void append_byte(std::string& out, std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); }

void append_utf_8(std::string& out, std::uint32_t point) {
  if (point < 0x80) return append_byte(out, point);
  if (point < 0x800) {
    append_byte(out, 0xC0U | point >> 6U);
  } else {
    if (point < 0x10000) {
      append_byte(out, 0xE0U | point >> 12U);
    } else {
      append_byte(out, 0xF0U | point >> 18U);
      append_byte(out, 0x80U | (point >> 12U & 0x3FU));
    }
    append_byte(out, 0x80U | (point >> 6U & 0x3FU));
  }
  append_byte(out, 0x80U | (point & 0x3FU));
}

struct Character {
  std::uint32_t point;
  std::size_t size;  // in bytes of UTF-8
};

// The character that starts at `at` in well-formed UTF-8.
Character character_at(std::string_view text, std::size_t at) {
  const std::uint32_t lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  std::uint32_t point = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) point = point << 6U | (byte_at(text, at + i) & 0x3FU);
  return {point, size};
}

}  // namespace

std::size_t decode_windows_1252(std::string_view bytes, std::string& out) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::uint32_t byte = byte_at(bytes, at);
    const std::uint32_t point = byte < 0x80 || byte > 0x9F ? byte : windows_1252_specials[byte - 0x80];
    if (point == 0 && byte != 0) return at;
    append_utf_8(out, point);
  }
  return bytes.size();
}

std::size_t encode_windows_1252(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, size] = character_at(text, at);
    if (point < 0x80 || (point >= 0xA0 && point <= 0xFF)) {
      append_byte(out, point);
    } else {
      const auto* const special = std::find(windows_1252_specials.begin(), windows_1252_specials.end(), point);
      if (special == windows_1252_specials.end()) return at;
      append_byte(out, 0x80U + static_cast<std::uint32_t>(special - windows_1252_specials.begin()));
    }
    at += size;
  }
  return text.size();
}

std::size_t decode_utf_16(std::string_view bytes, ByteOrder order, std::string& out) {
  const std::size_t low = order == ByteOrder::little ? 0 : 1;  // where in a unit its low byte stands
  const auto unit_at = [&](std::size_t at) { return byte_at(bytes, at + low) | byte_at(bytes, at + 1 - low) << 8U; };
  std::size_t at = 0;
  while (bytes.size() - at >= 2) {
    std::uint32_t point = unit_at(at);
    std::size_t size = 2;
    if (point >= 0xD800 && point <= 0xDFFF) {
      if (point >= 0xDC00 || bytes.size() - at < 4) break;
      const std::uint32_t second = unit_at(at + 2);
      if (second < 0xDC00 || second > 0xDFFF) break;
      point = 0x10000 + ((point - 0xD800) << 10U) + (second - 0xDC00);
      size = 4;
    }
    append_utf_8(out, point);
    at += size;
  }
  return at;
}

void encode_utf_16(std::string_view text, ByteOrder order, std::string& out) {
  const auto append_unit = [&](std::uint32_t unit) {
    append_byte(out, order == ByteOrder::little ? unit & 0xFFU : unit >> 8U);
    append_byte(out, order == ByteOrder::little ? unit >> 8U : unit & 0xFFU);
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, size] = character_at(text, at);
    if (point < 0x10000) {
      append_unit(point);
    } else {
      append_unit(0xD800U + ((point - 0x10000) >> 10U));
      append_unit(0xDC00U + ((point - 0x10000) & 0x3FFU));
    }
    at += size;
  }
}

}  // namespace compliance
