// SPDX-License-Identifier: Apache-2.0
// Of one file: the rows of the records to which its records are linked, in the order of the file. A link is looked up
// by its key once; each later pass over the file reads here, one after the other, and can see what comes next.

#pragma once

#include <cstdint>
#include <span>

#include "libcompliance/facts/column.h"
#include "libcompliance/facts/key_index.h"

namespace compliance {

class LinkRows {
 public:
  struct Link {
    std::uint32_t line = 0;  // of the record that has it
    KeyIndex::Row row = KeyIndex::none;
  };

  /// Lines ascend; a record with several links has several.
  void add(Link link) { links_.push_back(link); }
  bool empty() const { return links_.size() == 0; }

  /// The links of the record on that line; none when it has none, or was never added. Quickest line by line.
  std::span<const Link> of(std::uint32_t line);
  /// The link that stands `distance` behind those that were asked for last; null behind the end.
  const Link* ahead(std::size_t distance) const {
    return links_.size() - begin_ > distance ? links_.data() + begin_ + distance : nullptr;
  }

 private:
  Column<Link> links_;
  std::size_t begin_ = 0;  // of those that were asked for last
};

}  // namespace compliance
