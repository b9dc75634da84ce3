// SPDX-License-Identifier: Apache-2.0
// The shape of cases.yaml, from which both the reader and `compliance schema cases` work.

#pragma once

#include "libcompliance/formats/shape.h"

namespace compliance {

const Shape& cases_shape();

}  // namespace compliance
