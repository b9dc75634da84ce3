// SPDX-License-Identifier: Apache-2.0
// The shape of a jobs file, from which both the reader and `compliance schema jobs` work.

#pragma once

#include "libcompliance/formats/shape.h"

namespace compliance {

const Shape& jobs_shape();

}  // namespace compliance
