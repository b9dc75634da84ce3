// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/people/identity.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::string_view key_prefix = "record:";
constexpr std::string_view blanks = " \t\r\n";

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<std::string> normal_email(std::string_view value) {
  std::string_view address = trim(value);
  if (address.ends_with('.')) address.remove_suffix(1);
  const std::size_t sign = address.find('@');
  const auto separates = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; };
  if (sign == 0 || sign == std::string_view::npos || sign + 1 == address.size() ||
      address.find('@', sign + 1) != std::string_view::npos || std::ranges::any_of(address, separates) ||
      address.find_first_of("<>,;\"") != std::string_view::npos)
    return std::nullopt;
  return ascii_lower(address);
}

void drop_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
}

std::optional<std::string> normal_phone(std::string_view value, bool dutch) {
  std::string number{trim(value)};
  for (const std::string_view sign : {" ", "\t", ".", "-", "/", "\u00A0", "\u2011", "\u2013"}) drop_all(number, sign);
  if (number.starts_with("00")) number.replace(0, 2, "+");
  if (number.starts_with('+')) drop_all(number, "(0)");
  for (const std::string_view sign : {"(", ")"}) drop_all(number, sign);
  if (dutch && number.size() == 10 && number[0] == '0' && number[1] != '0') number.replace(0, 1, "+31");
  const std::string_view digits = std::string_view{number}.substr(number.starts_with('+') ? 1 : 0);
  if (digits.size() == number.size() || digits.size() < 7 || digits.size() > 15 || digits[0] == '0' ||
      !std::ranges::all_of(digits, is_digit))
    return std::nullopt;
  return number;
}

Error unknown_kind(std::string_view kind, std::vector<std::string_view> known) {
  std::string hint = did_you_mean(kind, known);
  if (hint.empty()) {
    const std::vector<std::string> words(known.begin(), known.end());
    hint = "known are " + join_words(words);
  }
  return {.message = "the policy has no record of that type", .hint = std::move(hint)};
}

Result<Identifier> read(std::string_view text, const Policy& policy, std::vector<std::string_view> kinds,
                        Error expected) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return expected;
  const std::string_view word = text.substr(0, colon);
  const std::string_view value = text.substr(colon + 1);
  const bool of_person = std::ranges::find(kinds, word) != kinds.end();
  if (!of_person && !policy.find_record(word)) {
    for (const RecordType& record : policy.records) kinds.push_back(record.name);
    return unknown_kind(word, std::move(kinds));
  }
  Identifier identifier{.kind = of_person ? std::string{word} : key_kind(word)};
  const std::vector<IdentifyingField> fields = identifying_fields(policy);
  if (of_person && std::ranges::find(fields, word, &IdentifyingField::kind) == fields.end())
    return Error{.message = "the policy has no field that holds people's " +
                            std::string{word == email_kind ? "e-mail addresses" : "phone numbers"}};
  const auto normal = NormalForms{policy}.of(identifier.kind, value);
  if (normal) {
    identifier.value = Sensitive{*normal};
    return identifier;
  }
  if (identifier.kind == email_kind) return Error{.message = "expected one e-mail address behind \"email:\""};
  if (identifier.kind == phone_kind)
    return Error{.message = "expected a phone number behind \"phone:\"", .hint = "with its country: phone:+31…"};
  return Error{.message = "expected a key behind the record type"};
}

constexpr std::array<std::string_view, 60> desks{
    "abuse",        "accounting",      "accounts",   "admin",       "administratie", "algemeen",
    "balie",        "bestellingen",    "billing",    "boekhouding", "communicatie",  "contact",
    "crediteuren",  "customerservice", "debiteuren", "directie",    "dpo",           "export",
    "facturatie",   "facturen",        "factuur",    "fg",          "finance",       "financien",
    "hallo",        "hello",           "help",       "helpdesk",    "hostmaster",    "hr",
    "info",         "informatie",      "inkoop",     "invoice",     "invoices",      "jobs",
    "kantoor",      "klantenservice",  "mail",       "marketing",   "no-reply",      "noreply",
    "office",       "order",           "orders",     "personeel",   "planning",      "post",
    "postmaster",   "press",           "privacy",    "receptie",    "reception",     "sales",
    "secretariaat", "service",         "support",    "team",        "verkoop",       "webmaster"};
static_assert(std::is_sorted(desks.begin(), desks.end()));

}  // namespace

std::string key_kind(std::string_view record) { return std::string{key_prefix} + std::string{record}; }

std::optional<std::string_view> record_of_kind(std::string_view kind) {
  return kind.starts_with(key_prefix) ? std::optional{kind.substr(key_prefix.size())} : std::nullopt;
}

std::string_view typed_kind(std::string_view kind) { return record_of_kind(kind).value_or(kind); }

NormalForms::NormalForms(const Policy& policy) {
  const auto& country = policy.statement.controller.country;
  dutch_ = country ? *country == "NL" : policy.zone && policy.zone->name() == "Europe/Amsterdam";
}

std::optional<std::string> NormalForms::of(std::string_view kind, std::string_view value) const {
  if (kind == email_kind) return normal_email(value);
  if (kind == phone_kind) return normal_phone(value, dutch_);
  return value.empty() ? std::nullopt : std::optional{std::string{value}};
}

std::vector<std::string> NormalForms::within(std::string_view kind, std::string_view text) const {
  std::vector<std::string> found;
  const auto add = [&](std::string_view part) {
    if (auto normal = of(kind, part)) found.push_back(*std::move(normal));
  };
  const auto split = [&](std::string_view ends, const auto& use) {
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t length = std::min(rest.find_first_of(ends), rest.size());
      if (length != 0) use(rest.substr(0, length));
      rest.remove_prefix(std::min(length + 1, rest.size()));
    }
  };
  if (kind == email_kind) split(" \t\r\n,;:<>()[]{}|\"'/", add);
  if (kind == phone_kind)
    split("/,;|:\t\r\nABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", [&](std::string_view part) {
      while (!part.empty() && std::string_view{" -.("}.find(part.back()) != std::string_view::npos)
        part.remove_suffix(1);
      while (!part.empty() && std::string_view{" -.)"}.find(part.front()) != std::string_view::npos)
        part.remove_prefix(1);
      add(part);
      // A spreadsheet has taken the first 0 away.
      if (dutch_ && !part.empty() && part.front() != '0' && part.front() != '+') add('0' + std::string{part});
    });
  return found;
}

Result<Identifier> parse_identifier(std::string_view text, const Policy& policy) {
  return read(text, policy, {email_kind, phone_kind},
              {.message = "expected KIND:VALUE", .hint = "for example email:jan@example.nl"});
}

Result<Identifier> parse_record_key(std::string_view text, const Policy& policy) {
  return read(text, policy, {}, {.message = "expected TYPE:KEY", .hint = "for example customer:00004"});
}

std::vector<IdentifyingField> identifying_fields(const Policy& policy) {
  std::vector<IdentifyingField> found;
  for (std::size_t record = 0; record < policy.records.size(); ++record) {
    const RecordType& type = policy.records[record];
    for (std::size_t field = 0; field < type.fields.size(); ++field) {
      std::string_view category = type.fields[field].category->name;
      const bool of_organisation = category.starts_with("organisation.");
      if (of_organisation && !type.sole_trader_when) continue;
      category.remove_prefix(category.find('.'));
      const bool certainly = type.fields[field].identifies == Identifies::certainly;
      if (category == ".contact.email") found.push_back({{record, field}, email_kind, of_organisation, certainly});
      if (category == ".contact.phone") found.push_back({{record, field}, phone_kind, of_organisation, certainly});
    }
  }
  return found;
}

bool is_desk_address(std::string_view normal_form) {
  std::string_view part = normal_form.substr(0, normal_form.find('@'));
  part = part.substr(0, part.find('+'));
  return std::binary_search(desks.begin(), desks.end(), part);
}

bool is_certain(const Identifier& identifier, const Policy& policy) {
  if (record_of_kind(identifier.kind)) return true;
  if (identifier.kind == email_kind && is_desk_address(identifier.value.reveal())) return false;
  const std::vector<IdentifyingField> fields = identifying_fields(policy);
  return std::ranges::any_of(
      fields, [&](const IdentifyingField& field) { return field.kind == identifier.kind && field.certainly; });
}

}  // namespace compliance
