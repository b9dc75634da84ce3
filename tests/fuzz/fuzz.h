// SPDX-License-Identifier: Apache-2.0
// What every fuzz harness defines, and how it says that a promise was broken.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace compliance::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Dies when a promise is broken; the stack says which.
inline void expect(bool kept) {
  if (!kept) std::abort();
}

}  // namespace compliance::fuzz
