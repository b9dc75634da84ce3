// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/policy/names.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"

namespace compliance {

Error unknown_name(const Place& place, std::string_view what, std::string_view name,
                   const std::vector<std::string_view>& known) {
  std::string hint = did_you_mean(name, known);
  if (hint.empty() && !known.empty()) {
    const std::vector<std::string> names(known.begin(), known.end());
    hint = "known are " + join_words(names);
  }
  return {.message = "there is no " + std::string{what} + " \"" + std::string{name} + "\"",
          .place = place,
          .hint = std::move(hint)};
}

Result<std::size_t> find_record(const Policy& policy, const Place& place, std::string_view name) {
  if (const auto found = policy.find_record(name)) return *found;
  std::vector<std::string_view> known;
  for (const RecordType& record : policy.records) known.push_back(record.name);
  return unknown_name(place, "record", name, known);
}

Result<std::size_t> find_field(const Policy& policy, const Place& place, std::string_view name, std::size_t record) {
  const RecordType& type = policy.records[record];
  if (const auto found = type.find_field(name)) return *found;
  std::vector<std::string_view> known;
  for (const Field& field : type.fields) known.push_back(field.name);
  return unknown_name(place, "field of " + type.name, name, known);
}

Result<FieldRef> find_field_ref(const Policy& policy, const Place& place, std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos)
    return Error{.message = "expected record.field", .place = place, .hint = "for example customer.name"};
  COMPLIANCE_TRY(const std::size_t record, find_record(policy, place, text.substr(0, dot)));
  COMPLIANCE_TRY(const std::size_t field, find_field(policy, place, text.substr(dot + 1), record));
  return FieldRef{record, field};
}

Result<std::vector<FieldRef>> find_field_refs(const Policy& policy, const YamlNode* list) {
  std::vector<FieldRef> found;
  if (list == nullptr) return found;
  for (const YamlNode& item : list->items) {
    COMPLIANCE_TRY(const FieldRef ref, find_field_ref(policy, item.place, item.text));
    found.push_back(ref);
  }
  return found;
}

Result<std::size_t> find_record(const Policy& policy, const YamlNode& node) {
  return find_record(policy, node.place, node.text);
}

Result<std::size_t> find_date_field(const Policy& policy, const YamlNode& node, std::size_t record) {
  COMPLIANCE_TRY(const std::size_t field, find_field(policy, node.place, node.text, record));
  if (policy.records[record].fields[field].type != FieldType::date)
    return Error{.message = "expected a field of type date", .place = node.place};
  return field;
}

Result<std::size_t> find_moment(const Policy& policy, const YamlNode& node) {
  return find_named(node, "moment", policy.moments);
}

}  // namespace compliance
