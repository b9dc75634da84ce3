// SPDX-License-Identifier: Apache-2.0
// People as they are named on a command line: KIND:VALUE, or a file of such lines, which keeps them out of the list of
// processes. No message repeats one.

#pragma once

#include <string>
#include <vector>

#include "libcompliance/people/identity.h"
#include "tools/compliance/context.h"

namespace compliance::tools {

/// The identifiers of --subject and of the files of --subject-file, in that order.
Result<std::vector<Identifier>> read_subjects(const std::vector<std::string>& subjects,
                                              const std::vector<std::string>& files, Context& context,
                                              const Policy& policy);

}  // namespace compliance::tools
