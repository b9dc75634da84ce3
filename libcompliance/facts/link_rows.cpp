// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/link_rows.h"

#include <algorithm>
#include <utility>

namespace compliance {
namespace {

constexpr std::size_t window_size = 4096;

}  // namespace

void LinkRows::add(Link link) {
  links_.push_back(link);
  ++size_;
  if (file_ && links_.size() == window_size) flush();
}

void LinkRows::flush() {
  file_->append({reinterpret_cast<const char*>(links_.data()), links_.size() * sizeof(Link)});
  links_ = {};
}

std::span<const LinkRows::Link> LinkRows::of(std::uint32_t line) {
  if (file_) slide(line);
  const std::span<const Link> links = window();
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

// Moves the window to where the whole of that line is in it.
void LinkRows::slide(std::uint32_t line) {
  if (links_.size() != 0) flush();
  if (window_.empty() || (window_begin_ > 0 && line <= line_before_)) read(0, window_size);
  // Behind the last link of the line there must be another one, or the end.
  while (!window_.empty() && window_.back().line <= line && window_begin_ + window_.size() < size_) {
    const auto first = std::ranges::lower_bound(window_, line, {}, &Link::line) - window_.begin();
    const std::size_t known = window_.size() - static_cast<std::size_t>(first);
    if (first > 0) line_before_ = window_[static_cast<std::size_t>(first) - 1].line;
    read(window_begin_ + static_cast<std::uint64_t>(first), std::max(window_size, 2 * known));
  }
}

void LinkRows::read(std::uint64_t first, std::size_t count) {
  if (!window_.empty() && first == window_begin_ && count <= window_.size()) return;
  window_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - first)));
  file_->read(first * sizeof(Link), {reinterpret_cast<char*>(window_.data()), window_.size() * sizeof(Link)});
  window_begin_ = first;
  begin_ = 0;
}

}  // namespace compliance
