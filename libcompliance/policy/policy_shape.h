// SPDX-License-Identifier: Apache-2.0
// The shape of a policy file, from which both the reader and `compliance schema policy` work.

#pragma once

#include "libcompliance/formats/shape.h"

namespace compliance {

const Shape& policy_shape();

}  // namespace compliance
