// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/base/error.h"

#include <utility>

namespace compliance {

std::string to_string(const Place& place) {
  std::string text = place.source;
  for (const std::uint32_t number : {place.line, place.column}) {
    if (number == 0) break;
    text += (text.empty() ? "" : ":") + std::to_string(number);
  }
  return text;
}

std::string to_string(const Error& error) {
  std::string text = to_string(error.place);
  if (!text.empty()) text += ": ";
  return text += error.message;
}

Error guard_error(std::string message, std::string hint) {
  return {.message = std::move(message), .hint = std::move(hint), .refusal = Refusal::guard};
}

}  // namespace compliance
