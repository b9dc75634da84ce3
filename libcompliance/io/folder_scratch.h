// SPDX-License-Identifier: Apache-2.0
// Files without a name in a folder of the user's: 0600, and gone with the process, however it ends.

#pragma once

#include <string>

#include "libcompliance/base/scratch.h"

namespace compliance {

class FolderScratch final : public Scratch {
 public:
  /// In `folder`, which need not be there before the first `create`.
  FolderScratch(std::string folder, std::uint64_t memory) : Scratch(memory), folder_(std::move(folder)) {}
  std::unique_ptr<File> create() override;

 private:
  std::string folder_;
};

/// Half of what the machine has.
std::uint64_t usual_memory();

}  // namespace compliance
