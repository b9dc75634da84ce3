// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/people/identity.h"
#include "libcompliance/requests/opt_out_words.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/identifiers.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::vector<std::string> types;
  std::vector<std::string> subjects;
  std::vector<std::string> subject_files;
  bool unrecognised = false;
  std::optional<std::string> received;
  std::optional<std::string> channel;
  bool unofficial = false;
  std::optional<std::string> written;
  std::optional<std::string> purpose;
  std::vector<std::string> stops;
  std::optional<std::string> said;
  std::vector<std::string> tenants;
  std::optional<std::string> requester;
  bool deceased = false;
  std::optional<std::string> language;
  std::optional<std::string> reference;
  std::optional<std::string> linked_to;
  std::optional<std::string> contested;
};

Result<void> read_receipt(const Options& options, const Context& context, const Policy& policy, NewRequest& request) {
  const Zone& zone = *policy.zone;
  const Date today = context.day(zone);
  request.received = today;
  if (!options.received) {
    if (!context.as_of) request.received_at = context.now();
  } else if (const Result<Date> day = parse_date(*options.received)) {
    request.received = *day;
  } else if (const Result<Instant> instant = parse_instant(*options.received)) {
    request.received_at = *instant;
    request.received = zone.date_of(*instant);
  } else {
    return Error{.message = "--received: expected a day, or a time with its offset",
                 .hint = "2026-01-31, or 2026-02-01T00:15:00+01:00"};
  }
  if (request.received > today)
    return Error{.message = "--received: the day has not come yet", .hint = "name the day on which it arrived"};
  request.official = !options.unofficial;
  if (!options.written) return {};
  if (!options.unofficial)
    return Error{.message = "--written is for what was sent elsewhere first", .hint = "say so with --unofficial"};
  COMPLIANCE_TRY(request.written_on, read_day("--written", *options.written));
  if (*request.written_on > request.received)
    return Error{.message = "--written: the day lies after the receipt", .hint = "name the day on which it was sent"};
  return {};
}

Result<std::string> read_channel(const std::optional<std::string>& channel, const Policy& policy) {
  if (!channel) return std::string{"email"};
  std::vector<std::string_view> known{contact_channel_words.begin(), contact_channel_words.end()};
  known.push_back("other");
  for (const ContactPoint& point : policy.statement.contact_points) known.push_back(point.name);
  return read_name("--channel", *channel, known);
}

Result<std::optional<std::string>> read_purpose(const std::optional<std::string>& purpose, const Policy& policy) {
  if (!purpose) return std::optional<std::string>{};
  std::vector<std::string_view> known;
  for (const Keeper& keeper : policy.keepers)
    if (keeper.kind == Keeper::Kind::purpose) known.push_back(keeper.name);
  COMPLIANCE_TRY(std::string name, read_name("--purpose", *purpose, known));
  return std::optional{std::move(name)};
}

// The channels that an opt-out stops: named, or meant by the words of the message (SE-11).
Result<std::vector<std::string>> read_stops(const Options& options, const Policy& policy) {
  std::vector<std::string> stops = options.stops;
  if (!options.said) return stops;
  if (policy.statement.rights) {
    for (std::string& channel : channels_stopped_by(*options.said, *policy.statement.rights))
      if (std::ranges::find(stops, channel) == stops.end()) stops.push_back(std::move(channel));
  }
  if (stops.empty())
    return Error{.message = "--said: the policy has no such word for an opt-out",
                 .hint = "read the message: name the channels with --stops, or leave both out for all of them"};
  return stops;
}

// For each of the policy's parts that have a term of their own, that term (SI-106, X-26).
std::optional<Period> promise_for(const NewRequest& request, const Policy& policy) {
  const auto period_of = [](const std::optional<Term>& term) { return term ? term->period : std::nullopt; };
  const Statement& statement = policy.statement;
  if (is_ccpa(request.type)) {
    for (const Jurisdiction& law : statement.jurisdictions)
      if (law.name == "us-ccpa") return period_of(law.answer_within);
    return std::nullopt;
  }
  if (!statement.rights) return std::nullopt;
  return period_of(is_processors_part(request) ? statement.rights->processor_answers_within
                                               : statement.rights->answer_within);
}

RequestTerms terms_for(const NewRequest& request, const Policy& policy) {
  RequestTerms terms{.promise = promise_for(request, policy),
                     .country = policy.statement.controller.country.value_or("NL"),
                     .zone = std::string{policy.zone->name()}};
  if (policy.statement.rights) terms.ladder = policy.statement.rights->identity;
  // A report about a child, and what is said to stop something, never waits (SI-35; Art. 7(3), 21(3)).
  const std::string_view word = request.type == RequestType::account_deletion ? "account_deletion"
                                : request.type == RequestType::erasure        ? "erasure"
                                                                              : "";
  const auto& window = policy.statement.cooling_off;
  if (window && std::ranges::find(window->applies_to, word) != window->applies_to.end()) terms.window = window->period;
  return terms;
}

// What was said by asking: it is remembered with its own date, beside what it ends (TC-143, TC-144).
std::vector<ConsentEvent> events_of(const NewRequest& request, const Policy& policy) {
  const bool withdraws = request.type == RequestType::withdrawal;
  if (!withdraws && request.type != RequestType::objection && request.type != RequestType::opt_out) return {};
  std::vector<ConsentEvent> events;
  const auto add = [&](const Keeper& purpose, const std::string& channel) {
    for (const SubjectMark& mark : request.about)
      events.push_back(
          {.policy_name = request.policy_name,
           .tenant = request.tenant,
           .about = mark,
           .purpose = purpose.name,
           .channel = channel,
           .what = withdraws ? ConsentEvent::What::withdrawn : ConsentEvent::What::objected,
           .happened_at = request.received_at ? format_instant(*request.received_at) : format_date(request.received),
           .source = ConsentEvent::Source::request});
  };
  for (const Keeper& keeper : policy.keepers) {
    if (keeper.kind != Keeper::Kind::purpose || (request.purpose && keeper.name != *request.purpose)) continue;
    const bool concerned = withdraws ? std::ranges::find(keeper.bases, Basis::consent) != keeper.bases.end()
                                     : keeper.message == MessageKind::marketing;
    if (!concerned) continue;
    if (request.stops.empty()) add(keeper, {});
    for (const std::string& channel : request.stops)
      if (keeper.channels.empty() || std::ranges::find(keeper.channels, channel) != keeper.channels.end())
        add(keeper, channel);
  }
  return events;
}

Result<NewRequest> read_request(const Options& options, const Context& context, const Policy& policy) {
  NewRequest request{.policy_name = policy.name};
  COMPLIANCE_CHECK(read_receipt(options, context, policy, request));
  COMPLIANCE_TRY(request.channel, read_channel(options.channel, policy));
  COMPLIANCE_TRY(request.purpose, read_purpose(options.purpose, policy));
  COMPLIANCE_TRY(request.stops, read_stops(options, policy));
  COMPLIANCE_TRY(request.reference, read_line("--reference", options.reference));
  request.language = options.language.value_or("nl");
  request.requester = from_word<Requester>(options.requester.value_or("person"), requester_words).value();
  request.deceased = options.deceased;
  return request;
}

// Each type and each tenant is a request of its own, with its own term (TC-19, TC-20).
Result<std::vector<NewRequest>> read_letter(const Options& options, const NewRequest& common, const Policy& policy) {
  std::vector<std::string> tenants = options.tenants;
  if (tenants.empty()) tenants.emplace_back();
  std::vector<NewRequest> letter;
  for (const std::string& tenant : tenants) {
    if (!tenant.empty()) COMPLIANCE_CHECK(read_tenant(tenant, policy));
    for (const std::string& type : options.types) {
      NewRequest request = common;
      request.type = from_word<RequestType>(type, request_type_words).value();
      request.tenant = tenant;
      if (request.type != RequestType::opt_out && !request.stops.empty())
        return Error{.message = "--stops and --said are for an opt-out", .hint = "--type opt-out"};
      request.terms = terms_for(request, policy);
      letter.push_back(std::move(request));
    }
  }
  return letter;
}

// What several people can have ends nothing by itself; who answers for it must know while the records can be named.
void warn_of_shared(const std::vector<Identifier>& people, const std::vector<RequestToAdd>& added, const Policy& policy,
                    Context& context) {
  const auto ends_something = [](const RequestToAdd& each) {
    return !each.orders.ends.empty() || asks_erasure(each.request.type);
  };
  if (std::ranges::none_of(added, ends_something)) return;
  for (const Identifier& identifier : people)
    if (!is_certain(identifier, policy))
      context.err.write("note: several people can have what was given as " + std::string{typed_kind(identifier.kind)} +
                        ":, so it ends nothing by itself; name the records: request verify --subject TYPE:KEY\n");
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::shape));
  const Policy& policy = loaded->policy;
  if (options.types.empty())
    return Error{.message = "expected --type TYPE", .hint = "for example --type access; compliance help request add"};
  COMPLIANCE_TRY(const NewRequest common, read_request(options, context, policy));
  COMPLIANCE_TRY(std::vector<NewRequest> letter, read_letter(options, common, policy));
  COMPLIANCE_TRY(const std::vector<Identifier> people,
                 read_subjects(options.subjects, options.subject_files, context, policy));
  if (people.empty() != options.unrecognised)
    return Error{.message = people.empty() ? "expected whom it is about"
                                           : "--unrecognised is for somebody of whom nothing is known",
                 .hint = people.empty()
                             ? "name the person with --subject; --unrecognised if nothing was given by which "
                               "anybody can be found (Art. 11)"
                             : ""};
  COMPLIANCE_TRY(State state, open_state(context, policy));
  if (options.linked_to) COMPLIANCE_CHECK(state.find_request(*options.linked_to));
  Fingerprinter fingerprints{state.index_key()};
  std::vector<RequestToAdd> adding;
  for (NewRequest& request : letter) {
    for (const Identifier& identifier : people) request.about.push_back({identifier.kind, fingerprints.of(identifier)});
    Request fresh;
    static_cast<NewRequest&>(fresh) = request;
    adding.push_back({request, orders_of(fresh, policy), events_of(request, policy)});
  }
  const By by = context.stdin_is_terminal ? By::cli : By::timer;
  const std::vector<std::string> names =
      state.add_requests(adding, options.linked_to.value_or(""), by, now_text(context), tool_version());
  std::vector<Request> stored;
  for (const std::string& name : names) {
    COMPLIANCE_TRY(Request request, state.find_request(name));
    stored.push_back(std::move(request));
  }
  const Contested contested = options.contested == "extend" ? Contested::extend : Contested::keep;
  std::vector<RequestView> views;
  for (const Request& request : stored) views.push_back({&request, day_of(context, policy), contested});
  context.acted = join_words(names) + (names.size() == 1 ? " is registered" : " are registered");
  print_requests(context, "request add", views);
  warn_of_shared(people, adding, policy, context);
  return Exit::done;
}

}  // namespace

Run declare_request_add(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy under which the data are kept");
  arguments.option("--type", "TYPE", &options->types, "What is asked; several for one letter")
      .one_of({request_type_words.begin(), request_type_words.end()});
  arguments.option("--subject", "KIND:VALUE", &options->subjects, "Whom it is about: email:…, phone:… or TYPE:KEY");
  arguments.option("--subject-file", "FILE", &options->subject_files, "The same, a line each, kept out of sight");
  arguments.flag("--unrecognised", options->unrecognised, "Nothing was given by which anybody can be found");
  arguments.option("--received", "TIME", &options->received, "When it arrived, a day or a time; now if absent");
  arguments.option("--channel", "NAME", &options->channel, "Where: a contact point of the policy, or email, post, …");
  arguments.flag("--unofficial", options->unofficial, "It was sent elsewhere first, and passed on");
  arguments.option("--written", "DATE", &options->written, "Of such a request: when it was sent");
  arguments.option("--purpose", "NAME", &options->purpose, "The purpose that it is about");
  arguments.option("--stops", "CHANNEL", &options->stops, "An opt-out of this channel alone")
      .one_of({channel_words.begin(), channel_words.end()});
  arguments.option("--said", "TEXT", &options->said, "The words of an opt-out, such as a subject line");
  arguments.option("--tenant", "NAME", &options->tenants, "Whose data: a tenant of the policy, or own; several");
  arguments.option("--requester", "WHO", &options->requester, "Who asks, if not the person")
      .one_of({requester_words.begin(), requester_words.end()});
  arguments.flag("--deceased", options->deceased, "The person whom it is about has died");
  arguments.option("--lang", "LANGUAGE", &options->language, "In what language to answer; nl if absent")
      .one_of({"nl", "en"});
  arguments.option("--reference", "TEXT", &options->reference, "The file number, without names");
  arguments.option("--linked-to", "REQUEST", &options->linked_to, "A request of the same letter");
  arguments.option("--contested-holidays", "READING", &options->contested, "Whether contested days make the end later")
      .one_of({"keep", "extend"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
