// SPDX-License-Identifier: Apache-2.0
// What a policy says in terms, in words for people, in Dutch and English. Phrases are lower case and without a full
// stop, so that sentences can be built of them. What a policy gives no words for is called by its name ("site_visitor"
// becomes "site visitor"), in both languages.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/local_text.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

enum class Language { nl, en };
inline constexpr std::array<std::string_view, 2> language_words{"nl", "en"};

inline const std::string& in(Language language, const LocalText& text) {
  return language == Language::nl ? text.nl : text.en;
}

/// A text that is the same in both languages: a name, an address.
LocalText same(std::string_view text);
LocalText operator+(LocalText left, const LocalText& right);
LocalText operator+(LocalText left, std::string_view right);

/// "a, b en c", "a, b and c".
LocalText list_words(std::span<const LocalText> items);
/// The same, with a capital.
std::string capitalised(std::string text);
/// "site_visitor" as "site visitor".
LocalText name_words(std::string_view name);
/// "21 maart 2018", "21 March 2018".
LocalText date_words(Date date);
/// "2 jaar en 6 maanden", "2 years and 6 months"; days that are whole weeks as weeks.
LocalText period_words(Period period);
/// "dag", "3 maanden" behind "elke" and "every".
LocalText every_words(Period period);
/// By its ISO code; a country that no table names stays a code.
LocalText country_words(std::string_view code);
LocalText countries_words(std::span<const std::string> codes);

LocalText category_words(const Category& category);
/// Whom a record is about, or its name in quotes.
LocalText record_words(const RecordType& record);
/// Its title; of a duty without one, the law that demands it when the tables have it; or its name.
LocalText keeper_words(const Keeper& keeper);
/// Who it is: its title, with its name in front where the title only says what it does: "Stripe (facturen sturen)". A
/// title stands alone when it holds a proper name ("Voorbeeld Drukkerij") or that of the policy, and where there is no
/// one name: of a category, of the employer of a person.
LocalText recipient_words(const Recipient& recipient);
/// Of the recipient with that name, if it is declared.
LocalText recipient_words(const Statement& statement, const std::string& name);
LocalText recipient_kind_words_of(RecipientKind kind);
/// "gerechtvaardigd belang (artikel 6, lid 1, onder f, AVG)".
LocalText basis_words_of(Basis basis);
LocalText cookie_words(CookieClass is);

/// To be read behind "na" and "after": its title, or else what kind of date it is.
LocalText moment_words(const Policy& policy, std::size_t moment);
/// "tot 3 jaar na …", "until …": how long storage for this keeper lasts; empty when the policy does not say it.
LocalText storage_words(const Policy& policy, const Keeper& keeper);

/// "tot en met …": how long a purpose may be served, when storage lasts longer; else empty.
LocalText use_words(const Policy& policy, const Keeper& keeper);
/// A ceiling as it applies to one record type.
struct CeilingOf {
  const Ceiling* ceiling = nullptr;
  LocalText whose = {};
  LocalText words = {};  // "tot 5 jaar na …", "tot de dag van …"
};
/// The ceilings of what a keeper covers, each as often as there are record types with words of their own.
std::vector<CeilingOf> ceilings_of(const Policy& policy, const Keeper& keeper);
/// "e-mail en post".
LocalText channels_words(std::span<const std::string> channels);
LocalText topics_words(std::span<const std::string> topics);

/// The law that demands a duty, with its article.
LocalText law_words(const Keeper& keeper);
/// The cells of one record type that something covers, by category; each category once, in the order of the fields.
struct DataOf {
  std::size_t record = 0;
  std::vector<const Category*> categories = {};
};
std::vector<DataOf> data_of(const Policy& policy, std::span<const FieldRef> cells);
LocalText categories_words(std::span<const Category* const> categories);

}  // namespace compliance
