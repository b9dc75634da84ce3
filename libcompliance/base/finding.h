// SPDX-License-Identifier: Apache-2.0
// Something that a person must look at. Findings are data: a run that has findings went well.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/place.h"

namespace compliance {

/// `error`: commands other than `check` refuse to work with this. `warning`: a person must decide.
/// `note`: good to know; does not change the exit status. The most severe stands first.
enum class Severity { error, warning, note };

/// `code` is stable and documented in compliance-findings(7). `message` and `hint` follow the rules of Error: one
/// sentence each, never a cell. `why` names the articles of law, requirements and cases that the finding serves, with
/// ", " between them.
struct Finding {
  std::string_view code = {};
  Severity severity = Severity::warning;
  Place place = {};
  std::string message = {};
  std::string hint = {};
  std::string_view why = {};
  std::vector<std::uint32_t> also_on_lines = {};  // of the same source, ascending: the same thing there
};

constexpr std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

}  // namespace compliance
