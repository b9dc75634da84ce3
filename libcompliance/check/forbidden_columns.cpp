// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/check/forbidden_columns.h"

#include <algorithm>
#include <array>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

struct Hint {
  std::string_view word;  // lower case
  std::string_view category;
  bool whole = false;  // a word by itself, not a part of one
};
constexpr std::array hints{
    Hint{"geslacht", "person.gender"},
    Hint{"gender", "person.gender"},
    Hint{"aanhef", "person.gender"},
    Hint{"salutation", "person.gender"},
    Hint{"pronoun", "person.gender"},
    Hint{"sex", "person.gender", true},
    Hint{"sekse", "person.gender", true},
    Hint{"geboorte", "person.birth_date"},
    Hint{"birth", "person.birth_date"},
    Hint{"dob", "person.birth_date", true},
    Hint{"leeftijd", "person.age"},
    Hint{"age", "person.age", true},
    Hint{"nationaliteit", "person.nationality"},
    Hint{"nationality", "person.nationality"},
    Hint{"foto", "person.photo"},
    Hint{"photo", "person.photo"},
    Hint{"wachtwoord", "credential.password"},
    Hint{"password", "credential.password"},
    Hint{"iban", "finance.bank_account", true},
};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool holds(std::string_view text, const Hint& hint) {
  for (std::size_t at = text.find(hint.word); at != std::string_view::npos; at = text.find(hint.word, at + 1)) {
    const std::size_t end = at + hint.word.size();
    if (!hint.whole || ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))))
      return true;
  }
  return false;
}

bool concerns(const Forbidden& forbidden, std::size_t record) {
  return forbidden.records.empty() ||
         std::find(forbidden.records.begin(), forbidden.records.end(), record) != forbidden.records.end();
}

bool forbids(const Policy& policy, std::size_t record, const Category* category) {
  return std::any_of(policy.statement.forbidden.begin(), policy.statement.forbidden.end(), [&](const Forbidden& each) {
    return concerns(each, record) &&
           std::find(each.categories.begin(), each.categories.end(), category) != each.categories.end();
  });
}

}  // namespace

const Category* category_hint(std::string_view column) {
  const std::string lower = ascii_lower(column);
  for (const Hint& hint : hints)
    if (holds(lower, hint)) return find_category(hint.category);
  return special_category_hint(column);
}

std::vector<Finding> forbidden_columns(const Policy& policy, const TableBinding& binding, const std::string& path,
                                       const std::vector<std::string>& header) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const Category* hinted = category_hint(header[i]);
    if (hinted == nullptr || !forbids(policy, binding.record, hinted)) continue;
    const bool is_declared =
        std::any_of(binding.columns.begin(), binding.columns.end(), [&](const BoundColumn& column) {
          return column.column == header[i] && policy.records[binding.record].fields[column.field].category == hinted;
        });
    if (is_declared) continue;
    findings.push_back({.code = "column.forbidden",
                        .severity = Severity::error,
                        .place = {path, 1, static_cast<std::uint32_t>(i + 1)},
                        .message = "the name of column \"" + printable(header[i]) + "\" suggests " +
                                   std::string{hinted->meaning} + ", which the policy forbids",
                        .hint = "have it removed from the CRM and the export; ask who added it",
                        .why = "SE-37, X-22"});
  }
  return findings;
}

std::optional<std::uint64_t> least_age(const Policy& policy, std::size_t record) {
  std::optional<std::uint64_t> age;
  for (const Forbidden& each : policy.statement.forbidden)
    if (each.under_age && concerns(each, record)) age = std::max(age.value_or(0), *each.under_age);
  return age;
}

}  // namespace compliance
