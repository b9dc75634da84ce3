// SPDX-License-Identifier: Apache-2.0
// Most records hold no quote, and need no parser: their fields end at each delimiter. This finds those records, many
// bytes at a time, and leaves all others, right or wrong, to libcsv. Private to formats.

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "libcompliance/formats/csv.h"

namespace compliance {

struct PlainRecord {
  std::size_t text = 0;  // without its line end
  std::size_t size = 0;  // with it
  bool is_ascii = true;
};

/// The record at the front of `text`, if it ends there in LF or CRLF, holds no quote, no NUL and no other CR, and keeps
/// to the limits. `ends` takes where in it each field ends.
std::optional<PlainRecord> scan_plain(std::string_view text, const CsvDialect& dialect, const CsvLimits& limits,
                                      std::vector<std::size_t>& ends);

}  // namespace compliance
