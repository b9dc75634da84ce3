// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/jobs/jobs_shape.h"

#include <array>

#include "libcompliance/formats/common_shapes.h"
#include "libcompliance/jobs/jobs.h"

namespace compliance {
namespace {

using namespace shapes;

constexpr Shape path{.kind = Kind::text};
constexpr Shape command{.kind = Kind::word, .words = job_command_words};

constexpr std::array job_keys{
    ShapeKey{"run", &command, required, "The command that this job carries out."},
    ShapeKey{"policy", &path, optional, "The policy; for every command but audit-verify. Relative to this file."},
    ShapeKey{"export", &path, optional, "The export: for retain, and where wanted for check. Relative to this file."},
    ShapeKey{"out", &path, optional,
             "For retain: the new folder for the clean copy and the work lists; {date} becomes the day of the run."},
    ShapeKey{"state", &path, optional, "For retain and audit-verify: the state folder. Relative to this file."},
    ShapeKey{"every", &period, optional, "How often a timer should start it; run does not wait."}};
constexpr Shape job{.kind = Kind::map, .keys = job_keys};
constexpr Shape job_map{.kind = Kind::entries, .item = &job, .least = 1};

constexpr std::array jobs_keys{
    ShapeKey{"compliance", &version, required, "The version of this format."},
    ShapeKey{"jobs", &job_map, required, "The jobs by name, in the order in which they are carried out."}};
constexpr Shape jobs{.kind = Kind::map, .keys = jobs_keys};

}  // namespace

const Shape& jobs_shape() { return jobs; }

}  // namespace compliance
