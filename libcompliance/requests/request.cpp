// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/requests/request.h"

#include <algorithm>

#include "libcompliance/requests/clock.h"

namespace compliance {
namespace {

constexpr std::array default_ladder{IdentityCheck::known_contact, IdentityCheck::knowledge};

bool is_document(IdentityCheck check) { return check == IdentityCheck::redacted_copy || check == IdentityCheck::copy; }

bool has_code(const RequestStep& step, std::string_view code) {
  return std::ranges::find(step.codes, code) != step.codes.end();
}

std::optional<IdentityCheck> method_of(const RequestStep& step) {
  for (const std::string& code : step.codes)
    if (const auto method = from_word<IdentityCheck>(code, identity_check_words)) return method;
  return std::nullopt;
}

Error refuse(std::string message, std::string hint) { return {.message = std::move(message), .hint = std::move(hint)}; }

// The word of the law's table for what is refused; empty where nothing can be refused (Art. 7(3), 21(3)).
std::string_view right_of(RequestType type) {
  switch (type) {
    case RequestType::access:
    case RequestType::ccpa_know:
      return "access";
    case RequestType::portability:
      return "portability";
    case RequestType::erasure:
    case RequestType::account_deletion:
    case RequestType::minor:
    case RequestType::ccpa_delete:
      return "erasure";
    case RequestType::rectification:
    case RequestType::ccpa_correct:
      return "rectification";
    case RequestType::restriction:
      return "restriction";
    case RequestType::objection:
      return "objection";
    case RequestType::withdrawal:
    case RequestType::opt_out:
    case RequestType::ccpa_opt_out:
    case RequestType::ccpa_limit:
      return "";
  }
  return "";
}

bool acts_by_itself(RequestType type) { return right_of(type).empty(); }

bool is_refused_whole(const Request& request) {
  return std::ranges::any_of(request.steps, [](const RequestStep& step) {
    return step.kind == StepKind::refused &&
           std::ranges::any_of(step.items, [](const RequestItem& item) { return item.item.empty(); });
  });
}

// The heaviest check that needs no reason: the first of the ladder, and with each that was tried the next one.
std::optional<IdentityCheck> heaviest_without_reason(const Request& request) {
  std::vector<IdentityCheck> ladder = request.terms.ladder;
  if (ladder.empty()) ladder.assign(default_ladder.begin(), default_ladder.end());
  IdentityCheck heaviest = ladder.front();
  for (std::size_t rung = 0; rung + 1 < ladder.size(); ++rung) {
    const bool tried = std::ranges::any_of(request.steps, [&](const RequestStep& step) {
      return (step.kind == StepKind::identity_asked || step.kind == StepKind::identity_failed) &&
             method_of(step) == ladder[rung];
    });
    if (!tried) break;
    heaviest = std::max(heaviest, ladder[rung + 1]);
  }
  return heaviest;
}

Result<void> may_identify(const Request& request, const RequestStep& step) {
  if (!needs_identity(request) && step.kind == StepKind::identity_asked)
    return refuse("for this nobody is asked who he is",
                  "it is carried out for the address from which it came (Art. 21(3), L-21b)");
  const std::optional<IdentityCheck> method = method_of(step);
  if (!method || *method == IdentityCheck::none)
    return refuse("expected how the person was recognised",
                  "known_contact, knowledge, video, in_person or redacted_copy");
  if (*method == IdentityCheck::copy && step.kind != StepKind::identity_failed)
    return refuse("a whole copy of an identity document is neither asked for nor used",
                  "destroy it, record it with --failed copy --destroyed, and ask for something lighter (TC-79)");
  if (is_document(*method) && step.kind != StepKind::identity_asked && !has_code(step, "destroyed"))
    return refuse("a copy of a document is never kept", "destroy it, and say so with --destroyed (SI-64)");
  if (step.kind == StepKind::identity_failed) return {};
  if (identified_since(request) && needs_identity(request))
    return refuse("the person has been recognised already", "nothing more is asked (Art. 12(6))");
  const bool was_asked = std::ranges::any_of(request.steps, [&](const RequestStep& earlier) {
    return earlier.kind == StepKind::identity_asked && method_of(earlier) == method;
  });
  if (!was_asked && *method > *heaviest_without_reason(request) && step.facts.empty())
    return refuse("this is a heavier check than the policy begins with",
                  "try the lighter one first, or say why it is needed with --why TEXT (Art. 12(6), TC-184)");
  return {};
}

Result<void> may_refuse(const Request& request, const RequestStep& step) {
  const std::string_view right = right_of(request.type);
  if (right.empty())
    return refuse("this cannot be refused: it has its effect by being said", "Art. 7(3), 21(3) of the GDPR");
  if (step.items.empty()) return refuse("expected what is refused", "an item, or all of it");
  for (const RequestItem& item : step.items) {
    const RefusalReason* reason = find_refusal_reason(item.reason);
    if (reason == nullptr)
      return refuse("expected a reason of the law", "compliance-law(7) lists them: --reason CODE (Art. 12(4))");
    if (std::ranges::find(reason->rights, right) == reason->rights.end())
      return refuse("this is no reason to refuse " + std::string{right},
                    "compliance-law(7) says which right it is about");
    if (item.facts.empty())
      return refuse("expected the facts behind the reason", "say them with --facts TEXT (Art. 12(4), SF-34)");
    if (item.article.empty())
      return refuse("expected the legal reference", "say it with --article TEXT (Art. 12(4), SF-34)");
    if (item.reason == "legal-duty" && !item.until)
      return refuse("expected until when the law demands it", "say it with --until DATE (L-17.3)");
    const bool needs_two = item.reason == "unfounded" || item.reason == "excessive";
    if (!needs_two || step.kind != StepKind::refused) continue;
    const RequestStep* proposed = request.last(StepKind::refusal_proposed);
    if (proposed == nullptr || proposed->items != step.items)
      return refuse("that a request is unfounded or excessive is decided by two",
                    "the first proposes it, somebody else runs request refuse --approve (Art. 12(5), TC-110)");
    if (!proposed->operator_id || !step.operator_id || *proposed->operator_id == *step.operator_id)
      return guard_error("who proposed the refusal cannot approve it", "have somebody else look at it (Art. 12(5))");
  }
  return {};
}

Result<void> may_extend(const Request& request, const RequestStep& step) {
  const Deadlines deadlines = deadlines_of(request);
  if (request.last(StepKind::extended) != nullptr)
    return refuse("the term has been extended already", "there is one extension (Art. 12(3))");
  if (!deadlines.extend_by) return refuse("this term has no extension", "it is to be carried out in time");
  if (step.codes.empty()) return refuse("expected why", "say so with --because complexity or --because number");
  if (step.on > *deadlines.extend_by)
    return refuse(
        "too late: the extension had to be told by " + format_date(*deadlines.extend_by),
        "the request is overdue since " + format_date(add_days(deadlines.target, 1)) + ": answer it (Art. 12(3))");
  return {};
}

Result<void> may_grant(const Request& request) {
  if (is_processors_part(request) && request.last(StepKind::forwarded) == nullptr)
    return refuse("the data are a customer's, who decides", "send it on first: --forwarded DATE (Art. 28(3)(e))");
  if (asks_copy(request.type) || acts_by_itself(request.type) || request.type == RequestType::account_deletion)
    return refuse("there is nothing to decide",
                  "a copy is made, and then: request decide --done DATE; what stops something stops it at once");
  if (!is_processors_part(request) && !identified_since(request))
    return refuse("nobody has been recognised yet", "compliance request verify comes first (Art. 12(6))");
  return {};
}

Result<void> may_lift(const Request& request) {
  if (request.type != RequestType::restriction || request.last(StepKind::granted) == nullptr)
    return refuse("there is no restriction to lift", "only one that was granted can be");
  if (request.last(StepKind::lifted) != nullptr) return refuse("the restriction is lifted already", "");
  return {};
}

Result<void> may_fulfil(const Request& request, const RequestStep& step) {
  if (!identified_since(request))
    return guard_error("nobody has been recognised yet for " + request.name, "compliance request verify comes first");
  if (const auto end = window_end(request); end && step.on <= *end)
    return guard_error(request.name + " can be taken back until " + format_date(*end) + ", at the end of the day",
                       "carry it out from " + format_date(add_days(*end, 1)) + " on (SI-45)");
  return {};
}

Result<void> may_close_request(const Request& request) {
  if (is_refused_whole(request)) return {};
  if (is_processors_part(request)) {
    if (request.last(StepKind::forwarded) != nullptr) return {};
    return refuse("it has not been sent on to the customer",
                  "send it on: request decide --forwarded DATE (Art. 28(3)(e))");
  }
  if (acts_by_itself(request.type)) return {};
  const bool decided = request.last(StepKind::granted) != nullptr || request.last(StepKind::refused) != nullptr;
  const bool fulfilled = request.last(StepKind::fulfilled) != nullptr;
  if (asks_copy(request.type) && !fulfilled)
    return refuse("no answer has been made",
                  "make it, and record it: request decide --done DATE --facts TEXT; or refuse it");
  if (asks_erasure(request.type) && !fulfilled)
    return refuse("nothing has been erased yet",
                  "carry it out (compliance retain does what it orders), and record it: request decide --done DATE "
                  "--facts TEXT; or refuse it");
  if (asks_erasure(request.type) && request.type != RequestType::account_deletion && !decided)
    return refuse("nobody has decided whether there are grounds to keep anything",
                  "request decide --grant, or request refuse with grounds (Art. 17(1)(c), TC-137)");
  if (!decided && !fulfilled)
    return refuse("nobody has decided", "request decide --grant, or request refuse with grounds (Art. 12(4))");
  return {};
}

}  // namespace

bool is_ccpa(RequestType type) { return type >= RequestType::ccpa_know; }

bool asks_erasure(RequestType type) {
  return type == RequestType::erasure || type == RequestType::account_deletion || type == RequestType::minor ||
         type == RequestType::ccpa_delete;
}

bool asks_copy(RequestType type) {
  return type == RequestType::access || type == RequestType::portability || type == RequestType::ccpa_know;
}

const RequestStep* Request::last(StepKind kind) const {
  const auto found =
      std::find_if(steps.rbegin(), steps.rend(), [&](const RequestStep& step) { return step.kind == kind; });
  return found == steps.rend() ? nullptr : &*found;
}

bool is_processors_part(const NewRequest& request) { return !request.tenant.empty() && request.tenant != "own"; }

bool needs_identity(const NewRequest& request) {
  if (acts_by_itself(request.type) || request.type == RequestType::objection || request.type == RequestType::minor)
    return false;
  return request.terms.ladder.empty() || request.terms.ladder.front() != IdentityCheck::none;
}

std::optional<Date> identified_since(const Request& request) {
  if (request.about.empty()) return std::nullopt;
  Date since = request.received;
  if (needs_identity(request)) {
    const auto outcome = std::find_if(request.steps.rbegin(), request.steps.rend(), [](const RequestStep& step) {
      return step.kind == StepKind::identity_confirmed || step.kind == StepKind::identity_failed;
    });
    if (outcome == request.steps.rend() || outcome->kind == StepKind::identity_failed) return std::nullopt;
    since = std::max(since, outcome->on);
  }
  if (request.requester != Requester::person && !acts_by_itself(request.type)) {
    const RequestStep* mandate = request.last(StepKind::mandate_seen);
    if (mandate == nullptr) return std::nullopt;
    since = std::max(since, mandate->on);
  }
  return since;
}

std::optional<Date> window_end(const NewRequest& request) {
  return request.terms.window ? std::optional{add_period(request.received, *request.terms.window)} : std::nullopt;
}

Stage stage_of(const Request& request, Date today) {
  if (request.last(StepKind::closed) != nullptr) return Stage::closed;
  if (request.last(StepKind::cancelled) != nullptr) return Stage::cancelled;
  if (is_refused_whole(request)) return Stage::refused;
  if (request.last(StepKind::granted) != nullptr || request.last(StepKind::fulfilled) != nullptr ||
      request.last(StepKind::forwarded) != nullptr)
    return Stage::decided;
  if (!is_processors_part(request) && !identified_since(request)) return Stage::waiting_for_identity;
  const std::optional<Date> window = window_end(request);
  return window && today <= *window ? Stage::window : Stage::open;
}

Result<void> may_follow(const Request& request, const RequestStep& step, Date today) {
  if (step.on > today) return refuse("the day has not come yet", "name the day on which it happened");
  if (step.on < request.received)
    return refuse("the day lies before the receipt of " + request.name, "name the day on which it happened");
  const Stage stage = stage_of(request, today);
  if (stage == Stage::cancelled)
    return refuse(request.name + " was taken back", "a new request has a new name, and its time begins anew (SI-46)");
  if (stage == Stage::closed && step.kind != StepKind::lifted)
    return refuse(request.name + " is closed", "register what comes later as a new request, with --linked-to");
  if (stage == Stage::refused && step.kind != StepKind::closed)
    return refuse(request.name + " is refused", "close it when the answer is sent; a new request can be linked to it");
  switch (step.kind) {
    case StepKind::identity_asked:
    case StepKind::identity_confirmed:
    case StepKind::identity_failed:
      return may_identify(request, step);
    case StepKind::mandate_seen:
      if (request.requester == Requester::person) return refuse("the person asks for himself", "no mandate is needed");
      if (step.facts.empty()) return refuse("expected a reference to the mandate", "--mandate TEXT");
      return {};
    case StepKind::identified:
      return {};
    case StepKind::granted:
      return may_grant(request);
    case StepKind::lifted:
      return may_lift(request);
    case StepKind::forwarded:
      if (!is_processors_part(request))
        return refuse("the data are the controller's own", "--tenant names the customer whose data they are");
      return {};
    case StepKind::extended:
      return may_extend(request, step);
    case StepKind::refusal_proposed:
    case StepKind::refused:
      return may_refuse(request, step);
    case StepKind::cancelled:
      if (request.last(StepKind::fulfilled) != nullptr)
        return refuse(request.name + " is carried out already", "what is done cannot be taken back");
      return {};
    case StepKind::fulfilled:
      return may_fulfil(request, step);
    case StepKind::closed:
      return may_close_request(request);
  }
  return {};
}

std::string next_step(const Request& request, Date today) {
  switch (stage_of(request, today)) {
    case Stage::closed:
      return request.type == RequestType::restriction && request.last(StepKind::granted) != nullptr &&
                     request.last(StepKind::lifted) == nullptr
                 ? "the restriction stands; tell the person before it is lifted (Art. 18(3))"
                 : "nothing";
    case Stage::cancelled:
      return "nothing: it was taken back";
    case Stage::refused:
      return "send the refusal, then: request close --answered DATE";
    case Stage::waiting_for_identity:
      if (request.about.empty())
        return "ask for something to recognise the person by (Art. 11(2)): request verify --subject; or refuse with "
               "not-identifiable";
      if (request.requester != Requester::person && request.last(StepKind::mandate_seen) == nullptr)
        return "look at the mandate: request verify --mandate TEXT";
      return request.last(StepKind::identity_asked) == nullptr
                 ? "recognise the person: request verify --confirmed METHOD, or --asked METHOD"
                 : "wait for the answer about identity: request verify --confirmed METHOD, or --failed METHOD";
    case Stage::window:
      return "wait until the end of " + format_date(*window_end(request)) + ": it can be taken back until then";
    case Stage::open:
      if (request.deceased)
        return "the GDPR does not protect the dead (recital 27): answer by the policy, refuse with deceased";
      if (request.last(StepKind::refusal_proposed) != nullptr) return "somebody else: request refuse --approve";
      if (is_processors_part(request)) return "send it on to the customer at once: request decide --forwarded DATE";
      if (asks_copy(request.type)) return "make the copy, then: request decide --done DATE --facts TEXT";
      if (request.type == RequestType::account_deletion)
        return "carry it out, then: request decide --done DATE --facts TEXT";
      if (acts_by_itself(request.type)) return "it has its effect; confirm it, then: request close --answered DATE";
      return "decide: request decide --grant, or request refuse";
    case Stage::decided:
      if (asks_erasure(request.type) && !is_processors_part(request) && request.last(StepKind::fulfilled) == nullptr)
        return "carry it out (compliance retain does what it orders), then: request decide --done DATE --facts TEXT";
      if (is_processors_part(request)) return "the customer answers; request close, or --grant what he then decides";
      return "send the answer, then: request close --answered DATE";
  }
  return {};
}

}  // namespace compliance
