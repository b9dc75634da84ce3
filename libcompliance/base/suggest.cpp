// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/base/suggest.h"

#include <algorithm>
#include <vector>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

// Optimal string alignment, in half steps so that a difference of case alone (1) is nearer than another letter (2).
std::size_t distance(std::string_view a, std::string_view b) {
  constexpr std::size_t step = 2;
  const auto swap_cost = [](char x, char y) -> std::size_t {
    return x == y ? 0 : ascii_lower(x) == ascii_lower(y) ? 1 : step;
  };
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j * step;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i * step;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + step, row[j - 1] + step, last[j - 1] + swap_cost(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + step);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  const std::size_t limit = std::min<std::size_t>(3, std::max<std::size_t>(1, word.size() / 3)) * 2;
  std::string_view best;
  std::size_t best_distance = limit + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t length_gap =
        candidate.size() > word.size() ? candidate.size() - word.size() : word.size() - candidate.size();
    if (length_gap * 2 >= best_distance) continue;
    if (const std::size_t d = distance(word, candidate); d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view best = nearest(word, candidates);
  return best.empty() ? std::string{} : "did you mean \"" + std::string{best} + "\"?";
}

}  // namespace compliance
