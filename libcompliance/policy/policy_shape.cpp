// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/policy/policy_shape.h"

#include <array>

#include "libcompliance/model/vocabulary.h"

namespace compliance {
namespace {

using Kind = Shape::Kind;
constexpr Presence required = Presence::required;
constexpr Presence optional = Presence::optional;

constexpr Shape text{.kind = Kind::text};
constexpr Shape name{.kind = Kind::name};
constexpr Shape number{.kind = Kind::integer};
constexpr Shape boolean{.kind = Kind::boolean};
constexpr Shape day{.kind = Kind::date};
constexpr Shape period{.kind = Kind::period};
constexpr Shape share{.kind = Kind::share};
constexpr Shape names{.kind = Kind::list, .item = &name};
constexpr Shape some_names{.kind = Kind::list, .item = &name, .least = 1};
constexpr Shape cell{.kind = Kind::name_pair};
constexpr Shape some_cells{.kind = Kind::list, .item = &cell, .least = 1};

constexpr Shape version{.kind = Kind::integer, .least = 1, .most = 1};

constexpr std::array local_text_keys{ShapeKey{"nl", &text, required, "In Dutch."},
                                     ShapeKey{"en", &text, required, "In English."}};
constexpr Shape local_text{.kind = Kind::map, .keys = local_text_keys};

constexpr std::array controller_keys{ShapeKey{"name", &text, required, "The organisation that decides about the data."},
                                     ShapeKey{"contact", &text, required, "Where people reach it about their data."}};
constexpr Shape controller{.kind = Kind::map, .keys = controller_keys};

constexpr std::array in_force_keys{ShapeKey{"from", &day, required, "Since when this policy holds."},
                                   ShapeKey{"notice", &text, required, "The version of the privacy statement."}};
constexpr Shape in_force{.kind = Kind::map, .keys = in_force_keys};

// A condition: one field, and the word or words that it must hold.
constexpr Shape word_or_words{.kind = Kind::one_or_list, .item = &name, .least = 1};
constexpr Shape condition{.kind = Kind::entries,
                          .item = &word_or_words,
                          .name_keys = false,
                          .least = 1,
                          .most = 1,
                          .help = "One field, and the word or words that make it true."};

constexpr std::array type_words{std::string_view{"text"}, std::string_view{"date"}};
constexpr Shape type{.kind = Kind::word, .words = type_words};
// A cell holds the index of its word in 16 bits; nobody has a thousand.
constexpr Shape values{.kind = Kind::list, .item = &name, .least = 1, .most = 1000};
constexpr Shape identifies{.kind = Kind::word, .words = identifies_words};

constexpr std::array field_keys{
    ShapeKey{"category", &text, required, "What kind of data it is; see compliance-categories(7)."},
    ShapeKey{"type", &type, optional, "text, or a date that clocks may read.", "", "values"},
    ShapeKey{"values", &values, optional, "The words that the policy uses for this field; conditions read them."},
    ShapeKey{"identifies", &identifies, optional, "Whether the value points at one person."},
    ShapeKey{"free_text", &boolean, optional, "People type here; anything may be in it."},
    ShapeKey{"review_after", &period, optional,
             "So long after this date the record is listed for review while it is kept."}};
constexpr Shape field_map{.kind = Kind::map, .keys = field_keys};
constexpr std::array<const Shape*, 2> field_options{&text, &field_map};
constexpr Shape field{.kind = Kind::either, .options = field_options, .help = "A category, or a map that says more."};
constexpr Shape fields{.kind = Kind::entries, .item = &field};

constexpr Shape record_kind{.kind = Kind::word, .words = record_kind_words};
constexpr std::array when_due_words{std::string_view{"erase"}};
constexpr Shape when_due{.kind = Kind::word, .words = when_due_words};

constexpr std::array record_keys{
    ShapeKey{"is", &record_kind, required, "Whose data this is."},
    ShapeKey{"belongs_to", &name, optional, "The record type that this one hangs from."},
    ShapeKey{"sole_trader_when", &condition, optional, "When this organisation is itself a person."},
    ShapeKey{"when_due", &when_due, required, "What happens to cells that nothing keeps alive."},
    ShapeKey{"fields", &fields, required, "Which data are kept: a closed list."}};
constexpr Shape record{.kind = Kind::map, .keys = record_keys};
constexpr Shape records{.kind = Kind::entries, .item = &record};

constexpr std::array moment_keys{
    ShapeKey{"of", &name, required, "The record type that has this moment."},
    ShapeKey{"date", &name, Presence::exactly_one, "The date field that holds the day."},
    ShapeKey{"not_yet_when", &condition, optional, "When a blank date means that it has not happened yet.", "date"},
    ShapeKey{"not_before", &name, optional, "A date field; a day before it is implausible.", "date"},
    ShapeKey{"resumed_on", &name, optional, "A date field; a new start on or after the day makes the day void.",
             "date"},
    ShapeKey{"latest", &some_names, Presence::exactly_one, "The last of several moments."},
    ShapeKey{"earliest", &some_names, Presence::exactly_one, "The first of several moments."},
    ShapeKey{"several", &some_names, Presence::exactly_one,
             "Several moments, where the promise does not say whether the last or the first counts."}};
constexpr Shape moment{.kind = Kind::map, .keys = moment_keys};
constexpr Shape moments{.kind = Kind::entries, .item = &moment};

constexpr std::array ceiling_keys{
    ShapeKey{"covers", &some_names, required, "The record types that it cuts."},
    ShapeKey{"at_most", &period, required, "No purpose keeps their cells longer than this …"},
    ShapeKey{"after", &name, required, "… after this moment."}};
constexpr Shape ceiling{.kind = Kind::map, .keys = ceiling_keys};
constexpr Shape ceilings{.kind = Kind::list, .item = &ceiling};

// What a promise does not say can be left out: the policy loads, and `check` names the gap.
constexpr std::array keep_keys{ShapeKey{"for", &period, Presence::at_least_one, "How long the data are stored …"},
                               ShapeKey{"after", &name, Presence::at_least_one, "… after this moment."}};
constexpr Shape keep{.kind = Kind::map, .keys = keep_keys};

constexpr Shape basis{.kind = Kind::word, .words = basis_words};
constexpr Shape message_kind{.kind = Kind::word, .words = message_kind_words};
constexpr Shape channel{.kind = Kind::word, .words = channel_words};
constexpr Shape channels{.kind = Kind::list, .item = &channel};

constexpr std::array purpose_keys{
    ShapeKey{"basis", &basis, optional, "The legal basis, Art. 6(1) GDPR."},
    ShapeKey{"interest", &local_text, optional, "The interest that is pursued, in words."},
    ShapeKey{"assessment", &text, optional, "The reference of the balancing test."},
    ShapeKey{"kind", &message_kind, optional, "Whether this promotes something."},
    ShapeKey{"channels", &channels, optional, "How people are reached."},
    ShapeKey{"applies_when", &condition, optional, "The records for which this purpose exists."},
    ShapeKey{"needs", &some_cells, required, "The cells that it covers, as record.field."},
    ShapeKey{"use_until", &name, optional, "The moment that is the last day of use."},
    ShapeKey{"keep", &keep, optional, "How long the data are stored for it."}};
constexpr Shape purpose{.kind = Kind::map, .keys = purpose_keys};
constexpr Shape purposes{.kind = Kind::entries, .item = &purpose};

constexpr Shape counted{.kind = Kind::word, .words = counted_words};
constexpr std::array duty_keep_keys{
    ShapeKey{"for", &period, Presence::at_least_one, "How long the law demands the data …"},
    ShapeKey{"after", &name, Presence::at_least_one, "… after this moment."},
    ShapeKey{"counted", &counted, optional, "From the day itself, or from 31 December of its year."}};
constexpr Shape duty_keep{.kind = Kind::map, .keys = duty_keep_keys};
constexpr std::array duty_keys{ShapeKey{"law", &text, required, "The law that demands it, with its article."},
                               ShapeKey{"covers", &some_cells, required, "The cells that it covers, as record.field."},
                               ShapeKey{"applies_when", &condition, optional, "The records to which it applies."},
                               ShapeKey{"via", &name, optional,
                                        "Cells of records above this one live by the latest of those that belong to "
                                        "them."},
                               ShapeKey{"keep", &duty_keep, optional, "How long."}};
constexpr Shape duty{.kind = Kind::map, .keys = duty_keys};
constexpr Shape duties{.kind = Kind::entries, .item = &duty};

constexpr Shape recipients{.kind = Kind::map, .help = "Nobody receives data: {} is all that this version knows."};

constexpr std::array operators_keys{ShapeKey{"roles", &names, optional, "Roles of people who may run this policy."},
                                    ShapeKey{"service", &names, optional, "Scheduled jobs that may."}};
constexpr Shape operators{.kind = Kind::map, .keys = operators_keys};

constexpr std::array cadence_keys{
    ShapeKey{"every", &period, required, "How often retain runs."},
    ShapeKey{"look_ahead", &period, optional, "What would pass its ceiling within this time goes now."}};
constexpr Shape cadence{.kind = Kind::map, .keys = cadence_keys};

constexpr std::array affected_keys{ShapeKey{"share", &share, required, "Of a table's records."},
                                   ShapeKey{"minimum", &number, required, "Never under so many records."}};
constexpr Shape affected{.kind = Kind::map, .keys = affected_keys};
constexpr std::array limits_keys{
    ShapeKey{"affected", &affected, optional, "What a run may change without a reviewed plan."},
    ShapeKey{"export_age", &period, optional, "How old an export may be."}};
constexpr Shape limits{.kind = Kind::map, .keys = limits_keys};

constexpr std::array policy_keys{
    ShapeKey{"compliance", &version, required, "The version of this format."},
    ShapeKey{"policy", &name, required, "A short name."},
    ShapeKey{"title", &local_text, required, "What people call it."},
    ShapeKey{"zone", &text, required, "The time zone whose calendar counts."},
    ShapeKey{"controller", &controller, required, "Who decides about the data."},
    ShapeKey{"in_force", &in_force, required, "Since when, and the version of the statement."},
    ShapeKey{"records", &records, required, "Which data are kept."},
    ShapeKey{"moments", &moments, optional, "The days that clocks run from."},
    ShapeKey{"ceilings", &ceilings, optional, "How long at most, whatever the purpose."},
    ShapeKey{"purposes", &purposes, required, "Why the data are kept, and how long for each."},
    ShapeKey{"duties", &duties, optional, "What the law demands to be kept."},
    ShapeKey{"recipients", &recipients, optional, "Who receives data."},
    ShapeKey{"operators", &operators, optional, "Who may run this policy."},
    ShapeKey{"cadence", &cadence, optional, "How often the promise is checked."},
    ShapeKey{"limits", &limits, optional, "What an unattended run may do."}};
constexpr Shape policy{.kind = Kind::map, .keys = policy_keys};

}  // namespace

const Shape& policy_shape() { return policy; }

}  // namespace compliance
