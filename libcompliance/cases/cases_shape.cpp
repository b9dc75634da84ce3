// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/cases/cases_shape.h"

#include <array>

#include "libcompliance/formats/common_shapes.h"
#include "libcompliance/model/moment_value.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {
namespace {

using namespace shapes;

constexpr Shape texts{.kind = Kind::list, .item = &text};

// A record has the policy's fields, which a shape cannot know: its keys are free, its values texts or lists of them.
constexpr Shape value{.kind = Kind::one_or_list, .item = &text};
constexpr Shape record{.kind = Kind::entries, .item = &value};
constexpr Shape record_list{.kind = Kind::list, .item = &record};
constexpr Shape records{.kind = Kind::entries, .item = &record_list};

constexpr Shape verdict{.kind = Kind::word, .words = verdict_words};
constexpr Shape reason{.kind = Kind::word, .words = unknown_words};
constexpr std::array open_word{std::string_view{"open"}};
constexpr Shape day_or_open{.kind = Kind::date, .words = open_word};
constexpr Shape used_until{.kind = Kind::entries, .item = &day_or_open};
constexpr std::array expectation_keys{
    ShapeKey{"verdict", &verdict, required, "What must come out."},
    ShapeKey{"until", &day_or_open, optional, "For keep: the last day, or open."},
    ShapeKey{"because", &names, optional, "For keep: exactly these keepers are alive."},
    ShapeKey{"since", &day, optional, "For due: the first day on which nothing may keep it."},
    ShapeKey{"used_until", &used_until, optional, "The last day of use for a purpose, or open."},
    ShapeKey{"reason", &reason, optional, "For undecided: why."}};
constexpr Shape expectation{.kind = Kind::map, .keys = expectation_keys};
constexpr Shape expectations{.kind = Kind::entries, .item = &expectation, .name_keys = false, .least = 1};

constexpr std::array cancelled_keys{
    ShapeKey{"person", &text, required, "The record that is about the person, as type:key."},
    ShapeKey{"purposes", &some_names, optional, "Which purposes; all when it is absent."},
    ShapeKey{"from", &day, required, "The first day on which they keep nothing any more."},
    ShapeKey{"until", &day, optional, "The last of those days."}};
constexpr Shape cancelled_one{.kind = Kind::map, .keys = cancelled_keys};
constexpr Shape cancelled{.kind = Kind::list, .item = &cancelled_one, .least = 1};

constexpr std::array case_keys{ShapeKey{"case", &text, required, "Its id."},
                               ShapeKey{"about", &text, required, "What it shows, in one sentence."},
                               ShapeKey{"serves", &texts, optional, "Requirements and cases that it also serves."},
                               ShapeKey{"as_of", &day, required, "The day of the run."},
                               ShapeKey{"look_ahead", &period, optional, "Instead of the policy's; 0 days is none."},
                               ShapeKey{"records", &records, required, "Small invented records."},
                               ShapeKey{"held", &some_texts, optional, "Records under a legal hold, as type:key."},
                               ShapeKey{"cancelled", &cancelled, optional, "Purposes that have ended for a person."},
                               ShapeKey{"expect", &expectations, required, "The verdicts that must come out."}};
constexpr Shape one_case{.kind = Kind::map, .keys = case_keys};
constexpr Shape case_list{.kind = Kind::list, .item = &one_case, .least = 1};

constexpr std::array cases_keys{ShapeKey{"compliance", &version, required, "The version of this format."},
                                ShapeKey{"cases", &case_list, required, "The cases."}};
constexpr Shape cases{.kind = Kind::map, .keys = cases_keys};

}  // namespace

const Shape& cases_shape() { return cases; }

}  // namespace compliance
