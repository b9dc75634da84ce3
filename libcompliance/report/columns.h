// SPDX-License-Identifier: Apache-2.0
// Internal to report: columns of a text for people.

#pragma once

#include <string>

namespace compliance {

inline std::string pad_left(std::string text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}
inline std::string pad_right(std::string text, std::size_t width) {
  return text.size() < width ? text + std::string(width - text.size(), ' ') : text;
}

}  // namespace compliance
