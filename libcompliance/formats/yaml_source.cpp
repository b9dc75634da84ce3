// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/yaml_source.h"

#include <algorithm>
#include <utility>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/yaml.h"

namespace compliance {
namespace {

constexpr auto npos = std::string_view::npos;

struct BadLine {
  std::size_t offset;
  std::string_view message;
};

// The first line that is indented with a tab or that is a directive. The parser would take tabs for white space that
// is no indentation, and obey or ignore directives in silence.
BadLine find_bad_line(std::string_view bytes) {
  for (std::size_t start = 0; start < bytes.size();) {
    const std::size_t text = std::min(bytes.find_first_not_of(' ', start), bytes.size() - 1);
    if (bytes[text] == '\t') return {text, "expected spaces, not a tab, at the start of a line"};
    if (bytes[start] == '%') return {start, "directives (%) are not allowed"};
    const std::size_t line_end = bytes.find('\n', text);
    if (line_end == npos) break;
    start = line_end + 1;
  }
  return {npos, {}};
}

}  // namespace

Place YamlPlaces::of(std::size_t offset) {
  offset = std::min(offset, bytes_.size());
  if (offset < offset_) *this = YamlPlaces{bytes_, source_};
  for (; offset_ < offset; ++offset_) {
    const auto byte = static_cast<unsigned char>(bytes_[offset_]);
    if (byte == '\n') {
      ++line_;
      column_ = 1;
    } else if ((byte & 0xC0U) != 0x80U) {
      ++column_;
    }
  }
  // In the middle of a character the column has been counted already.
  return {std::string{source_}, line_, column_};
}

std::size_t find_hidden(std::string_view text) {
  // U+0080–9F; U+2028–202E line separators and bidirectional controls; U+2066–2069 isolates; U+FEFF inside the text.
  const auto is_hidden_sequence = [](std::string_view rest) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
    if (byte(0) == 0xC2) return byte(1) < 0xA0;
    if (byte(0) == 0xE2 && byte(1) == 0x80) return byte(2) >= 0xA8 && byte(2) <= 0xAE;
    if (byte(0) == 0xE2 && byte(1) == 0x81) return byte(2) >= 0xA6 && byte(2) <= 0xA9;
    return rest.starts_with("\xEF\xBB\xBF");
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\r' && text.substr(at + 1).starts_with('\n')) continue;
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return at;
    if ((byte == 0xC2 || byte == 0xE2 || byte == 0xEF) && is_hidden_sequence(text.substr(at))) return at;
  }
  return npos;
}

Result<void> check_yaml_bytes(std::string_view bytes, std::string_view source) {
  const auto refuse = [&](std::size_t offset, std::string_view message) {
    return Error{.message = std::string{message}, .place = YamlPlaces{bytes, source}.of(offset)};
  };
  if (bytes.size() > yaml_size_limit)
    return Error{.message = "expected at most 1 MiB of YAML", .place = {std::string{source}, 0, 0}};
  if (const std::size_t at = find_invalid_utf8(bytes); at != npos) return refuse(at, "expected UTF-8");
  if (const std::size_t at = find_hidden(bytes); at != npos)
    return refuse(at, "expected text without control characters");
  if (const BadLine line = find_bad_line(bytes); line.offset != npos) return refuse(line.offset, line.message);
  return {};
}

}  // namespace compliance
