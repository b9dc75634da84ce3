// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/requests/opt_out_words.h"

#include <algorithm>
#include <array>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

// Small letters, one space between words, no signs at either end. Bytes beyond ASCII are parts of letters.
std::string plain(std::string_view text) {
  std::string words;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!is_space)
      words += ascii_lower(c);
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  const auto is_word = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) > 127;
  };
  while (!words.empty() && !is_word(words.back())) words.pop_back();
  words.erase(words.begin(), std::ranges::find_if(words, is_word));
  return words;
}

std::string without_prefixes(std::string text) {
  constexpr std::array<std::string_view, 8> prefixes{"re:", "fwd:", "fw:", "antw:", "aw:", "doorst:", "tr:", "wg:"};
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view prefix : prefixes)
      if (text.starts_with(prefix)) {
        text = plain(text.substr(prefix.size()));
        found = true;
      }
  }
  return text;
}

}  // namespace

std::vector<std::string> channels_stopped_by(std::string_view message, const Rights& rights) {
  const std::string said = without_prefixes(plain(message));
  std::vector<std::string> stops;
  for (const Rights::OptOutWord& word : rights.opt_out_words) {
    if (said.empty() || plain(word.text) != said) continue;
    for (const std::string& channel : word.stops)
      if (std::ranges::find(stops, channel) == stops.end()) stops.push_back(channel);
  }
  return stops;
}

}  // namespace compliance
