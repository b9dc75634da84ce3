// SPDX-License-Identifier: Apache-2.0
// What the law says, as tables (L- ids; printed in compliance-law(7)). They are part of the program: no file and no
// network is needed, and a new release is what changes them. Each table is read on its first use and stays. Rows come
// in the order of their file; `find_` takes a row's name and returns null where there is none.

#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/local_text.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/model/vocabulary.h"

namespace compliance {

/// How sure a row is: text of law or settled case law; disputed, under appeal or read in two ways; not law yet.
enum class Certainty { settled, contested, proposed };
inline constexpr std::array<std::string_view, 3> certainty_words{"settled", "contested", "proposed"};

/// What every row carries.
struct LegalEntry {
  std::string name = {};
  std::optional<Date> from = {};   // the first day on which it holds; none: longer than the tables look back
  std::optional<Date> until = {};  // the last day; none: no end is known
  Certainty certainty = Certainty::settled;
  std::string source = {};  // official citation
};

/// Whether `entry` is in force on `day`. A proposed row never is.
bool holds_on(const LegalEntry& entry, Date day);

/// A statutory minimum: how long the law demands that records are kept (L-AWR).
struct StatutoryDuty : LegalEntry {
  LocalText law = {};         // its name with its article
  std::string citation = {};  // the short form, "AWR 52(4)"
  Period period = {};
  Counted counted = Counted::from_day;
  LocalText note = {};  // what it covers, and how it is counted
};

std::span<const StatutoryDuty> statutory_duties();
/// The bytes of that table, as the program has them: what a plan rests on besides its policy.
std::string_view statutory_duties_source();
const StatutoryDuty* find_statutory_duty(std::string_view name);

/// What the mechanism rests on: a decision about a country, a safeguard between two parties (Art. 46), a decision that
/// holds for certified recipients only, or an exception (Art. 49).
enum class TransferKind { adequacy, safeguard, certification, derogation };
inline constexpr std::array<std::string_view, 4> transfer_kind_words{"adequacy", "safeguard", "certification",
                                                                     "derogation"};

/// What a transfer to a third country can rest on, or could once (L-44, SI-102, SE-55).
struct TransferMechanism : LegalEntry {
  LocalText title = {};
  TransferKind kind = TransferKind::safeguard;
  std::string article = {};
  std::vector<std::string> countries = {};         // to which it leads; none: to any
  std::optional<Period> certification_check = {};  // a look at the recipient's certificate may be this old at most
  std::string dpv = {};                            // its term in the W3C DPV; empty where DPV has none
  LocalText note = {};
};

std::span<const TransferMechanism> transfer_mechanisms();
const TransferMechanism* find_transfer_mechanism(std::string_view name);

/// Why data may flow to a country as within the Union: it belongs to the EEA, or the Commission found it adequate.
enum class CountryStanding { eea, adequate };
inline constexpr std::array<std::string_view, 2> country_standing_words{"eea", "adequate"};

/// A country of the EEA, or one with an adequacy decision (Art. 45). `name` is its ISO 3166-1 alpha-2 code, "NL"; of an
/// adequate country, `from` is the day of the decision.
struct Country : LegalEntry {
  LocalText title = {};
  CountryStanding standing = CountryStanding::eea;
  LocalText limits = {};  // what the decision does not cover; empty: nothing that matters to a company
};

std::span<const Country> countries();
const Country* find_country(std::string_view code);
bool in_eea(std::string_view code);

/// The country, if an adequacy decision for it is in force on `day`; else null. The United States have none: there it
/// depends on the recipient (eu-us-dpf).
const Country* find_adequate_country(std::string_view code, Date day);

/// Those of `codes` to which data do not flow freely: outside the EEA, without such a decision.
std::vector<std::string> countries_without_decision(std::span<const std::string> codes, Date day);

/// To whom a message goes. Partnerships of natural persons count as sole traders (L-TW).
enum class Addressee { natural_person, sole_trader, legal_person };
inline constexpr std::array<std::string_view, 3> addressee_words{"natural_person", "sole_trader", "legal_person"};

/// Whether people must have said yes, or can only say no.
enum class ConsentRule { consent, opt_out };
inline constexpr std::array<std::string_view, 2> consent_rule_words{"consent", "opt_out"};

/// To whom a rule that asks for consent makes an exception: senders with own customers and similar products, or only
/// charities, charity lotteries and publishers of newspapers and magazines.
enum class MarketingException { none, own_customers, charities_and_press };
inline constexpr std::array<std::string_view, 3> marketing_exception_words{"none", "own_customers",
                                                                           "charities_and_press"};

/// Unsolicited messages that promote something, Telecommunicatiewet art. 11.7 (L-TW).
struct MarketingRule : LegalEntry {
  std::vector<std::string> channels = {};  // of channel_words
  std::vector<Addressee> to = {};
  ConsentRule rule = ConsentRule::consent;
  MarketingException exception = MarketingException::none;
  LocalText note = {};
};

std::span<const MarketingRule> marketing_rules();

/// The rule in force on `day`, or null when the table does not go back that far. At most one holds.
const MarketingRule* find_marketing_rule(std::string_view channel, Addressee to, Date day);

/// A supervisory authority (Art. 51, 77).
struct Authority : LegalEntry {
  std::string country = {};
  LocalText title = {};
  std::string website = {};
  std::string petition = {};  // of response_terms: how long people have to go to court there; empty: no term is known
};

std::span<const Authority> authorities();
const Authority* find_authority(std::string_view name);

/// What happens to a term that ends on a day off: it ends on the next working day by Regulation 1182/71 or by the
/// Algemene termijnenwet, or it ends as counted (L-TIME).
enum class TermEnd { eu_1182_71, nl_atw, as_counted };
inline constexpr std::array<std::string_view, 3> term_end_words{"eu_1182_71", "nl_atw", "as_counted"};

/// How long a controller, or a person, has (L-12b, L-33, L-CCPA). Exactly one of `period`, `business_days` and `hours`
/// is given.
struct ResponseTerm : LegalEntry {
  std::string law = {};  // gdpr, nl or ccpa
  LocalText title = {};
  std::string article = {};
  std::optional<Period> period = {};
  unsigned business_days = 0;
  unsigned hours = 0;
  std::optional<Period> extension = {};  // by how much `period` can be made longer
  TermEnd ends = TermEnd::as_counted;
  LocalText note = {};  // may be empty
};

std::span<const ResponseTerm> response_terms();
const ResponseTerm* find_response_term(std::string_view name);
/// One that the program itself names; std::logic_error when it is gone.
const ResponseTerm& response_term(std::string_view name);

/// A legal basis, Art. 6(1). `name` is its word in a policy.
struct LegalBasis : LegalEntry {
  LocalText title = {};
  std::string article = {};
  std::string dpv = {};  // its term in the EU-GDPR extension of the W3C DPV
};

std::span<const LegalBasis> legal_bases();
const LegalBasis& legal_basis(Basis basis);

/// The rights that a refusal can be about. `information` is what Art. 13 and 14 demand without a request.
inline constexpr std::array<std::string_view, 7> refusable_right_words{
    "access", "rectification", "erasure", "restriction", "portability", "objection", "information"};

/// Why a request is refused in whole or in part (L-12c, L-17.3, L-UAVG41).
struct RefusalReason : LegalEntry {
  LocalText title = {};
  LocalText letter = {};  // whole sentences, to the person
  std::string article = {};
  std::vector<std::string> rights = {};  // of refusable_right_words
  std::string dpv = {};                  // its term in the justifications of the W3C DPV; empty where DPV has none
};

std::span<const RefusalReason> refusal_reasons();
const RefusalReason* find_refusal_reason(std::string_view name);

}  // namespace compliance
