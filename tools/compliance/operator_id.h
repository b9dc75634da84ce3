// SPDX-License-Identifier: Apache-2.0
// Who runs this program, for the rule of four eyes.

#pragma once

#include <cstdint>

namespace compliance::tools {

/// The Unix user number of who logged in: the login user of the session, which sudo and su leave as it is; where the
/// system does not keep one, $SUDO_UID; without that, the user of the process. It helps honest people not to approve
/// their own work. Whoever may change the environment or the state can claim to be somebody else.
std::uint32_t operator_id();

}  // namespace compliance::tools
