// SPDX-License-Identifier: Apache-2.0
// Internal to report: the words of a report in its language.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/words.h"

namespace compliance {

class Say {
 public:
  explicit Say(Language language) : is_dutch_(language == Language::nl) {}

  std::string operator()(std::string_view dutch, std::string_view english) const {
    return std::string{is_dutch_ ? dutch : english};
  }

  std::string days(std::uint64_t count) const {
    return is_dutch_ ? std::to_string(count) + (count == 1 ? " dag" : " dagen") : count_of(count, "day");
  }
  std::string join(const std::vector<std::string>& words) const { return join_words(words, (*this)(" en ", " and ")); }

 private:
  bool is_dutch_;
};

}  // namespace compliance
