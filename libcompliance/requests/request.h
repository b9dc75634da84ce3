// SPDX-License-Identifier: Apache-2.0
// A request of a person under Art. 15 to 22 and 7(3), or of a Californian: what was asked, by whom as fingerprints, and
// the steps since. Pure; the state stores it (state/requests.h). A request never holds a name, an address or a
// document: `reference` and `facts` are the operator's own words, and the manual says what must not stand in them
// (SI-64).
//
// Where a request stands is worked out from its steps (`stage_of`) and stored nowhere.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/calendar/zone.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/model/statement_words.h"

namespace compliance {

enum class RequestType {
  access,
  portability,
  erasure,
  account_deletion,  // the end of an account, which can have a time for second thoughts; no request under Art. 17
                     // (SI-44)
  rectification,
  restriction,
  objection,
  withdrawal,
  opt_out,
  minor,  // somebody reports data of a child (SI-35)
  ccpa_know,
  ccpa_delete,
  ccpa_opt_out,
  ccpa_limit,
  ccpa_correct,
};
inline constexpr std::array<std::string_view, 15> request_type_words{
    "access",      "portability", "erasure",      "account-deletion", "rectification",
    "restriction", "objection",   "withdrawal",   "opt-out",          "minor",
    "ccpa-know",   "ccpa-delete", "ccpa-opt-out", "ccpa-limit",       "ccpa-correct"};

bool is_ccpa(RequestType type);
/// Whether the person's data are to be erased.
bool asks_erasure(RequestType type);
/// Whether a copy of the data is asked for.
bool asks_copy(RequestType type);

/// Who asks. All but the person himself must show that they may (TC-68, TC-92).
enum class Requester { person, agent, legal_representative, heir };
inline constexpr std::array<std::string_view, 4> requester_words{"person", "agent", "legal-representative", "heir"};

enum class StepKind {
  identity_asked,      // codes: the method
  identity_confirmed,  // codes: the method, and "destroyed" when a document was shown
  identity_failed,     // likewise
  mandate_seen,        // facts: its reference
  identified,          // the person gave more to be recognised by (Art. 11(2))
  granted,             // items: what, if not all of it
  lifted,              // a restriction has ended; the person was told before (Art. 18(3))
  forwarded,           // to the controller whose data these are
  extended,            // codes: complexity, number
  refusal_proposed,    // items; a second operator must agree
  refused,             // items
  cancelled,           // taken back by the person
  fulfilled,           // codes: the command that did it
  closed,              // `on`: the day on which the person had the answer
};
inline constexpr std::array<std::string_view, 14> step_kind_words{
    "identity_asked", "identity_confirmed", "identity_failed",  "mandate_seen", "identified", "granted",   "lifted",
    "forwarded",      "extended",           "refusal_proposed", "refused",      "cancelled",  "fulfilled", "closed"};

inline constexpr std::array<std::string_view, 2> extension_words{"complexity", "number"};

/// One thing that is granted or refused, and of a refusal why (Art. 12(4), SF-34).
struct RequestItem {
  std::string item = {};     // a purpose, a record type or RECORD.FIELD of the policy; empty: all that was asked
  std::string reason = {};   // of compliance-law(7), refusal_reasons; empty: granted
  std::string facts = {};    // the operator's words
  std::string article = {};  // the legal reference
  std::optional<Date> until = {};
  friend bool operator==(const RequestItem&, const RequestItem&) = default;
};

struct RequestStep {
  StepKind kind = StepKind::identity_asked;
  Date on = {};                                   // the day on which it happened, in the policy's zone
  std::string recorded_at = {};                   // RFC 3339, UTC
  std::optional<std::uint32_t> operator_id = {};  // the Unix user number of who recorded it
  std::vector<std::string> codes = {};
  std::string facts = {};
  std::vector<RequestItem> items = {};
  std::optional<Date> as_of = {};                    // of a fulfilment: the day that was decided for
  std::map<std::string, std::uint64_t> counts = {};  // keys [a-z_]
  friend bool operator==(const RequestStep&, const RequestStep&) = default;
};

/// A fingerprint under which the person is recognised (people/identity.h).
struct SubjectMark {
  std::string kind = {};  // "email", "phone", "record:contact"
  Digest fingerprint{};
  friend bool operator==(const SubjectMark&, const SubjectMark&) = default;
};

/// What the policy promised when the request came: it counts, whatever the policy says later.
struct RequestTerms {
  std::optional<Period> promise = {};      // `answer_within`, of the processor's part and of the CCPA their own
  std::optional<Period> window = {};       // for second thoughts (SI-45); only of types to which it applies
  std::vector<IdentityCheck> ladder = {};  // in the order of trying
  std::string country = {};                // whose holidays count
  std::string zone = {};                   // whose days count
  friend bool operator==(const RequestTerms&, const RequestTerms&) = default;
};

struct NewRequest {
  RequestType type = RequestType::access;
  std::string policy_name = {};
  std::string tenant = {};  // "own", a customer for whom the records are processed, or empty: no tenants
  std::optional<std::string> purpose = {};  // of the policy; none: all that the request can be about
  std::vector<std::string> stops = {};      // an opt-out of these channels alone (SE-11)
  std::string channel = {};                 // a contact point of the policy, or a word of contact_channel_words
  bool official = true;                     // false: it came somewhere else first (TC-14)
  std::optional<Date> written_on = {};      // of such a request: when it was written
  std::optional<Instant> received_at = {};  // when the time is known
  Date received = {};                       // the civil day in the policy's zone (TC-12, TC-13)
  std::string language = "nl";
  Requester requester = Requester::person;
  bool deceased = false;                // the person it is about has died (TC-93)
  std::string reference = {};           // the controller's own file number
  std::vector<SubjectMark> about = {};  // none: nobody can be recognised (TC-94)
  RequestTerms terms = {};
};

struct Request : NewRequest {
  std::string name = {};  // "R-2026-000001"
  std::string op = {};    // of its audit entries
  std::string recorded_at = {};
  std::vector<std::string> linked = {};  // the other requests of the same letter (TC-19)
  std::vector<RequestStep> steps = {};

  const RequestStep* last(StepKind kind) const;  // null: no such step
};

/// The customer's data: the answer is his to give (Art. 28(3)(e), TC-20).
bool is_processors_part(const NewRequest& request);

enum class Stage { waiting_for_identity, window, open, decided, refused, cancelled, closed };
inline constexpr std::array<std::string_view, 7> stage_words{
    "waiting_for_identity", "window", "open", "decided", "refused", "cancelled", "closed"};
/// Where it stands on that day.
Stage stage_of(const Request& request, Date today);

/// Whether anybody must be recognised before the request is carried out: never for what stops marketing, withdraws
/// consent or stops a sale (L-21b, L-CCPA), nor where the policy's ladder begins with none.
bool needs_identity(const NewRequest& request);
/// It was confirmed, and the mandate seen of whoever asks for somebody else; or neither is needed. From that day on.
std::optional<Date> identified_since(const Request& request);

/// The last day for second thoughts; none where there is no such time. Calendar days, the first one not counted, and no
/// weekend makes it longer (TC-115 to TC-119).
std::optional<Date> window_end(const NewRequest& request);

/// Whether the step may follow, judged on `today`. The Error says what to do first. `operators_differ` is not known
/// here: RequestStep::operator_id says who.
Result<void> may_follow(const Request& request, const RequestStep& step, Date today);

/// What is to be done next, in one line.
std::string next_step(const Request& request, Date today);

}  // namespace compliance
