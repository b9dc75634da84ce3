// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/typed.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

namespace compliance::tools {
namespace {

constexpr std::size_t longest_text = 200;

}  // namespace

Result<std::string> read_line(const char* option, const std::string& text) {
  if (text.find_first_not_of(' ') == std::string::npos || text.size() > longest_text || printable(text) != text)
    return Error{.message = std::string{option} + ": expected one line of text, at most 200 bytes"};
  return text;
}

Result<std::string> read_line(const char* option, const std::optional<std::string>& text) {
  return text ? read_line(option, *text) : Result<std::string>{std::string{}};
}

Result<Date> read_day(const char* option, const std::string& text) {
  const Result<Date> day = parse_date(text);
  if (!day) return Error{.message = std::string{option} + ": " + day.error().message};
  return *day;
}

Result<Date> read_day(const char* option, const std::optional<std::string>& text, Date today) {
  return text ? read_day(option, *text) : Result<Date>{today};
}

Result<std::string> read_name(const char* option, const std::string& name, const std::vector<std::string_view>& known) {
  if (std::ranges::find(known, name) != known.end()) return name;
  std::string hint = did_you_mean(name, known);
  if (hint.empty() && !known.empty())
    hint = "known are " + join_words(std::vector<std::string>(known.begin(), known.end()));
  return Error{.message = std::string{option} + ": the policy has nothing of that name", .hint = std::move(hint)};
}

Result<std::string> read_tenant(const std::string& name, const Policy& policy) {
  std::vector<std::string_view> known;
  for (const Tenant& tenant : policy.statement.tenants) known.push_back(tenant.name);
  if (known.empty()) return Error{.message = "--tenant: the policy declares no tenants"};
  known.push_back("own");
  return read_name("--tenant", name, known);
}

}  // namespace compliance::tools
