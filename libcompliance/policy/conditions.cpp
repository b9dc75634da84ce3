// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/policy/conditions.h"

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/policy/names.h"

namespace compliance {
namespace {

Result<Condition> read_words(const Policy& policy, const YamlNode::Member& member, FieldRef ref) {
  const Field& field = policy.field(ref);
  if (field.type != FieldType::word)
    return Error{.message = "a condition needs a field with \"values\", and " + policy.name_of(ref) + " has none",
                 .place = member.place};
  Condition condition{.field = ref, .place = member.place};
  for (const YamlNode& word : member.value.one_or_many()) {
    const auto found = std::find(field.values.begin(), field.values.end(), word.text);
    if (found == field.values.end())
      return unknown_name(word.place, "value of " + policy.name_of(ref), word.text,
                          {field.values.begin(), field.values.end()});
    condition.words.push_back(static_cast<std::int16_t>(found - field.values.begin()));
  }
  return condition;
}

}  // namespace

Result<Condition> read_own_condition(const Policy& policy, const YamlNode& node, std::size_t record) {
  const YamlNode::Member& member = node.members.front();
  COMPLIANCE_TRY(const std::size_t field, find_field(policy, member.place, member.key, record));
  return read_words(policy, member, {record, field});
}

Result<Condition> read_condition(const Policy& policy, const YamlNode& node) {
  const YamlNode::Member& member = node.members.front();
  COMPLIANCE_TRY(const FieldRef field, find_field_ref(policy, member.place, member.key));
  return read_words(policy, member, field);
}

Result<Condition> parse_condition(const Policy& policy, std::string_view text) {
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos)
    return Error{.message = "expected RECORD.FIELD=WORD", .hint = "for example ticket.state=open"};
  COMPLIANCE_TRY(const FieldRef ref, find_field_ref(policy, {}, text.substr(0, sign)));
  const Field& field = policy.field(ref);
  if (field.type != FieldType::word)
    return Error{.message = "a condition needs a field with \"values\", and " + policy.name_of(ref) + " has none"};
  const auto word = std::ranges::find(field.values, text.substr(sign + 1));
  if (word == field.values.end())
    return Error{.message = policy.name_of(ref) + " does not have that word",
                 .hint = "known are " + join_words(field.values)};
  return Condition{.field = ref, .words = {static_cast<std::int16_t>(word - field.values.begin())}};
}

}  // namespace compliance
