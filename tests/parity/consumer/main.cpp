// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "libcompliance/calendar/date.h"

int main() {
  const auto date = compliance::parse_date("2024-02-29");
  if (!date || compliance::parse_date("2023-02-29")) return 1;
  std::puts(compliance::format_date(*date).c_str());
}
