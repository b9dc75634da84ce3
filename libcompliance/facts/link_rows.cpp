// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/link_rows.h"

#include <algorithm>

namespace compliance {

std::span<const LinkRows::Link> LinkRows::of(std::uint32_t line) {
  const std::span<const Link> links{links_.data(), links_.size()};
  constexpr std::size_t near = 8;
  std::size_t steps = 0;
  while (begin_ < links.size() && links[begin_].line < line && steps < near) ++begin_, ++steps;
  // Another pass starts again, and some look at a few records only.
  if (steps == near || begin_ == links.size() || links[begin_].line > line ||
      (begin_ > 0 && links[begin_ - 1].line == line))
    begin_ = static_cast<std::size_t>(std::ranges::lower_bound(links, line, {}, &Link::line) - links.begin());
  std::size_t end = begin_;
  while (end < links.size() && links[end].line == line) ++end;
  return links.subspan(begin_, end - begin_);
}

}  // namespace compliance
