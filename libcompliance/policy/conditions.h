// SPDX-License-Identifier: Apache-2.0
// Reads a condition: one field, and the words that make it true.

#pragma once

#include "libcompliance/formats/yaml.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// Under a record type or a moment: a field of that record.
Result<Condition> read_own_condition(const Policy& policy, const YamlNode& node, std::size_t record);
/// Under a purpose, an instruction or a duty: record.field.
Result<Condition> read_condition(const Policy& policy, const YamlNode& node);

/// RECORD.FIELD=WORD, outside of a policy, as a hold has it. The Error does not repeat the word.
Result<Condition> parse_condition(const Policy& policy, std::string_view text);

}  // namespace compliance
