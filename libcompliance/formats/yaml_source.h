// SPDX-License-Identifier: Apache-2.0
// The bytes of a YAML document before they are parsed: whether they are fit for it, and where in them something stands.

#pragma once

#include <string>
#include <string_view>

#include "libcompliance/base/result.h"

namespace compliance {

/// Turns byte offsets into places. Cheap when offsets ascend, as those of a parser do.
class YamlPlaces {
 public:
  YamlPlaces(std::string_view bytes, std::string_view source) : bytes_(bytes), source_(source) {}

  Place of(std::size_t offset);

 private:
  std::string_view bytes_;
  std::string_view source_;
  std::size_t offset_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
};

/// The offset of the first character that an editor does not show as itself (control characters, separators and turns
/// of direction; a carriage return without a line feed: editors show a new line there, the parser sees none), or npos.
/// `text` is UTF-8.
std::size_t find_hidden(std::string_view text);

/// Refuses what a parser must not see: too many bytes, bytes that are not UTF-8, characters that cannot be seen or that
/// show the text in another order, tabs in indentation, directives.
Result<void> check_yaml_bytes(std::string_view bytes, std::string_view source);

}  // namespace compliance
