// SPDX-License-Identifier: Apache-2.0
// The kinds of data that a field can be. A closed list, so that two policies that say the same use the same word; it is
// printed in compliance-categories(7), and a test compares the two.

#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace compliance {

struct Category {
  std::string_view name;
  std::string_view meaning;  // in English, for people
  std::string_view nl;       // the same in Dutch
  std::string_view dpv;      // its term in the W3C Data Privacy Vocabulary 2: "pd:Name", "dpv:PersonalData"
  bool special = false;      // Art. 9 or 10: may be kept only on a ground of its own
};

std::span<const Category> categories();

/// Their names, in the same order.
inline constexpr std::size_t category_count = 73;
extern const std::array<std::string_view, category_count> category_names;

/// Null when there is none of that name.
const Category* find_category(std::string_view name);

/// The special category that a column's name hints at ("Geloof", "blood_type"), or null. By its words in Dutch and
/// English; a hint for a person, never a decision (TC-172).
const Category* special_category_hint(std::string_view column);

}  // namespace compliance
