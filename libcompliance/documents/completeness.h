// SPDX-License-Identifier: Apache-2.0
// What Art. 13 and 14 demand that people are told, element by element, and whether the policy has it (L-13, L-14).
// A pure function of the policy and the day; compliance-notice(1) has the rules in words.

#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "libcompliance/documents/words.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

enum class Mark { present, partial, absent, not_needed };
inline constexpr std::array<std::string_view, 4> mark_words{"present", "partial", "absent", "not_needed"};
inline constexpr std::array<std::string_view, 4> mark_signs{"✓", "~", "✗", "–"};

/// What must be told. The order is that of the table.
enum class Element {
  identity,
  representative,
  dpo,
  purposes,
  basis,
  interests,
  recipients,
  transfers,
  retention,
  rights,
  withdrawal,
  complaint,
  required,
  automated,
  categories,
  sources
};
inline constexpr std::array<std::string_view, 16> element_words{
    "identity",  "representative", "dpo",        "purposes",  "basis",    "interests", "recipients", "transfers",
    "retention", "rights",         "withdrawal", "complaint", "required", "automated", "categories", "sources"};

struct ElementMeaning {
  std::string_view article;  // "Art. 13(1)(a)"
  LocalText title;
};
const ElementMeaning& meaning_of(Element element);

/// One thing that is missing or that contradicts something, in words. A part of the sentence in which it would stand:
/// no capital, no full stop. `place`: where to write it, or what contradicts.
struct Shortcoming {
  LocalText text = {};
  Place place = {};
  std::optional<std::size_t> keeper = {};     // … when it is about one of Policy::keepers
  std::optional<std::size_t> recipient = {};  // … or one of the recipients
};

/// A row that is partial or absent has shortcomings; one that is present may have, when something is wrong that the
/// mark is not about.
struct CompletenessRow {
  Element element = Element::identity;
  Mark mark = Mark::absent;
  std::vector<Shortcoming> shortcomings = {};
};

/// One row for each element, in order. `as_of` decides which transfer mechanisms are in force.
std::vector<CompletenessRow> completeness(const Policy& policy, Date as_of);

/// Whether people are told everything.
bool is_complete(const std::vector<CompletenessRow>& rows);

}  // namespace compliance
