// SPDX-License-Identifier: Apache-2.0
// What binding.h says of ids: their spellings, and how importers find them.

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/export/binding.h"

namespace compliance {
namespace {

bool is_part(char c) { return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'); }

}  // namespace

std::string_view compared_id(Ids ids, std::string_view id) {
  const bool has_check = ids == Ids::salesforce && id.size() == 18 && std::all_of(id.begin(), id.end(), is_part);
  return has_check ? id.substr(0, 15) : id;
}

std::optional<std::string> longer_id(Ids ids, std::string_view id) {
  constexpr std::size_t parts = 3, letters = 5;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (ids != Ids::salesforce || id.size() != parts * letters || !std::all_of(id.begin(), id.end(), is_part))
    return std::nullopt;
  std::string longer{id};
  for (std::size_t part = 0; part < parts; ++part) {
    std::size_t capitals = 0;  // a bit for each of five letters
    for (std::size_t i = 0; i < letters; ++i)
      if (is_capital(id[part * letters + i])) capitals |= std::size_t{1} << i;
    longer += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[capitals];
  }
  return longer;
}

std::string_view id_heading(WorkListForm form) {
  switch (form) {
    case WorkListForm::salesforce:
      return "Id";
    case WorkListForm::hubspot:
      return "Record ID";
    case WorkListForm::generic:
    case WorkListForm::dynamics:
      break;
  }
  return {};
}

std::string_view carried_prefix(WorkListForm form) {
  return form == WorkListForm::dynamics ? "(Do Not Modify)" : std::string_view{};
}

bool can_be_emptied(WorkListForm form, std::string_view column) {
  const std::string_view carried = carried_prefix(form);
  return carried.empty() || !column.starts_with(carried);
}

}  // namespace compliance
