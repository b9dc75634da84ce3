// SPDX-License-Identifier: Apache-2.0
// The countries that there are, by ISO 3166-1.

#pragma once

#include <string_view>

namespace compliance {

/// Whether ISO 3166-1 has assigned the alpha-2 code: NL and GB, but neither UK nor EU.
bool is_country(std::string_view code);

}  // namespace compliance
