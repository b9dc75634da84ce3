// SPDX-License-Identifier: Apache-2.0
// A field of a record type, by index into a policy.

#pragma once

#include <compare>
#include <cstddef>

namespace compliance {

struct FieldRef {
  std::size_t record = 0;
  std::size_t field = 0;
  friend auto operator<=>(const FieldRef&, const FieldRef&) = default;
};

}  // namespace compliance
