// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/csv_scan.h"

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace compliance {
namespace {

// What there is to know of a block of bytes, a bit a byte.
struct Block {
  static constexpr std::size_t size = 16;
  std::uint32_t special = 0;  // delimiter, quote, line end or NUL
  std::uint32_t high = 0;     // no ASCII
};

#ifdef __SSE2__

class Finder {
 public:
  explicit Finder(const CsvDialect& dialect)
      : delimiter_(_mm_set1_epi8(dialect.delimiter)), quote_(_mm_set1_epi8(dialect.quote)) {}

  Block look(const char* bytes) const {
    __m128i block;
    std::memcpy(&block, bytes, Block::size);
    const __m128i data = _mm_or_si128(_mm_cmpeq_epi8(block, delimiter_), _mm_cmpeq_epi8(block, quote_));
    const __m128i line =
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
    const __m128i special = _mm_or_si128(_mm_or_si128(data, line), _mm_cmpeq_epi8(block, _mm_setzero_si128()));
    return {static_cast<std::uint32_t>(_mm_movemask_epi8(special)),
            static_cast<std::uint32_t>(_mm_movemask_epi8(block))};
  }

 private:
  __m128i delimiter_, quote_;
};

#else

class Finder {
 public:
  explicit Finder(const CsvDialect& dialect) : delimiter_(dialect.delimiter), quote_(dialect.quote) {}

  Block look(const char* bytes) const {
    Block block;
    for (std::size_t i = 0; i < Block::size; ++i) {
      const char c = bytes[i];
      const bool special = c == delimiter_ || c == quote_ || c == '\n' || c == '\r' || c == '\0';
      block.special |= static_cast<std::uint32_t>(special) << i;
      block.high |= static_cast<std::uint32_t>(static_cast<unsigned char>(c) >> 7U) << i;
    }
    return block;
  }

 private:
  char delimiter_, quote_;
};

#endif

}  // namespace

std::optional<PlainRecord> scan_plain(std::string_view text, const CsvDialect& dialect, const CsvLimits& limits,
                                      std::vector<std::size_t>& ends) {
  const Finder finder{dialect};
  ends.clear();
  std::size_t begin = 0;  // of the field
  std::uint32_t high = 0;
  char last[Block::size] = {};  // a NUL behind the end stops the search
  for (std::size_t at = 0; at < text.size(); at += Block::size) {
    const char* bytes = text.data() + at;
    if (text.size() - at < Block::size) {
      std::memcpy(last, bytes, text.size() - at);
      bytes = last;
    }
    const Block block = finder.look(bytes);
    for (std::uint32_t rest = block.special; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<unsigned>(std::countr_zero(rest));
      const std::size_t end = at + bit;
      const char found = bytes[bit];
      const bool is_delimiter = found == dialect.delimiter;
      const bool is_line_end = found == '\n' || (found == '\r' && text.substr(end).starts_with("\r\n"));
      if (!is_delimiter && !is_line_end) return std::nullopt;
      if (end - begin > limits.field || ends.size() == limits.columns) return std::nullopt;
      ends.push_back(end);
      begin = end + 1;
      if (is_delimiter) continue;
      high |= block.high & ((std::uint32_t{1} << bit) - 1);
      const PlainRecord record{.text = end, .size = end + (found == '\n' ? 1 : 2), .is_ascii = high == 0};
      if (record.size > limits.record) return std::nullopt;
      return record;
    }
    high |= block.high;
  }
  return std::nullopt;
}

}  // namespace compliance
