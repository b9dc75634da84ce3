// SPDX-License-Identifier: Apache-2.0
// A jobs file (compliance-jobs(5)): the commands that a timer has carried out (RF-24, X-16).

#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/period.h"

namespace compliance {

/// What a job may run: a closed list, so that a jobs file is no way to run anything else.
enum class JobCommand { retain, check, test, audit_verify };
inline constexpr std::array<std::string_view, 4> job_command_words{"retain", "check", "test", "audit-verify"};

/// Paths are as seen from the folder that the jobs file is seen from.
struct Job {
  std::string name = {};
  JobCommand command = JobCommand::check;
  std::optional<std::string> policy = {};
  std::optional<std::string> source = {};  // the export
  std::optional<std::string> out = {};     // may hold "{date}"
  std::optional<std::string> state = {};
  std::optional<Period> every = {};  // for whoever sets the timer
  Place place = {};
};

/// In the order of the file. `source` is its path, which the paths in it are relative to. Refuses, besides what does
/// not fit the shape, a job that lacks what its command needs, or has what it does not take.
Result<std::vector<Job>> read_jobs(std::string_view bytes, const std::string& source);

/// Whether the name of the output depends on the day.
bool is_dated(const Job& job);

/// The command line of the job, after the program's name: no shell ever sees it. `day` replaces {date}, and is the day
/// for which the command decides; without it the command takes today. What a path begins with makes it no option.
std::vector<std::string> command_line_of(const Job& job, std::optional<Date> day);

}  // namespace compliance
