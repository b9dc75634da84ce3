// SPDX-License-Identifier: Apache-2.0
// Where in an input something stands. Errors and findings carry one, so that a person can go and look.

#pragma once

#include <cstdint>
#include <string>

namespace compliance {

/// A position in a named input. `line` and `column` start at 1; 0 means "not known".
/// In YAML and JSON a column counts characters; in CSV it counts fields of the record that starts on `line`.
struct Place {
  std::string source = {};
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

/// "source:line:column", leaving out what is not known.
std::string to_string(const Place& place);

}  // namespace compliance
