// SPDX-License-Identifier: Apache-2.0
// --memory: how much a run may hold of the keys of an export, and where the rest goes.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "libcompliance/base/result.h"
#include "libcompliance/io/folder_scratch.h"
#include "tools/compliance/commands.h"

namespace compliance::tools {

/// `memory`: the option, such as "512M"; half of the machine's without it. What does not fit goes beside `output`, or
/// without one into the folder of the state, if it is there, and else into the working folder: it holds keys of
/// people's records, and does not belong in a folder that all users share.
Result<std::unique_ptr<FolderScratch>> scratch_for(const Context& context, const std::optional<std::string>& memory,
                                                   const std::optional<std::string>& output);

}  // namespace compliance::tools
