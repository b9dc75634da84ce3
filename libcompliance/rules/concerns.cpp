// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/rules/concerns.h"

#include <algorithm>

namespace compliance {

void Concerns::set_found_by(std::size_t record, FoundBy by) {
  if (found_by_.size() <= record) found_by_.resize(record + 1);
  found_by_[record] = std::max(found_by_[record], by);
}

// There are as many as there are people who asked for something, in combinations that occur: few.
ConcernId Concerns::id_of(Concern concern) {
  const auto known = std::find(concerns_.begin(), concerns_.end(), concern);
  if (known != concerns_.end()) return static_cast<ConcernId>(known - concerns_.begin());
  concerns_.push_back(std::move(concern));
  return static_cast<ConcernId>(concerns_.size() - 1);
}

}  // namespace compliance
