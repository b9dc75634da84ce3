// SPDX-License-Identifier: Apache-2.0
// Of one file: the rows of the records to which its records are linked, in the order of the file. A link is looked up
// by its key once; each later pass over the file reads here, one after the other, and can see what comes next.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "libcompliance/base/scratch.h"
#include "libcompliance/facts/column.h"
#include "libcompliance/facts/key_index.h"

namespace compliance {

class LinkRows {
 public:
  struct Link {
    std::uint32_t line = 0;  // of the record that has it
    KeyIndex::Row row = KeyIndex::none;
  };

  LinkRows() = default;
  /// Keeps them in `scratch`, and a window of them in memory.
  explicit LinkRows(Scratch& scratch) : file_(scratch.create()) {}

  /// Lines ascend; a record with several links has several.
  void add(Link link);
  bool empty() const { return size_ == 0; }
  std::uint64_t memory() const { return links_.size() * sizeof(Link); }

  /// The links of the record on that line; none when it has none, or was never added. Quickest line by line; what is
  /// kept in a file is read from its start when it is not.
  std::span<const Link> of(std::uint32_t line);
  /// The link that stands `distance` behind those that were asked for last; null behind the end, or when it is not
  /// here.
  const Link* ahead(std::size_t distance) const {
    const std::span<const Link> here = window();
    return here.size() - begin_ > distance ? &here[begin_ + distance] : nullptr;
  }

 private:
  std::span<const Link> window() const {
    return file_ ? std::span<const Link>{window_} : std::span<const Link>{links_.data(), links_.size()};
  }
  void flush();
  void slide(std::uint32_t line);
  void read(std::uint64_t first, std::size_t count);

  Column<Link> links_;     // all of them; with a file, those that are not written yet
  std::size_t begin_ = 0;  // in the window, of those that were asked for last
  std::uint64_t size_ = 0;
  std::unique_ptr<Scratch::File> file_;
  std::vector<Link> window_;
  std::uint64_t window_begin_ = 0;  // its place among all
  std::uint32_t line_before_ = 0;   // of the link in front of it
};

}  // namespace compliance
