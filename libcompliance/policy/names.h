// SPDX-License-Identifier: Apache-2.0
// Finding what a name of a policy means. Each error says where the name stands, and suggests the nearest that is known.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/yaml.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// "there is no WHAT NAME", with the nearest of `known`, or all of them.
Error unknown_name(const Place& place, std::string_view what, std::string_view name,
                   const std::vector<std::string_view>& known);

Result<std::size_t> find_record(const Policy& policy, const Place& place, std::string_view name);
Result<std::size_t> find_record(const Policy& policy, const YamlNode& node);
Result<std::size_t> find_moment(const Policy& policy, const YamlNode& node);
/// A field of type date.
Result<std::size_t> find_date_field(const Policy& policy, const YamlNode& node, std::size_t record);
Result<std::size_t> find_field(const Policy& policy, const Place& place, std::string_view name, std::size_t record);
/// "record.field".
Result<FieldRef> find_field_ref(const Policy& policy, const Place& place, std::string_view text);
/// A list of them; none when `list` is null.
Result<std::vector<FieldRef>> find_field_refs(const Policy& policy, const YamlNode* list);

/// The index of the item whose `name` is the node's text.
template <class Items>
Result<std::size_t> find_named(const YamlNode& node, std::string_view what, const Items& items) {
  std::vector<std::string_view> known;
  for (const auto& item : items) {
    if (item.name == node.text) return known.size();
    known.push_back(item.name);
  }
  return unknown_name(node.place, what, node.text, known);
}

/// The same for one name or a list of names; none when `node` is null.
template <class Items>
Result<std::vector<std::size_t>> find_all_named(const YamlNode* node, std::string_view what, const Items& items) {
  std::vector<std::size_t> found;
  if (node == nullptr) return found;
  for (const YamlNode& each : node->one_or_many()) {
    COMPLIANCE_TRY(const std::size_t index, find_named(each, what, items));
    found.push_back(index);
  }
  return found;
}

}  // namespace compliance
