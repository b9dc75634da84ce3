// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/policy/statement_shape.h"

#include "libcompliance/formats/common_shapes.h"
#include "libcompliance/model/statement_words.h"
#include "libcompliance/model/vocabulary.h"

namespace compliance::shapes {
namespace {

constexpr std::array none_word{std::string_view{"none"}};

// --- references ---

constexpr std::array reference_keys{ShapeKey{"reference", &text, required, "Where the paper is: a number, a place."},
                                    ShapeKey{"on", &day, optional, "The day on which it was made or concluded."},
                                    ShapeKey{"review_by", &day, optional, "The day by which to look at it again."}};
constexpr Shape reference_map{.kind = Kind::map, .keys = reference_keys};
constexpr std::array<const Shape*, 2> reference_options{&text, &reference_map};

constexpr Shape countries{.kind = Kind::one_or_list, .item = &country, .least = 1};

// --- who ---

constexpr std::array transfer_keys{
    ShapeKey{"mechanism", &text, required, "What makes the transfer lawful; see compliance-law(7)."},
    ShapeKey{"reference", &text, optional, "Where the clauses or the certificate are."},
    ShapeKey{"checked_on", &day, optional, "The day on which somebody saw that the importer is certified."}};
constexpr Shape transfer{.kind = Kind::map, .keys = transfer_keys};

constexpr Shape transfers{.kind = Kind::list, .item = &transfer, .least = 1};
constexpr std::array controller_kind_words{std::string_view{"organisation"}, std::string_view{"person"}};
constexpr Shape controller_kind{.kind = Kind::word, .words = controller_kind_words};
constexpr std::array representative_keys{ShapeKey{"name", &text, required, "The representative in the Union."},
                                         ShapeKey{"contact", &text, required, "Where people reach it."}};
constexpr Shape representative{.kind = Kind::map, .keys = representative_keys};
constexpr std::array controller_keys{
    ShapeKey{"name", &text, required, "The organisation that decides about the data."},
    ShapeKey{"is", &controller_kind, optional, "organisation, unless the statement names a natural person."},
    ShapeKey{"also_named", &some_texts, optional, "Other spellings of its name in the statement."},
    ShapeKey{"address", &text, optional, "Its postal address."},
    ShapeKey{"contact", &text, optional, "Where people reach it about their data."},
    ShapeKey{"website", &text, optional, "Its site."},
    ShapeKey{"country", &country, optional, "Where it is established."},
    ShapeKey{"representative", &representative, optional,
             "Of a controller outside the European Economic Area (Art. 27)."},
    ShapeKey{"transfers", &transfers, optional,
             "By which data reach a controller outside the European Economic Area (Art. 44)."}};

constexpr std::array in_force_keys{ShapeKey{"from", &day, required, "Since when this policy holds."},
                                   ShapeKey{"notice", &text, required, "The version of the privacy statement."}};

constexpr Shape conflicting_post{.kind = Kind::word, .words = conflicting_post_words};
constexpr Shape conflicting_posts{.kind = Kind::list, .item = &conflicting_post, .least = 1};
constexpr std::array dpo_keys{
    ShapeKey{"contact", &text, required, "Where people reach the data protection officer."},
    ShapeKey{"also", &conflicting_posts, optional, "Other posts of the same person that decide about the data."}};
constexpr Shape dpo_map{.kind = Kind::map, .keys = dpo_keys};
constexpr Shape dpo_none{.kind = Kind::word, .words = none_word};
constexpr std::array<const Shape*, 2> dpo_options{&dpo_none, &dpo_map};

constexpr Shape contact_channel{.kind = Kind::word, .words = contact_channel_words};
constexpr Shape contact_subject{.kind = Kind::word, .words = contact_subject_words};
constexpr Shape contact_subjects{.kind = Kind::list, .item = &contact_subject, .least = 1};
constexpr std::array contact_point_keys{ShapeKey{"channel", &contact_channel, required, "How it is reached."},
                                        ShapeKey{"address", &text, required, "The address, the number, the page."},
                                        ShapeKey{"for", &contact_subjects, required, "What people go there for."}};
constexpr Shape contact_point{.kind = Kind::map, .keys = contact_point_keys};

constexpr std::array system_keys{ShapeKey{"host", &name, optional, "The recipient that runs it."},
                                 ShapeKey{"countries", &countries, optional, "Where the data are."},
                                 ShapeKey{"records", &some_names, required, "The record types that it holds."}};
constexpr Shape system{.kind = Kind::map, .keys = system_keys};

constexpr std::array tenant_keys{
    ShapeKey{"controller", &text, required, "The customer whose data these are."},
    ShapeKey{"contact", &text, required, "Where people are sent who ask about them."},
    ShapeKey{"instruction", &text, optional, "The reference of its documented instruction (Art. 28(3)(a))."}};
constexpr Shape tenant{.kind = Kind::map, .keys = tenant_keys};

constexpr std::array source_keys{ShapeKey{"title", &local_text, required, "What the source is, for people."},
                                 ShapeKey{"public", &boolean, optional, "Whether everybody can consult it."}};
constexpr Shape source{.kind = Kind::map, .keys = source_keys};

// --- recipients ---

constexpr Shape basis{.kind = Kind::word, .words = basis_words};
constexpr Shape bases{.kind = Kind::list, .item = &basis, .least = 1};

constexpr Shape contract_kind{.kind = Kind::word, .words = contract_kind_words};
constexpr std::array contract_keys{
    ShapeKey{"kind", &contract_kind, required, "What was agreed: terms are those of the other side, accepted."},
    ShapeKey{"reference", &text, required, "Where the contract is."},
    ShapeKey{"on", &day, optional, "The day on which it was concluded, or the terms accepted."},
    ShapeKey{"review_by", &day, optional, "The day by which to look at it again."}};
constexpr Shape contract{.kind = Kind::map, .keys = contract_keys};

constexpr Shape recipient_kind{.kind = Kind::word, .words = recipient_kind_words};
constexpr Shape disclosure_log{.kind = Kind::word, .words = disclosure_log_words};
constexpr std::array recipient_keys{
    ShapeKey{"title", &local_text, optional, "What people call it."},
    ShapeKey{"kind", &recipient_kind, required, "In what capacity it receives the data."},
    ShapeKey{"category", &boolean, optional, "True when the statement names a kind of recipient, not who it is."},
    ShapeKey{"purposes", &some_names, optional, "The purposes for which it receives them."},
    ShapeKey{"fields", &some_cells, optional, "Exactly what it receives, as record.field."},
    ShapeKey{"basis", &basis, optional, "The basis of the disclosure, when it is not that of the purposes."},
    ShapeKey{"contract", &contract, optional, "The contract that binds it (Art. 26, 28)."},
    ShapeKey{"country", &countries, optional, "Where it has the data."},
    ShapeKey{"transfer", &transfer, optional, "Of a recipient outside the European Economic Area (Art. 44)."},
    ShapeKey{"notify", &text, optional, "Where to tell it that data were erased or corrected (Art. 19)."},
    ShapeKey{"log", &disclosure_log, optional, "Whether each disclosure passes through this program."},
    ShapeKey{"consent", &name, optional, "The purpose whose consent a person must have given first."},
    ShapeKey{"privacy_page", &text, optional, "Its own privacy statement."},
    ShapeKey{"authorised", &text, optional, "Of a sub-processor: the reference of the authorisation (Art. 28(2))."},
    ShapeKey{"security_evidence", &reference, optional, "What shows that its security is adequate."}};
constexpr Shape recipient{.kind = Kind::map, .keys = recipient_keys};

// --- promises ---

constexpr Shape role{.kind = Kind::word, .words = role_words};
constexpr Shape sale{.kind = Kind::word, .words = sale_words};
constexpr Shape sharing{.kind = Kind::word, .words = none_word};
constexpr Shape cookie_class{.kind = Kind::word, .words = cookie_class_words};
constexpr Shape cookie_classes{.kind = Kind::list, .item = &cookie_class, .least = 1};
constexpr Shape statement_part{.kind = Kind::word, .words = statement_part_words};
constexpr Shape statement_parts{.kind = Kind::list, .item = &statement_part, .least = 1};
constexpr std::array promises_keys{
    ShapeKey{"role", &role, optional, "What the organisation calls itself."},
    ShapeKey{"sale", &sale, optional, "Whether data are sold."},
    ShapeKey{"sharing", &sharing, optional, "none: nothing is shared with anybody."},
    ShapeKey{"discloses_only_for", &bases, optional, "The only bases on which data go to others."},
    ShapeKey{"cookies_only", &cookie_classes, optional, "The only kinds of cookies."},
    ShapeKey{"processes_only_for", &some_names, optional, "The only purposes."},
    ShapeKey{"stores_only", &some_cells, optional, "The only data that are stored, as record.field."},
    ShapeKey{"used_only_by", &some_names, optional, "The only roles that use them."},
    ShapeKey{"states", &statement_parts, optional, "What the statement says that it tells."},
    ShapeKey{"not_personal", &some_cells, optional, "What it says is not about people, as record.field."},
    ShapeKey{"informs_within", &period, optional,
             "How soon people are told whose data come from others (Art. 14(3)(a))."}};

// --- rights ---

constexpr Shape right{.kind = Kind::word, .words = right_words};
constexpr Shape some_rights{.kind = Kind::list, .item = &right, .least = 1};
constexpr std::array unspecified_word{std::string_view{"unspecified"}};
constexpr Shape term{
    .kind = Kind::period, .words = unspecified_word, .help = "A period, or unspecified: a reasonable time, soon."};
constexpr Shape identity_check{.kind = Kind::word, .words = identity_check_words};
constexpr Shape identity_ladder{.kind = Kind::list, .item = &identity_check, .least = 1};
constexpr Shape channel{.kind = Kind::word, .words = channel_words};
constexpr Shape some_channels{.kind = Kind::list, .item = &channel, .least = 1};
constexpr std::array opt_out_word_keys{ShapeKey{"text", &text, required, "What people write, such as a subject line."},
                                       ShapeKey{"stops", &some_channels, required, "The channels that it stops."}};
constexpr Shape opt_out_word{.kind = Kind::map, .keys = opt_out_word_keys};
constexpr Shape opt_out_words{.kind = Kind::list, .item = &opt_out_word, .least = 1};
constexpr std::array rights_keys{
    ShapeKey{"offered", &some_rights, optional, "The rights of which people are told."},
    ShapeKey{"answer_within", &term, optional, "How soon a request is answered."},
    ShapeKey{"processor_answers_within", &term, optional, "The same, for data that belong to a customer."},
    ShapeKey{"channels", &some_names, optional, "The contact points at which a request may arrive."},
    ShapeKey{"only_in_writing", &boolean, optional, "True when the statement takes no other requests."},
    ShapeKey{"identity", &identity_ladder, optional, "How somebody who asks is recognised, in the order of trying."},
    ShapeKey{"identity_reason", &text, optional, "Why a check that heavy is needed.", "identity"},
    ShapeKey{"opt_out_words", &opt_out_words, optional, "Words of a message that are an objection."}};

constexpr Shape cooling_off_case{.kind = Kind::word, .words = cooling_off_words};
constexpr Shape cooling_off_cases{.kind = Kind::list, .item = &cooling_off_case, .least = 1};
constexpr std::array cooling_off_keys{
    ShapeKey{"for", &period, required, "How long a request can be taken back."},
    ShapeKey{"applies_to", &cooling_off_cases, required, "Which requests wait that long."}};

// --- limits to the data ---

constexpr Shape age{.kind = Kind::integer, .least = 1, .most = 21};
constexpr Shape some_categories{.kind = Kind::list, .item = &category, .unique = true, .least = 1};
constexpr Shape forbidden_unless{.kind = Kind::word, .words = forbidden_unless_words};
constexpr std::array forbidden_keys{
    ShapeKey{"categories", &some_categories, Presence::exactly_one, "Kinds of data that must not be there."},
    ShapeKey{"under_age", &age, Presence::exactly_one, "People younger than this must not be there."},
    ShapeKey{"records", &some_names, optional, "In these record types only."},
    ShapeKey{"unless", &forbidden_unless, optional, "The exception."}};
constexpr Shape forbidden_item{.kind = Kind::map, .keys = forbidden_keys};

constexpr std::array completeness_words{std::string_view{"complete"}, std::string_view{"partial"}};
constexpr Shape completeness{.kind = Kind::word, .words = completeness_words};
constexpr std::array profiling_keys{
    ShapeKey{"title", &local_text, optional, "What it is, for people."},
    ShapeKey{"purpose", &name, optional, "The purpose that it serves."},
    ShapeKey{"inputs", &some_cells, optional, "The cells that it uses, as record.field."},
    ShapeKey{"inputs_are", &completeness, optional, "partial: the statement names the most important only.", "inputs"},
    ShapeKey{"logic", &local_text, optional, "How it works, in words."},
    ShapeKey{"effect", &local_text, optional, "What it means for people."},
    ShapeKey{"output", &cell, optional, "Where the result stands, as record.field."},
    ShapeKey{"decides", &boolean, optional, "True when it decides with legal or similar effect (Art. 22)."},
    ShapeKey{"human", &text, optional, "Who reviews the result."},
    ShapeKey{"version", &text, optional, "The version of the model."}};
constexpr Shape profiling_item{.kind = Kind::map, .keys = profiling_keys};

constexpr Shape group_size{.kind = Kind::integer, .least = 2};
constexpr std::array recipe_keys{
    ShapeKey{"title", &local_text, required, "What the copy is for."},
    ShapeKey{"keep", &some_cells, optional, "The cells that stay, as record.field; all others go."},
    ShapeKey{"at_least", &group_size, optional, "How many people at least share the same values."}};
constexpr Shape recipe{.kind = Kind::map, .keys = recipe_keys};

// --- operation ---

constexpr std::array backup_keys{ShapeKey{"of", &text, required, "What is copied."},
                                 ShapeKey{"every", &period, required, "How often."},
                                 ShapeKey{"keep", &period, required, "How long a copy stays."}};
constexpr Shape backup{.kind = Kind::map, .keys = backup_keys};

constexpr std::array breach_keys{ShapeKey{"contact", &name, required, "The contact point that takes reports."}};

constexpr std::array cookie_keys{
    ShapeKey{"is", &cookie_class, required, "What kind of cookie."},
    ShapeKey{"set_by", &name, optional, "The recipient that sets it, when it is not the organisation itself."}};
constexpr Shape cookie{.kind = Kind::map, .keys = cookie_keys};

constexpr std::array notice_keys{
    ShapeKey{"version", &text, required, "Its number or name."},
    ShapeKey{"from", &day, required, "The first day on which it holds."},
    ShapeKey{"until", &day, optional, "The last day."},
    ShapeKey{"review_by", &day, optional, "The day by which to look at it again."},
    ShapeKey{"announces", &some_names, optional, "The purposes of which it tells for the first time."}};
constexpr Shape notice{.kind = Kind::map, .keys = notice_keys};

constexpr Shape inform{.kind = Kind::word, .words = inform_words};
constexpr std::array disclosure_keys{ShapeKey{"inform", &inform, required, "Whether the person is told of it."},
                                     ShapeKey{"approver", &text, optional, "The role that decides."}};
constexpr Shape disclosure{.kind = Kind::map, .keys = disclosure_keys};

constexpr Shape jurisdiction_name{.kind = Kind::word, .words = jurisdiction_words};
constexpr std::array jurisdiction_keys{
    ShapeKey{"law", &jurisdiction_name, required, "The law whose rights and clocks count."},
    ShapeKey{"residency", &cell, optional, "The field that tells where a person lives, as record.field."},
    ShapeKey{"answer_within", &term, optional, "How soon a request under this law is answered."}};
constexpr Shape jurisdiction{.kind = Kind::map, .keys = jurisdiction_keys};

constexpr Shape provenance_word{.kind = Kind::word, .words = provenance_words};

}  // namespace

constinit const Shape controller{.kind = Kind::map, .keys = controller_keys};
constinit const Shape in_force{.kind = Kind::map, .keys = in_force_keys};
constinit const Shape dpo{.kind = Kind::either, .options = dpo_options, .help = "none, or a map with a contact."};
constinit const Shape contact_points{.kind = Kind::entries, .item = &contact_point};
constinit const Shape systems{.kind = Kind::entries, .item = &system};
constinit const Shape tenants{.kind = Kind::entries, .item = &tenant};
constinit const Shape sources{.kind = Kind::entries, .item = &source};
constinit const Shape recipients{.kind = Kind::entries, .item = &recipient, .help = "{} when nobody receives data."};
constinit const Shape promises{.kind = Kind::map, .keys = promises_keys};
constinit const Shape rights{.kind = Kind::map, .keys = rights_keys};
constinit const Shape cooling_off{.kind = Kind::map, .keys = cooling_off_keys};
constinit const Shape forbidden{.kind = Kind::list, .item = &forbidden_item};
constinit const Shape profiling{.kind = Kind::entries, .item = &profiling_item, .help = "{} when there is none."};
constinit const Shape anonymisation{.kind = Kind::entries, .item = &recipe};
constinit const Shape backups{.kind = Kind::list, .item = &backup};
constinit const Shape breach{.kind = Kind::map, .keys = breach_keys};
constinit const Shape security{.kind = Kind::list, .item = &local_text};
constinit const Shape cookies{.kind = Kind::entries, .item = &cookie};
constinit const Shape notices{.kind = Kind::list, .item = &notice};
constinit const Shape disclosures{.kind = Kind::entries, .item = &disclosure};
constinit const Shape jurisdictions{.kind = Kind::list, .item = &jurisdiction};
constinit const Shape provenance{.kind = Kind::one_or_list, .item = &provenance_word, .least = 1};
constinit const Shape reference{
    .kind = Kind::either, .options = reference_options, .help = "A reference, or a map with its dates."};
constinit const Shape special_ground{.kind = Kind::word, .words = special_ground_words};

}  // namespace compliance::shapes
