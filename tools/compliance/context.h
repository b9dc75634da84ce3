// SPDX-License-Identifier: Apache-2.0
// What a command may touch. main.cpp makes it from the real world; nothing else reads the clock, the environment or the
// standard streams.

#pragma once

#include <functional>
#include <optional>
#include <string>

#include "libcompliance/base/bytes.h"
#include "libcompliance/base/result.h"
#include "libcompliance/calendar/zone.h"
#include "libcompliance/io/file_system.h"

namespace compliance::tools {

enum class Verbosity { quiet, normal, verbose };

struct Context {
  FileSystem& files;
  ByteSink& out;       // the result; written whole or the status is 3
  ByteSink& err;       // the talk; one line at a time
  std::string& acted;  // what was done and stays done, in one sentence; empty: nothing. Set it before saying so
  std::function<void()> flush;  // what stands in `out` goes out: another process speaks next

  std::function<Instant()> now;
  std::uint32_t operator_id = 0;                 // the Unix user number of who runs this (operator_id.h)
  std::optional<Date> as_of = {};                // --as-of, when it was given
  std::optional<std::string> chosen_state = {};  // see state_folder()
  bool names_state = false;                      // --state was given: it must be there
  bool json = false;                             // --json
  Verbosity verbosity = Verbosity::normal;       // -q, -v
  bool stdin_is_terminal = false;                // a question can be asked
  bool stderr_is_terminal = false;               // progress can be shown

  /// The day that a run decides for: --as-of, or the current day in the policy's zone.
  Date day(const Zone& zone) const { return as_of ? *as_of : zone.date_of(now()); }

  /// The state folder: --state, $COMPLIANCE_STATE, $XDG_STATE_HOME/compliance or $HOME/.local/state/compliance. It may
  /// not exist; only `init` makes it. An error when none of the four is given.
  Result<std::string> state_folder() const {
    if (chosen_state) return *chosen_state;
    return Error{.message = "expected a state folder", .hint = "name one with --state DIR, or set HOME"};
  }
};

}  // namespace compliance::tools
