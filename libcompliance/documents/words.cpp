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

LocalText channel_words_of(std::string_view channel) {
  if (channel == "email") return {"e-mail", "e-mail"};
  if (channel == "phone") return {"telefoon", "phone"};
  if (channel == "sms") return {"sms", "text message"};
  return name_words(channel);
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : ascii_lower(text))
    if (is_digit(c) || (c >= 'a' && c <= 'z')) letters += c;
  return letters;
}

// "Voorbeeld", and not "CRM" or "customer".
bool has_proper_name(std::string_view title) {
  const auto is_upper = [](char c) { return c != ascii_lower(c); };
  for (std::size_t i = 0; i + 1 < title.size(); ++i)
    if (is_upper(title[i]) && title[i + 1] >= 'a' && title[i + 1] <= 'z' && (i == 0 || title[i - 1] == ' '))
      return true;
  return false;
}

// Whether a title tells who it is, or only what it does.
bool is_named_in(std::string_view name, const LocalText& title) {
  return has_proper_name(title.nl) || letters_of(title.nl).find(letters_of(name)) != std::string::npos ||
         letters_of(title.en).find(letters_of(name)) != std::string::npos;
}

LocalText ceiling_words(const Policy& policy, const Ceiling& ceiling) {
  const LocalText moment = moment_words(policy, ceiling.after);
  if (ceiling.at_most == Period{}) return LocalText{"tot de dag van ", "until the day of "} + moment;
  return LocalText{"tot ", "until "} + period_words(ceiling.at_most) + LocalText{" na ", " after "} + moment;
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

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
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
  // A policy that says "2 weeks" and one that says "14 days" say the same.
  if (period.days != 0 && period.days % 7 == 0)
    parts.push_back(count_words(period.days / 7, "week", "weken", "week"));
  else if (period.days != 0 || parts.empty())
    parts.push_back(count_words(period.days, "dag", "dagen", "day"));
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
  return record.subjects.en.empty() ? LocalText{"\"", "\""} + name_words(record.name) + "\"" : record.subjects;
}

LocalText keeper_words(const Keeper& keeper) {
  if (keeper.title) return *keeper.title;
  return keeper.statutory != nullptr ? keeper.statutory->law : name_words(keeper.name);
}

LocalText recipient_words(const Recipient& recipient) {
  if (!recipient.title) return name_words(recipient.name);
  const bool unnamed = recipient.is_category || recipient.kind == RecipientKind::employer;
  if (unnamed || is_named_in(recipient.name, *recipient.title)) return *recipient.title;
  return name_words(capitalised(recipient.name)) + " (" + *recipient.title + ")";
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
  LocalText from{" na ", " after "};
  if (clock->counted == Counted::from_year_end)
    from = {" na het einde van het jaar van ", " after the end of the year of "};
  if (clock->counted == Counted::from_book_year_end)
    from = {" na het einde van het boekjaar van ", " after the end of the book year of "};
  return LocalText{"tot ", "until "} + period_words(clock->period) + from + moment;
}

LocalText use_words(const Policy& policy, const Keeper& keeper) {
  if (!keeper.use_until || !keeper.keep) return {};
  const std::optional<Clock> clock = keeper.storage();
  if (clock && clock->period == Period{} && clock->after == *keeper.use_until && clock->counted == Counted::from_day)
    return {};
  return LocalText{"tot en met ", "until and including "} + moment_words(policy, *keeper.use_until);
}

std::vector<CeilingOf> ceilings_of(const Policy& policy, const Keeper& keeper) {
  std::vector<CeilingOf> found;
  for (const Ceiling& ceiling : policy.ceilings)
    for (const std::size_t record : ceiling.covers) {
      const LocalText whose = record_words(policy.records[record]);
      const bool covered =
          std::ranges::any_of(keeper.covers, [&](const FieldRef& cell) { return cell.record == record; });
      const bool again = std::ranges::any_of(
          found, [&](const CeilingOf& each) { return each.ceiling == &ceiling && each.whose.nl == whose.nl; });
      if (covered && !again) found.push_back({&ceiling, whose, ceiling_words(policy, ceiling)});
    }
  return found;
}

LocalText channels_words(std::span<const std::string> channels) {
  std::vector<LocalText> words;
  for (const std::string& channel : channels) words.push_back(channel_words_of(channel));
  return list_words(words);
}

LocalText topics_words(std::span<const std::string> topics) {
  std::vector<LocalText> words;
  for (const std::string& topic : topics) words.push_back(name_words(topic));
  return list_words(words);
}

LocalText law_words(const Keeper& keeper) {
  return keeper.statutory != nullptr ? keeper.statutory->law : same(keeper.law);
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
