// SPDX-License-Identifier: Apache-2.0
// Letters to people who ask something of an organisation, and to those who must hear of it (Art. 11, 12, 14 to 21; UAVG
// 35). Facts in, one page of HTML out; compliance-letters(5) is the manual of the templates. What the law demands of a
// letter stands in a table (demands_of): a letter that lacks such a fact is not written, and a template that does not
// print it is refused.

#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/documents/words.h"
#include "libcompliance/model/statement_words.h"

namespace compliance {

enum class LetterKind {
  acknowledgement,
  identity_question,   // Art. 12(6)
  extension,           // Art. 12(3)
  package,             // Art. 15, 20: goes with the data
  negative,            // Art. 15(1): nothing was found (TC-98, TC-99)
  erased,              // Art. 17
  partly_refused,      // Art. 12(4)
  refused,             // Art. 12(4)
  cancelled,           // by the person who asked (TC-116)
  forwarded,           // to the controller whose data they are (TC-20)
  restriction,         // Art. 18
  restriction_lifted,  // Art. 18(3)
  rectified,           // Art. 16
  objection_upheld,    // Art. 21
  objection_refused,   // Art. 21(1)
  withdrawn,           // Art. 7(3)
  not_identifiable,    // Art. 11(2) (TC-94)
  recipient_notice,    // Art. 19: to a recipient, not to the person
  article_14_notice    // Art. 14: to a person who did not ask (TC-27)
};
inline constexpr std::array<std::string_view, 19> letter_kind_words{
    "acknowledgement", "identity-question",  "extension",        "package",          "negative",
    "erased",          "partly-refused",     "refused",          "cancelled",        "forwarded",
    "restriction",     "restriction-lifted", "rectified",        "objection-upheld", "objection-refused",
    "withdrawn",       "not-identifiable",   "recipient-notice", "article-14-notice"};

/// One thing that is not done, or not given (Art. 12(4)).
struct LetterRefusal {
  LocalText what = {};
  std::string reason = {};                   // a name of refusal_reasons (compliance-law(7))
  std::string facts = {};                    // what makes the reason true here, in the letter's language
  LocalText law = {};                        // of a duty: the law that demands it
  std::optional<Date> until = {};            // the last day on which the reason holds
  std::optional<LocalText> until_when = {};  // where no day is known: "until the case is closed"
};

/// Who received data of the person, and whether they were told (Art. 19). Neither told nor impossible: not yet told.
struct LetterRecipient {
  LocalText name = {};
  LocalText what = {};  // the fields
  std::optional<Date> told_on = {};
  std::string impossible = {};  // why they could not be told, in the letter's language
};

struct LetterBackup {
  LocalText what = {};
  Date gone_by = {};  // from this day on the data are out of it (TC-121)
};

/// What is kept so that an erasure or an objection is remembered (TC-99).
struct LetterRecord {
  Date since = {};
  LocalText how_long = {};  // to be read behind "we keep it"
};

struct LetterForward {
  std::string to = {}, contact = {};
  Date on = {};
  bool own_part_follows = false;  // the controller answers for its own data in another letter
};

struct LetterPurpose {
  LocalText title = {}, basis = {}, interest = {}, keep = {};
};

/// What a recipient is told of.
enum class RecipientNotice { erasure, rectification, restriction };

/// Something printed behind the letter, on pages of its own. `markdown`: markdown.h; its values are escaped.
struct LetterAnnex {
  std::string title = {};
  std::string markdown = {};
};

/// Everything that a letter can say. What is empty is not known. Texts without a language are in the letter's language.
struct LetterFacts {
  Language language = Language::nl;
  Date written_on = {};
  std::string controller = {}, address = {}, website = {};  // who writes
  std::string contact = {};                                 // where people can ask
  std::string officer = {};                                 // the DPO's contact
  std::string authority = {};                               // a name of authorities (compliance-law(7))
  std::vector<std::string> addressee = {};                  // lines; none: nobody is named, also in the salutation

  std::string request = {};    // "R-2026-000001"; empty: nobody asked
  std::string reference = {};  // the controller's own
  LocalText asked = {};        // to be read behind "you ask for"
  std::optional<Date> received = {};
  std::optional<Date> answer_by = {};

  LocalText identity_check = {};  // how it is found out who asks, to be read behind "this is how: "
  std::string identity_reason = {};
  std::optional<Date> extended_to = {};
  std::vector<std::string> extension_reasons = {};
  std::optional<Date> window = {};  // the last day on which the request can be withdrawn (TC-115)

  std::vector<LocalText> done = {};  // what was erased, restricted, corrected, stopped
  std::optional<Date> done_on = {};  // … or cancelled
  std::vector<LetterRefusal> refusals = {};
  std::optional<std::vector<LetterRecipient>> recipients = {};  // `{}`: nobody received anything
  std::optional<std::vector<LetterBackup>> backups = {};        // `{}`: there are none
  std::optional<LetterRecord> record_kept = {};
  std::optional<LetterForward> forwarded = {};
  std::string lift_reason = {};

  std::vector<std::string> searched = {};  // exports and tables, in words
  std::vector<LocalText> needed = {};      // by what a person can be found
  std::vector<std::string> enclosed = {};  // what goes with the letter, annexes and files
  std::string passphrase = {};             // where it comes from, a sentence; never the passphrase
  std::vector<Right> rights = {};          // those that apply, given the bases (L-6r)

  std::optional<RecipientNotice> notice = {};
  std::vector<std::string> person = {};  // by what the recipient knows the person, a line each

  std::vector<LocalText> categories = {}, sources = {};
  std::vector<LetterPurpose> purposes = {};
  std::optional<std::vector<LocalText>> transfers = {};  // `{}`: none
  std::optional<std::vector<LocalText>> profiling = {};  // `{}`: none

  std::vector<LetterAnnex> annexes = {};
};

/// The facts that the law demands of letters, by the word that a template and a message have for each. `recipients`
/// says also whether they were told, `receivers` only who they are.
enum class LetterFact {
  controller,
  contact,
  officer,
  asked,
  received,
  authority,
  court,
  answer_by,
  window,
  identity_check,
  identity_reason,
  extended_to,
  extension_reasons,
  done,
  done_on,
  refusals,
  recipients,
  receivers,
  backups,
  record_kept,
  forwarded,
  lift_reason,
  searched,
  needed,
  enclosed,
  passphrase,
  rights,
  notice,
  person,
  categories,
  sources,
  purposes,
  transfers,
  profiling
};
inline constexpr std::array<std::string_view, 34> letter_fact_words{"controller",
                                                                    "contact",
                                                                    "officer",
                                                                    "asked",
                                                                    "received",
                                                                    "authority",
                                                                    "court",
                                                                    "answer_by",
                                                                    "window",
                                                                    "identity_check",
                                                                    "identity_reason",
                                                                    "extended_to",
                                                                    "extension_reasons",
                                                                    "done",
                                                                    "done_on",
                                                                    "refusals",
                                                                    "recipients",
                                                                    "receivers",
                                                                    "backups",
                                                                    "record_kept",
                                                                    "forwarded",
                                                                    "lift_reason",
                                                                    "searched",
                                                                    "needed",
                                                                    "enclosed",
                                                                    "passphrase",
                                                                    "rights",
                                                                    "notice",
                                                                    "person",
                                                                    "categories",
                                                                    "sources",
                                                                    "purposes",
                                                                    "transfers",
                                                                    "profiling"};

/// Whether a letter of that kind must have the fact, tells it where it is so, or must have it where it refuses
/// something.
enum class Need { always, where_known, with_refusals };

struct LetterDemand {
  LetterFact fact = LetterFact::controller;
  Need need = Need::always;
  std::string_view article = {};  // that demands it, of the GDPR
};

/// All facts that a letter of that kind tells. A template for it can name these, and no others.
std::vector<LetterDemand> demands_of(LetterKind kind);

/// Whether `facts` hold it.
bool is_given(LetterFact fact, const LetterFacts& facts);

/// The texts of letters, by file name. Those that come with the program, unless one is replaced.
class LetterTemplates {
 public:
  /// The names of all, "letter-refused.nl.mustache", sorted.
  static std::vector<std::string> names();

  /// `text`, which came from `source`, instead of the one that comes with the program. Refused: a name that is none.
  Result<void> replace(std::string_view name, std::string text, std::string source);

  struct Template {
    std::string_view text, source;
  };
  Template find(std::string_view name) const;

 private:
  struct Own {
    std::string text, source;
  };
  std::map<std::string, Own, std::less<>> own_ = {};
};

/// The letter as a page that stands alone, to be printed on A4. Refused: facts that lack what the law demands of that
/// kind (the message names each, with its article), and a template that names a fact which the kind has not, or does
/// not print one that it has. The same facts give the same bytes.
Result<std::string> write_letter(LetterKind kind, const LetterFacts& facts, const LetterTemplates& templates);

/// The same as Markdown, without sender, addressee and annexes.
Result<std::string> letter_text(LetterKind kind, const LetterFacts& facts, const LetterTemplates& templates);

}  // namespace compliance
