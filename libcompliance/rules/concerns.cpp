// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/rules/concerns.h"

#include <algorithm>

namespace compliance {
namespace {

bool is_of_another(const Field& field) { return field.about && !field.category->name.starts_with("employee."); }

}  // namespace

std::vector<std::string> other_roles(const RecordType& type) {
  std::vector<std::string> roles;
  for (const Field& field : type.fields)
    if (is_of_another(field) && std::find(roles.begin(), roles.end(), *field.about) == roles.end())
      roles.push_back(*field.about);
  return roles;
}

std::optional<std::uint16_t> other_role_of(const RecordType& type, std::size_t field) {
  if (!is_of_another(type.fields[field])) return std::nullopt;
  const std::vector<std::string> roles = other_roles(type);
  return static_cast<std::uint16_t>(std::find(roles.begin(), roles.end(), *type.fields[field].about) - roles.begin());
}

void Concerns::set_found_by(std::size_t record, FoundBy by) {
  if (found_by_.size() <= record) found_by_.resize(record + 1);
  found_by_[record] = std::max(found_by_[record], by);
}

// There are as many as there are people who asked for something, in combinations that occur: few.
ConcernId Concerns::id_of(Concern concern) {
  const auto known = std::find(concerns_.begin(), concerns_.end(), concern);
  if (known != concerns_.end()) return static_cast<ConcernId>(known - concerns_.begin());
  concerns_.push_back(std::move(concern));
  return static_cast<ConcernId>(concerns_.size() - 1);
}

}  // namespace compliance
