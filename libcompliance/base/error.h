// SPDX-License-Identifier: Apache-2.0
// How libcompliance says "I cannot do that". Outcomes that are easily confused are kept apart everywhere:
//   a Finding           is data: something a person must look at, returned in a report (finding.h);
//   an Error            is refused input, returned in a Result by pure code (status 2, or 4 for a guard);
//   an EnvironmentError is a failing file, database or device, thrown by the code that touches it (status 3).
// Nothing below tools/ prints, exits or picks a status.

#pragma once

#include <stdexcept>
#include <string>

#include "libcompliance/base/place.h"

namespace compliance {

/// Who refuses: the input was wrong, or the input was fine and a safeguard forbids to act on it.
enum class Refusal { input, guard };

/// A refusal. `message` is one sentence without a full stop that says what was expected. It never repeats a value
/// read from a data file: messages end up in logs and mails, and a cell may be someone's name. Keys and words of a
/// policy, file names and ordinary arguments may be repeated. `hint` says what to do about it.
struct Error {
  std::string message = {};
  Place place = {};
  std::string hint = {};
  Refusal refusal = Refusal::input;
};

/// "source:line:column: message", leaving out what is not known. The hint is not included.
std::string to_string(const Error& error);

/// A refusal by a guard (design: exit status 4).
Error guard_error(std::string message, std::string hint = {});

/// The machine failed: nothing is half done, and the run can be repeated.
struct EnvironmentError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace compliance
