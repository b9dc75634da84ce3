// SPDX-License-Identifier: Apache-2.0
// What an organisation says about itself and about how it deals with people: the part of a policy that no verdict
// reads, and from which check, register (Art. 30) and notice (Art. 13, 14) work. compliance-policy(5) is its manual.
//
// Everything here may be absent, because real statements leave it out: absence is what `check` and the completeness
// table report. An empty `recipients` says "nobody", an absent one says nothing.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libcompliance/base/local_text.h"
#include "libcompliance/base/place.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/model/category.h"
#include "libcompliance/model/statement_words.h"
#include "libcompliance/model/vocabulary.h"
#include "libcompliance/policy/field_ref.h"

namespace compliance {

/// What makes it lawful that data leave the European Economic Area (Art. 44 to 49).
struct Transfer {
  std::string mechanism = {};  // a name of compliance-law(7); check reports one that is unknown or void
  std::optional<std::string> reference = {};
  std::optional<Date> checked_on = {};  // that the importer is certified
  Place place = {};
};

/// Art. 13(1)(a), 30(1)(a). `country` is ISO 3166 alpha-2; outside the EEA a representative is needed (Art. 27).
struct Controller {
  std::string name = {};
  bool is_a_person = false;                  // a natural person named where an organisation should stand (RF-25)
  std::vector<std::string> also_named = {};  // other spellings that the statement uses (RF-32)
  std::optional<std::string> address = {}, contact = {}, website = {}, country = {};
  std::optional<std::string> representative = {};  // name and contact
  std::vector<Transfer> transfers = {};            // by which data reach it, when it is outside the EEA itself (SE-55)
  Place place = {};
};

/// Art. 37, 38(6).
struct Dpo {
  bool none = false;  // `dpo: none`: the organisation says that it needs none
  std::string contact = {};
  std::vector<std::string> also = {};  // other posts that the same person holds
  Place place = {};
};

struct ContactPoint {
  std::string name = {};
  std::string channel = {};
  std::string address = {};
  std::vector<std::string> for_what = {};
  Place place = {};
};

/// A system that holds records, and who hosts it (SI-73, SI-75).
struct System {
  std::string name = {};
  std::optional<std::string> host = {};  // a recipient; check reports one that is not declared
  std::vector<std::string> countries = {};
  std::vector<std::size_t> records = {};
  Place place = {};
};

/// A customer for whom the organisation processes records (Art. 28, 30(2); SI-07, SI-08).
struct Tenant {
  std::string name = {};
  std::string controller = {};
  std::string contact = {};
  std::optional<std::string> instruction = {};  // the reference of the documented instruction
  Place place = {};
};

/// Where data come from that people did not give themselves (Art. 14(2)(f)).
struct Source {
  std::string name = {};
  LocalText title = {};
  bool is_public = false;
  Place place = {};
};

/// A reference to a paper outside the policy, with its dates.
struct Reference {
  std::string text = {};
  std::optional<Date> on = {}, review_by = {};
};

struct Contract {
  ContractKind kind = ContractKind::agreement;
  Reference reference = {};
};

/// Art. 13(1)(e), 15(1)(c), 28, 30(1)(d).
struct Recipient {
  std::string name = {};
  std::optional<LocalText> title = {};
  RecipientKind kind = RecipientKind::processor;
  bool is_category = false;                // the statement names a kind of recipient, not who it is
  std::vector<std::size_t> purposes = {};  // keepers
  std::vector<FieldRef> fields = {};
  std::optional<Basis> basis = {};
  std::optional<Contract> contract = {};
  std::vector<std::string> countries = {};
  std::optional<Transfer> transfer = {};
  std::optional<std::string> notify = {};  // where to tell it of an erasure (Art. 19)
  std::optional<DisclosureLog> log = {};
  std::optional<std::size_t> consent = {};  // the purpose whose consent each disclosure needs (ST-24)
  std::optional<std::string> privacy_page = {};
  std::optional<std::string> authorised = {};       // a sub-processor: the reference of the authorisation (Art. 28(2))
  std::optional<Reference> security_evidence = {};  // SF-26
  Place place = {};
};

/// Claims that a statement makes about all of its processing; check holds the rest of the policy against them.
struct Promises {
  std::optional<Role> role = {};                     // what the organisation calls itself
  std::optional<Sale> sale = {};                     // SI-53, SF-29, ST-24
  bool shares_nothing = false;
  std::vector<Basis> discloses_only_for = {};
  std::vector<CookieClass> cookies_only = {};
  std::vector<std::size_t> processes_only_for = {};  // keepers; RF-10, X-15
  std::vector<FieldRef> stores_only = {};            // RF-03, X-15
  std::vector<std::string> used_only_by = {};        // roles; RF-23, X-16
  std::vector<std::string> states = {};              // parts that it says it states: basis, retention
  std::vector<FieldRef> not_personal = {};           // what it calls not personal (SE-06, X-03)
  std::optional<Period> informs_within = {};         // people whose data it has from others (Art. 14(3)(a); SE-43)
  Place place = {};
};

/// Art. 12, 13(2)(b). A term that is not a period ("within a reasonable time") is `unspecified` (SI-12).
struct Term {
  std::optional<Period> period = {};  // absent: unspecified
  Place place = {};
};

struct Rights {
  std::vector<Right> offered = {};
  std::optional<Term> answer_within = {}, processor_answers_within = {};
  std::vector<std::size_t> channels = {};           // contact points
  bool only_in_writing = false;                     // SF-32
  std::vector<IdentityCheck> identity = {};         // the ladder: the first is the default
  std::optional<std::string> identity_reason = {};  // why a check that heavy is needed (TC-184)
  struct OptOutWord {
    std::string text = {};
    std::vector<std::string> stops = {};  // channels
  };
  std::vector<OptOutWord> opt_out_words = {};  // SE-11
  Place place = {};
};

struct CoolingOff {
  Period period = {};
  std::vector<std::string> applies_to = {};
  Place place = {};
};

/// Data that must not be there (SE-37, SI-13, SI-33). Either categories or an age.
struct Forbidden {
  std::vector<const Category*> categories = {};
  std::optional<std::uint64_t> under_age = {};
  std::vector<std::size_t> records = {};  // empty: all
  std::optional<std::string> unless = {};
  Place place = {};
};

/// Art. 13(2)(f), 15(1)(h), 22.
struct Profiling {
  std::string name = {};
  std::optional<LocalText> title = {};
  std::optional<std::size_t> purpose = {};
  std::vector<FieldRef> inputs = {};
  bool inputs_are_partial = false;  // "primarily based on" (ST-16)
  std::optional<LocalText> logic = {}, effect = {};
  std::optional<FieldRef> output = {};
  bool decides = false;                   // with legal or similarly significant effect
  std::optional<std::string> human = {};  // who reviews
  std::optional<std::string> version = {};
  Place place = {};
};

struct Recipe {
  std::string name = {};
  LocalText title = {};
  std::vector<FieldRef> keep = {};
  std::uint64_t at_least = 0;  // people in a group; 0: the statement does not say
  Place place = {};
};

struct Backup {
  std::string what = {};
  Period every = {}, keep = {};
  Place place = {};
};

struct Cookie {
  std::string name = {};
  CookieClass is = CookieClass::functional;
  std::optional<std::string> set_by = {};  // a recipient; check reports one that is not declared
  Place place = {};
};

/// One version of the privacy statement. `announces`: purposes that it tells of for the first time.
struct Notice {
  std::string version = {};
  Date from = {};
  std::optional<Date> until = {}, review_by = {};
  std::vector<std::size_t> announces = {};
  Place place = {};
};

/// Disclosure on demand: an authority, a court, a merger (RF-21, SI-98, SI-99, SE-53).
struct Disclosure {
  std::string reason = {};
  std::string inform = {};  // inform_words
  std::optional<std::string> approver = {};
  Place place = {};
};

struct Jurisdiction {
  std::string name = {};
  std::optional<FieldRef> residency = {};  // the field that tells where a person lives
  std::optional<Term> answer_within = {};  // its own clock, for whom it applies to
  Place place = {};
};

struct Statement {
  Controller controller = {};
  std::optional<Dpo> dpo = {};
  std::optional<std::string> authority = {};  // a name of compliance-law(7)
  Place authority_place = {};
  struct InForce {
    Date from = {};
    std::string version = {};
    Place place = {};
  };
  std::optional<InForce> in_force = {};
  std::vector<Notice> notices = {};
  std::vector<ContactPoint> contact_points = {};
  std::vector<System> systems = {};
  std::vector<Tenant> tenants = {};
  std::vector<Source> sources = {};
  std::optional<std::vector<Recipient>> recipients = {};
  std::optional<Promises> promises = {};
  std::optional<Rights> rights = {};
  std::optional<CoolingOff> cooling_off = {};
  std::vector<Forbidden> forbidden = {};
  std::optional<std::vector<Profiling>> profiling = {};  // `{}`: none takes place
  std::vector<Recipe> anonymisation = {};
  std::vector<Backup> backups = {};
  std::optional<std::size_t> breach_contact = {};  // a contact point
  std::vector<LocalText> security = {};
  std::vector<Cookie> cookies = {};
  std::vector<Disclosure> disclosures = {};
  std::vector<Jurisdiction> jurisdictions = {};
  std::optional<LocalText> if_not_provided = {};  // Art. 13(2)(e)
  std::vector<Place> placeholders = {};           // texts that nobody filled in: […], #name, {{…}}
};

}  // namespace compliance
