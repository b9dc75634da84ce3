// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/model/category.h"

#include <algorithm>
#include <array>
#include <string>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::array known{
    Category{"person.name", "name of a person"},
    Category{"person.gender", "gender or form of address"},
    Category{"person.birth_date", "date of birth"},
    Category{"person.title", "job title or function"},
    Category{"person.language", "preferred language"},
    Category{"person.photo", "picture of a person"},
    Category{"person.identifier", "number by which a system knows a person"},
    Category{"person.contact.email", "e-mail address"},
    Category{"person.contact.phone", "phone number"},
    Category{"person.address.postal", "postal address"},
    Category{"person.address.visiting", "visiting address"},
    Category{"person.contact.social", "account on a social network"},
    Category{"person.preference", "what a person wants or does not want"},
    Category{"organisation.name", "name of an organisation"},
    Category{"organisation.legal_form", "legal form of an organisation"},
    Category{"organisation.identifier", "registration number of an organisation"},
    Category{"organisation.contact.email", "general e-mail address of an organisation"},
    Category{"organisation.contact.phone", "general phone number of an organisation"},
    Category{"organisation.address.postal", "postal address of an organisation"},
    Category{"organisation.address.visiting", "visiting address of an organisation"},
    Category{"relationship.state", "whether there is a relation, and of what kind"},
    Category{"relationship.start", "since when there is a relation"},
    Category{"relationship.end", "since when there is no relation any more"},
    Category{"event.date", "when something happened"},
    Category{"event.kind", "what kind of thing happened"},
    Category{"employee.name", "name or number of an employee of the organisation itself"},
    Category{"event.subject", "what it was about, in a few words"},
    Category{"free_text", "text that people typed; anything may be in it"},
    Category{"finance.amount", "an amount of money"},
    Category{"finance.identifier", "number of an invoice, an account or a payment"},
    Category{"technical.identifier", "cookie, device or network address"},
    Category{"special.religion", "religion or belief (Art. 9)", true},
    Category{"special.health", "health (Art. 9)", true},
    Category{"special.ethnicity", "racial or ethnic origin (Art. 9)", true},
    Category{"special.politics", "political opinions (Art. 9)", true},
    Category{"special.union", "trade union membership (Art. 9)", true},
    Category{"special.sex_life", "sex life or sexual orientation (Art. 9)", true},
    Category{"special.biometric", "biometric or genetic data (Art. 9)", true},
    Category{"special.criminal", "criminal convictions and offences (Art. 10)", true},
    Category{"special.national_id", "national identification number such as the BSN (Art. 87)", true},
};

struct Hint {
  std::string_view word;  // lower case, as it stands in a column's name
  std::string_view category;
};
constexpr std::array hints{
    Hint{"geloof", "special.religion"},        Hint{"religie", "special.religion"},
    Hint{"godsdienst", "special.religion"},    Hint{"religion", "special.religion"},
    Hint{"kerk", "special.religion"},          Hint{"ziekte", "special.health"},
    Hint{"gezondheid", "special.health"},      Hint{"medisch", "special.health"},
    Hint{"health", "special.health"},          Hint{"medical", "special.health"},
    Hint{"bloedgroep", "special.health"},      Hint{"blood", "special.health"},
    Hint{"handicap", "special.health"},        Hint{"disability", "special.health"},
    Hint{"dieet", "special.health"},           Hint{"allergi", "special.health"},
    Hint{"etnic", "special.ethnicity"},        Hint{"ethnic", "special.ethnicity"},
    Hint{"afkomst", "special.ethnicity"},      Hint{"nationaliteit", "special.ethnicity"},
    Hint{"politiek", "special.politics"},      Hint{"political", "special.politics"},
    Hint{"vakbond", "special.union"},          Hint{"union", "special.union"},
    Hint{"geaardheid", "special.sex_life"},    Hint{"orientation", "special.sex_life"},
    Hint{"vingerafdruk", "special.biometric"}, Hint{"biometri", "special.biometric"},
    Hint{"strafblad", "special.criminal"},     Hint{"criminal", "special.criminal"},
    Hint{"bsn", "special.national_id"},        Hint{"burgerservice", "special.national_id"},
    Hint{"sofinummer", "special.national_id"},
};

}  // namespace

std::span<const Category> categories() { return known; }

const Category* find_category(std::string_view name) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const Category& c) { return c.name == name; });
  return found == known.end() ? nullptr : &*found;
}

const Category* special_category_hint(std::string_view column) {
  const std::string lower = ascii_lower(column);
  for (const Hint& hint : hints)
    if (lower.find(hint.word) != std::string::npos) return find_category(hint.category);
  return nullptr;
}

}  // namespace compliance
