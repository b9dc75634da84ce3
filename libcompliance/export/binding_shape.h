// SPDX-License-Identifier: Apache-2.0
// The shape of export.yaml, from which both the reader and `compliance schema export` work.

#pragma once

#include "libcompliance/formats/shape.h"

namespace compliance {

const Shape& binding_shape();

}  // namespace compliance
