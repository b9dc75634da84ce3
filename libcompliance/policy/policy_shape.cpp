// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/policy/policy_shape.h"

#include <array>

#include "libcompliance/formats/common_shapes.h"
#include "libcompliance/model/statement_words.h"
#include "libcompliance/model/vocabulary.h"
#include "libcompliance/policy/statement_shape.h"

namespace compliance {
namespace {

using namespace shapes;

// A condition: one field, and the word or words that it must hold.
constexpr Shape condition{.kind = Kind::entries,
                          .item = &name_or_names,
                          .name_keys = false,
                          .least = 1,
                          .most = 1,
                          .help = "One field, and the word or words that make it true."};

constexpr std::array type_words{std::string_view{"text"}, std::string_view{"date"}};
constexpr Shape type{.kind = Kind::word, .words = type_words};
// A cell holds the index of its word in 16 bits; nobody has a thousand.
constexpr Shape values{.kind = Kind::list, .item = &name, .unique = true, .least = 1, .most = 1000};
constexpr Shape identifies{.kind = Kind::word, .words = identifies_words};

constexpr std::array field_keys{
    ShapeKey{"category", &category, required, "What kind of data it is; see compliance-categories(7)."},
    ShapeKey{"type", &type, optional, "text, or a date that clocks may read.", "", "values"},
    ShapeKey{"values", &values, optional, "The words that the policy uses for this field; conditions read them."},
    ShapeKey{"identifies", &identifies, optional, "Whether the value points at one person."},
    ShapeKey{"free_text", &boolean, optional, "People type here; anything may be in it."},
    ShapeKey{"review_after", &period, optional,
             "So long after this date the record is listed for review while it is kept."},
    ShapeKey{"mandatory", &boolean, optional, "True when there is no contract without it (Art. 13(2)(e))."},
    ShapeKey{"provenance", &provenance, optional, "Where the value comes from, when not as the record says."},
    ShapeKey{"sources", &some_names, optional, "The sources of what others provided or the public can see."},
    ShapeKey{"derived_from", &some_names, optional, "The fields of this record from which it is computed."},
    ShapeKey{"about", &name, optional, "In what capacity the person of this cell stands there: sender, organiser."},
    ShapeKey{"may_name", &some_names, optional, "Whom else a free text may name."},
    ShapeKey{"file", &boolean, optional, "True when the cell is the path of a file that goes with it."},
    ShapeKey{"open_category", &boolean, optional, "True when what it holds is not enumerated: other such data."},
    ShapeKey{"special_ground", &special_ground, optional, "Why a special category may be kept (Art. 9(2), 10, 87)."}};
constexpr Shape field_map{.kind = Kind::map, .keys = field_keys};
constexpr std::array<const Shape*, 2> field_options{&category, &field_map};
constexpr Shape field{.kind = Kind::either, .options = field_options, .help = "A category, or a map that says more."};
constexpr Shape fields{.kind = Kind::entries, .item = &field};

constexpr Shape record_kind{.kind = Kind::word, .words = record_kind_words};
constexpr Shape role{.kind = Kind::word, .words = role_words};
constexpr std::array when_due_words{std::string_view{"erase"}};
constexpr Shape erase{.kind = Kind::word, .words = when_due_words};
constexpr std::array anonymise_keys{
    ShapeKey{"anonymise", &name, required, "The recipe, of those under anonymisation."}};
constexpr Shape anonymise{.kind = Kind::map, .keys = anonymise_keys};
constexpr std::array<const Shape*, 2> when_due_options{&erase, &anonymise};
constexpr Shape when_due{.kind = Kind::either, .options = when_due_options, .help = "erase, or anonymise: RECIPE."};

constexpr std::array record_keys{
    ShapeKey{"is", &record_kind, required, "Whose data this is."},
    ShapeKey{"belongs_to", &name, optional, "The record type that this one hangs from."},
    ShapeKey{"sole_trader_when", &condition, optional, "When this organisation is itself a person."},
    ShapeKey{"created", &name, optional, "The date field that says since when the record is there."},
    ShapeKey{"when_due", &when_due, required, "What happens to cells that nothing keeps alive."},
    ShapeKey{"subjects", &local_text, optional, "Whom it is about, in words."},
    ShapeKey{"role", &role, optional, "controller, or processor: the data belong to a customer."},
    ShapeKey{"provenance", &provenance, optional, "Where its values come from, unless a field says otherwise."},
    ShapeKey{"sources", &some_names, optional, "The sources of what others provided or the public can see."},
    ShapeKey{"copies", &name, optional, "The record type of which it holds earlier versions."},
    ShapeKey{"examples_only", &boolean, optional, "True when the statement gives examples, not the list of fields."},
    ShapeKey{"fields", &fields, required, "Which data are kept: a closed list."}};
constexpr Shape record{.kind = Kind::map, .keys = record_keys};
constexpr Shape records{.kind = Kind::entries, .item = &record};

constexpr std::array moment_keys{
    ShapeKey{"of", &name, required, "The record type that has this moment."},
    ShapeKey{"title", &local_text, optional, "What happens on that day, for people; behind \"after\" and \"until\"."},
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

constexpr Shape basis_word{.kind = Kind::word, .words = basis_words};
constexpr Shape basis{.kind = Kind::one_or_list, .item = &basis_word, .least = 1};
constexpr Shape message_kind{.kind = Kind::word, .words = message_kind_words};
constexpr Shape channel{.kind = Kind::word, .words = channel_words};
constexpr Shape channels{.kind = Kind::list, .item = &channel};
constexpr Shape consent_method{.kind = Kind::word, .words = consent_method_words};
constexpr std::array consent_keys{ShapeKey{"method", &consent_method, required, "How people say yes."},
                                  ShapeKey{"evidence", &text, optional, "What shows later that they did (Art. 7(1))."}};
constexpr Shape consent{.kind = Kind::map, .keys = consent_keys};

constexpr std::array purpose_keys{
    ShapeKey{"title", &local_text, optional, "What it is, for people."},
    ShapeKey{"basis", &basis, optional, "The legal basis, Art. 6(1) GDPR."},
    ShapeKey{"interest", &local_text, optional, "The interest that is pursued, in words."},
    ShapeKey{"assessment", &reference, optional, "The reference of the balancing test."},
    ShapeKey{"law", &text, optional, "The law that demands it, with its article."},
    ShapeKey{"consent", &consent, optional, "How consent is given."},
    ShapeKey{"topics", &some_names, optional, "Subjects of messages that people can refuse one by one."},
    ShapeKey{"from", &day, optional, "Since when there is this purpose."},
    ShapeKey{"compatible_with", &some_names, optional, "The purposes for which its data were collected (Art. 6(4))."},
    ShapeKey{"kind", &message_kind, optional, "Whether this promotes something."},
    ShapeKey{"channels", &channels, optional, "How people are reached."},
    ShapeKey{"applies_when", &condition, optional, "The records for which this purpose exists."},
    ShapeKey{"needs", &some_cells, optional, "The cells that it covers, as record.field."},
    ShapeKey{"use_until", &name, optional, "The moment that is the last day of use."},
    ShapeKey{"keep", &keep, optional, "How long the data are stored for it."}};
constexpr Shape purpose{.kind = Kind::map, .keys = purpose_keys};
constexpr Shape purposes{.kind = Kind::entries, .item = &purpose};

constexpr Shape counted{.kind = Kind::word, .words = counted_words};
constexpr std::array duty_keep_keys{
    ShapeKey{"for", &period, Presence::at_least_one, "How long the law demands the data …"},
    ShapeKey{"after", &name, Presence::at_least_one, "… after this moment."},
    ShapeKey{"counted", &counted, optional,
             "From the day itself, from 31 December of its year, or from the end of its book year."}};
constexpr Shape duty_keep{.kind = Kind::map, .keys = duty_keep_keys};
constexpr std::array duty_keys{
    ShapeKey{"title", &local_text, optional, "What it is, for people."},
    ShapeKey{"law", &text, Presence::exactly_one, "The law that demands it, with its article."},
    ShapeKey{"from", &name, Presence::exactly_one,
             "A duty of compliance-law(7): its law, its period and how it is counted."},
    ShapeKey{"after", &name, optional, "With from: the moment that its period runs from.", "from", "keep"},
    ShapeKey{"covers", &some_cells, required, "The cells that it covers, as record.field."},
    ShapeKey{"applies_when", &condition, optional, "The records to which it applies."},
    ShapeKey{"via", &name, optional,
             "Cells of records above this one live by the latest of those that belong to "
             "them."},
    ShapeKey{"keep", &duty_keep, optional, "How long."}};
constexpr Shape duty{.kind = Kind::map, .keys = duty_keys};
constexpr Shape duties{.kind = Kind::entries, .item = &duty};

constexpr std::array instruction_keys{
    ShapeKey{"title", &local_text, optional, "What it is, for people."},
    ShapeKey{"of", &name_or_names, required, "The tenant or tenants that gave it."},
    ShapeKey{"reference", &text, optional, "Where it is written down (Art. 28(3)(a))."},
    ShapeKey{"applies_when", &condition, optional, "The records to which it applies."},
    ShapeKey{"needs", &some_cells, required, "The cells that it covers, as record.field."},
    ShapeKey{"use_until", &name, optional, "The moment that is the last day of use."},
    ShapeKey{"keep", &keep, optional, "How long the data are stored for it."}};
constexpr Shape instruction{.kind = Kind::map, .keys = instruction_keys};
constexpr Shape instructions{.kind = Kind::entries, .item = &instruction};

constexpr std::array operators_keys{
    ShapeKey{"roles", &names, optional, "Roles of people who may run this policy."},
    ShapeKey{"service", &names, optional, "Scheduled jobs that may."},
    ShapeKey{"secrecy", &text, optional, "Where they are bound to secrecy."},
    ShapeKey{"four_eyes", &boolean, optional, "True when nobody may apply a plan that he made himself."}};
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
    ShapeKey{"export_age", &period, optional, "How old an export may be."},
    ShapeKey{"plan_age", &period, optional, "How old a plan may be when it is applied."}};
constexpr Shape limits{.kind = Kind::map, .keys = limits_keys};

constexpr std::array policy_keys{
    ShapeKey{"compliance", &version, required, "The version of this format."},
    ShapeKey{"policy", &name, required, "A short name."},
    ShapeKey{"title", &local_text, required, "What people call it."},
    ShapeKey{"zone", &text, required, "The time zone whose calendar counts."},
    ShapeKey{"book_year_ends", &text, optional, "The last day of the book year, as MM-DD; 12-31 if absent."},
    ShapeKey{"controller", &controller, required, "Who decides about the data."},
    ShapeKey{"dpo", &dpo, optional, "The data protection officer, or none."},
    ShapeKey{"authority", &name, optional, "Where people complain; see compliance-law(7)."},
    ShapeKey{"in_force", &in_force, optional, "Since when, and the version of the statement."},
    ShapeKey{"notices", &notices, optional, "The versions of the statement."},
    ShapeKey{"jurisdictions", &jurisdictions, optional, "Whose laws count, besides the zone's own."},
    ShapeKey{"contact_points", &contact_points, optional, "Where people reach the organisation, and for what."},
    ShapeKey{"systems", &systems, optional, "Where the records are."},
    ShapeKey{"tenants", &tenants, optional, "The customers for whom records are processed."},
    ShapeKey{"sources", &sources, optional, "Where data come from that people did not give themselves."},
    ShapeKey{"records", &records, required, "Which data are kept."},
    ShapeKey{"forbidden", &forbidden, optional, "Which data must not be there."},
    ShapeKey{"moments", &moments, optional, "The days that clocks run from."},
    ShapeKey{"ceilings", &ceilings, optional, "How long at most, whatever the purpose."},
    ShapeKey{"purposes", &purposes, required, "Why the data are kept, and how long for each."},
    ShapeKey{"instructions", &instructions, optional, "What customers have data kept for (Art. 28)."},
    ShapeKey{"duties", &duties, optional, "What the law demands to be kept."},
    ShapeKey{"profiling", &profiling, optional, "What is computed about people."},
    ShapeKey{"anonymisation", &anonymisation, optional, "What may stay when nobody can be recognised."},
    ShapeKey{"recipients", &recipients, optional, "Who receives data."},
    ShapeKey{"disclosures", &disclosures, optional, "On whose demand data go to others, and who is told."},
    ShapeKey{"promises", &promises, optional, "What the statement claims about all of it."},
    ShapeKey{"rights", &rights, optional, "What people can ask, and how they are answered."},
    ShapeKey{"cooling_off", &cooling_off, optional, "Requests that can be taken back for a while."},
    ShapeKey{"if_not_provided", &local_text, optional, "What happens when somebody does not give mandatory data."},
    ShapeKey{"cookies", &cookies, optional, "The cookies of the site."},
    ShapeKey{"security", &security, optional, "The measures that protect the data."},
    ShapeKey{"backups", &backups, optional, "Copies that a run does not reach, and when they are gone."},
    ShapeKey{"breach", &breach, optional, "Where leaks are reported."},
    ShapeKey{"operators", &operators, optional, "Who may run this policy."},
    ShapeKey{"cadence", &cadence, optional, "How often the promise is checked."},
    ShapeKey{"limits", &limits, optional, "What an unattended run may do."}};
constexpr Shape policy{.kind = Kind::map, .keys = policy_keys};

}  // namespace

const Shape& policy_shape() { return policy; }

}  // namespace compliance
