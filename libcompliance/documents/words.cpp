// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/words.h"

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

LocalText count_words(int count, std::string_view nl_one, std::string_view nl_many, std::string_view en_one) {
  const std::string number = std::to_string(count) + ' ';
  return {number + std::string{count == 1 ? nl_one : nl_many}, number + std::string{en_one} + (count == 1 ? "" : "s")};
}

// Countries outside the tables of the law that statements name most often.
struct CountryName {
  std::string_view code, nl, en;
};
constexpr std::array country_names{CountryName{"AE", "Verenigde Arabische Emiraten", "United Arab Emirates"},
                                   CountryName{"AU", "Australië", "Australia"},
                                   CountryName{"BR", "Brazilië", "Brazil"},
                                   CountryName{"CN", "China", "China"},
                                   CountryName{"HK", "Hongkong", "Hong Kong"},
                                   CountryName{"IN", "India", "India"},
                                   CountryName{"MA", "Marokko", "Morocco"},
                                   CountryName{"MX", "Mexico", "Mexico"},
                                   CountryName{"PH", "Filipijnen", "Philippines"},
                                   CountryName{"RS", "Servië", "Serbia"},
                                   CountryName{"RU", "Rusland", "Russia"},
                                   CountryName{"SG", "Singapore", "Singapore"},
                                   CountryName{"SR", "Suriname", "Suriname"},
                                   CountryName{"TR", "Turkije", "Turkey"},
                                   CountryName{"UA", "Oekraïne", "Ukraine"},
                                   CountryName{"US", "Verenigde Staten", "United States"},
                                   CountryName{"ZA", "Zuid-Afrika", "South Africa"}};

// What happens on a date, as far as its category tells.
LocalText date_moment_words(const Field& date) {
  const std::string_view category = date.category->name;
  if (category == "relationship.end") return {"het einde van de relatie", "the end of the relation"};
  if (category == "relationship.start") return {"het begin van de relatie", "the start of the relation"};
  if (category == "relationship.consent") return {"de toestemming of het bezwaar", "the consent or the objection"};
  if (category == "event.date") return {"de gebeurtenis", "the event"};
  return LocalText{"de dag in ", "the day in "} + name_words(date.name);
}

}  // namespace

LocalText same(std::string_view text) { return {std::string{text}, std::string{text}}; }

LocalText operator+(LocalText left, const LocalText& right) {
  left.nl += right.nl;
  left.en += right.en;
  return left;
}

LocalText operator+(LocalText left, std::string_view right) {
  left.nl += right;
  left.en += right;
  return left;
}

LocalText list_words(std::span<const LocalText> items) {
  std::vector<std::string> nl, en;
  for (const LocalText& item : items) {
    nl.push_back(item.nl);
    en.push_back(item.en);
  }
  return {join_words(nl, " en "), join_words(en)};
}

LocalText name_words(std::string_view name) {
  std::string words{name};
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return same(words);
}

LocalText date_words(Date date) {
  constexpr std::array nl{"januari", "februari", "maart",     "april",   "mei",      "juni",
                          "juli",    "augustus", "september", "oktober", "november", "december"};
  constexpr std::array en{"January", "February", "March",     "April",   "May",      "June",
                          "July",    "August",   "September", "October", "November", "December"};
  const std::size_t month = static_cast<unsigned>(date.month()) - 1;
  const std::string day = std::to_string(static_cast<unsigned>(date.day())) + ' ';
  const std::string year = ' ' + std::to_string(static_cast<int>(date.year()));
  return {day + nl[month] + year, day + en[month] + year};
}

LocalText period_words(Period period) {
  std::vector<LocalText> parts;
  if (period.months >= 12) parts.push_back(count_words(period.months / 12, "jaar", "jaar", "year"));
  if (period.months % 12 != 0) parts.push_back(count_words(period.months % 12, "maand", "maanden", "month"));
  if (period.days != 0 || parts.empty()) parts.push_back(count_words(period.days, "dag", "dagen", "day"));
  return list_words(parts);
}

LocalText every_words(Period period) {
  if (period == Period{0, 1}) return {"dag", "day"};
  if (period == Period{0, 7}) return {"week", "week"};
  if (period == Period{1, 0}) return {"maand", "month"};
  if (period == Period{12, 0}) return {"jaar", "year"};
  return period_words(period);
}

LocalText country_words(std::string_view code) {
  if (const Country* country = find_country(code)) return country->title;
  const auto found = std::ranges::find(country_names, code, &CountryName::code);
  return found == country_names.end() ? same(code) : LocalText{std::string{found->nl}, std::string{found->en}};
}

LocalText countries_words(std::span<const std::string> codes) {
  std::vector<LocalText> names;
  for (const std::string& code : codes) names.push_back(country_words(code));
  return list_words(names);
}

LocalText category_words(const Category& category) {
  // What stands behind a semicolon is advice to whoever chooses the category.
  return {std::string{category.nl.substr(0, category.nl.find(';'))},
          std::string{category.meaning.substr(0, category.meaning.find(';'))}};
}

LocalText record_words(const RecordType& record) {
  return record.subjects.en.empty() ? name_words(record.name) : record.subjects;
}

LocalText keeper_words(const Keeper& keeper) { return keeper.title ? *keeper.title : name_words(keeper.name); }

LocalText recipient_words(const Recipient& recipient) {
  return recipient.title ? *recipient.title : name_words(recipient.name);
}

LocalText recipient_words(const Statement& statement, const std::string& name) {
  if (statement.recipients)
    for (const Recipient& recipient : *statement.recipients)
      if (recipient.name == name) return recipient_words(recipient);
  return name_words(name);
}

LocalText recipient_kind_words_of(RecipientKind kind) {
  switch (kind) {
    case RecipientKind::processor:
      return {"werkt voor ons (verwerker)", "works for us (processor)"};
    case RecipientKind::sub_processor:
      return {"werkt voor onze verwerker (subverwerker)", "works for our processor (sub-processor)"};
    case RecipientKind::controller:
      return {"beslist zelf over de gegevens", "decides about the data itself (controller)"};
    case RecipientKind::joint_controller:
      return {"beslist samen met ons over de gegevens", "decides about the data together with us (joint controller)"};
    case RecipientKind::authority:
      return {"is een overheidsinstantie", "is a public authority"};
    case RecipientKind::employer:
      return {"is de werkgever van de persoon", "is the person's employer"};
    case RecipientKind::licence:
      return {"gebruikt de gegevens onder een licentie", "uses the data under a licence"};
    case RecipientKind::sale:
      return {"koopt de gegevens", "buys the data"};
  }
  return {};
}

LocalText basis_words_of(Basis basis) {
  const std::string letter(1, static_cast<char>('a' + static_cast<int>(basis)));
  return legal_basis(basis).title +
         LocalText{" (artikel 6, lid 1, onder " + letter + ", AVG)", " (Article 6(1)(" + letter + ") GDPR)"};
}

LocalText cookie_words(CookieClass is) {
  switch (is) {
    case CookieClass::functional:
      return {"nodig om de site te laten werken", "needed for the site to work"};
    case CookieClass::analytical:
      return {"telt hoe de site wordt gebruikt", "counts how the site is used"};
    case CookieClass::tracking:
      return {"volgt wat iemand op internet doet", "follows what somebody does on the internet"};
    case CookieClass::social:
      return {"hoort bij een sociaal netwerk", "belongs to a social network"};
  }
  return {};
}

LocalText moment_words(const Policy& policy, std::size_t index) {
  const Moment& moment = policy.moments[index];
  if (moment.title) return *moment.title;
  if (moment.kind == Moment::Kind::date) return date_moment_words(policy.records[moment.of].fields[moment.date]);
  std::vector<LocalText> parts;
  for (const std::size_t part : moment.moments) parts.push_back(moment_words(policy, part));
  switch (moment.kind) {
    case Moment::Kind::latest:
      return LocalText{"de laatste dag van: ", "the last day of: "} + list_words(parts);
    case Moment::Kind::earliest:
      return LocalText{"de eerste dag van: ", "the first day of: "} + list_words(parts);
    default:
      return LocalText{"een van deze dagen: ", "one of these days: "} + list_words(parts);
  }
}

LocalText storage_words(const Policy& policy, const Keeper& keeper) {
  const std::optional<Clock> clock = keeper.storage();
  if (!clock) return {};
  const LocalText moment = moment_words(policy, clock->after);
  if (clock->period == Period{} && clock->counted == Counted::from_day)
    return LocalText{"tot en met ", "until and including "} + moment;
  const LocalText from = clock->counted == Counted::from_year_end
                             ? LocalText{" na het einde van het jaar van ", " after the end of the year of "}
                             : LocalText{" na ", " after "};
  return LocalText{"tot ", "until "} + period_words(clock->period) + from + moment;
}

LocalText law_words(const Keeper& keeper) {
  return keeper.statutory != nullptr ? keeper.statutory->law : same(keeper.law);
}

std::vector<std::string> third_countries(const Recipient& recipient) {
  std::vector<std::string> found;
  std::ranges::copy_if(recipient.countries, std::back_inserter(found),
                       [](const std::string& code) { return !in_eea(code); });
  return found;
}

LocalText mechanism_words(const Transfer& transfer) {
  const TransferMechanism* mechanism = find_transfer_mechanism(transfer.mechanism);
  const LocalText words = mechanism == nullptr ? name_words(transfer.mechanism) : mechanism->title;
  return transfer.reference ? words + " (" + *transfer.reference + ")" : words;
}

LocalText transfer_words(const Recipient& recipient, Date as_of) {
  if (recipient.transfer) return mechanism_words(*recipient.transfer);
  std::vector<LocalText> parts;
  for (const std::string& code : third_countries(recipient))
    if (find_adequate_country(code, as_of) != nullptr)
      parts.push_back(LocalText{"besluit van de Europese Commissie dat het recht van dat land genoeg beschermt (",
                                "decision of the European Commission that the law of that country protects enough ("} +
                      country_words(code) + ")");
  return list_words(parts);
}

std::vector<DataOf> data_of(const Policy& policy, std::span<const FieldRef> cells) {
  std::vector<DataOf> data;
  for (std::size_t record = 0; record < policy.records.size(); ++record) {
    DataOf of{.record = record};
    for (std::size_t field = 0; field < policy.records[record].fields.size(); ++field) {
      const bool covered = std::ranges::any_of(
          cells, [&](const FieldRef& cell) { return cell.record == record && cell.field == field; });
      const Category* category = policy.records[record].fields[field].category;
      if (covered && std::ranges::find(of.categories, category) == of.categories.end())
        of.categories.push_back(category);
    }
    if (!of.categories.empty()) data.push_back(std::move(of));
  }
  return data;
}

LocalText categories_words(std::span<const Category* const> categories) {
  // Some of the phrases hold a comma themselves.
  LocalText words;
  for (const Category* category : categories) {
    if (!words.en.empty()) words = words + "; ";
    words = words + category_words(*category);
  }
  return words;
}

}  // namespace compliance
