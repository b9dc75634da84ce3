// SPDX-License-Identifier: Apache-2.0
// "Did you mean …": the nearest known word for a mistyped one.

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace compliance {

/// The candidate nearest to `word` by edit distance (insert, delete, replace, swap of neighbours; case counts half a
/// step less than a letter), if it is near enough to be a typing error: at most a third of the word's length, and at
/// most 3. Empty when none is. The first of equals wins.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// `did you mean "…"?`, or empty when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace compliance
