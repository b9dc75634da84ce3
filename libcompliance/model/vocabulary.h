// SPDX-License-Identifier: Apache-2.0
// The words of a policy that are closed lists, each with the text that YAML and output use for it.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace compliance {

/// Whose data a record is.
enum class RecordKind { person, organisation, event };
inline constexpr std::array<std::string_view, 3> record_kind_words{"person", "organisation", "event"};

/// Art. 6(1)(a) to (f) of the GDPR, in that order.
enum class Basis { consent, contract, legal_obligation, vital_interests, public_task, legitimate_interest };
inline constexpr std::array<std::string_view, 6> basis_words{"consent",         "contract",    "legal_obligation",
                                                             "vital_interests", "public_task", "legitimate_interest"};

/// Whether a message for this purpose promotes something. Marketing can always be objected to (Art. 21(2)).
enum class MessageKind { service, marketing };
inline constexpr std::array<std::string_view, 2> message_kind_words{"service", "marketing"};

enum class Identifies { certainly, possibly };
inline constexpr std::array<std::string_view, 2> identifies_words{"certainly", "possibly"};

/// From which day a duty's period runs: the moment itself, 31 December of its year, or the end of its book year
/// (L-AWR).
enum class Counted { from_day, from_year_end, from_book_year_end };
inline constexpr std::array<std::string_view, 3> counted_words{"from_day", "from_year_end", "from_book_year_end"};

/// When a purpose ends that a person has ended: at once, or as soon as it may not be used any more. What an erasure
/// cannot end at once, it ends then: a contract that still runs, an interest of which nobody has decided yet (design,
/// section 2; TC-136, TC-137).
enum class Ends : std::uint8_t { now, when_use_has_ended };
inline constexpr std::array<std::string_view, 2> ends_words{"now", "when_use_has_ended"};

inline constexpr std::array<std::string_view, 4> channel_words{"email", "post", "phone", "sms"};

template <class Enum>
constexpr std::string_view word_of(Enum value, const auto& words) {
  return words[static_cast<std::size_t>(value)];
}

/// The enumerator whose word this is.
template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view word, const auto& words) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace compliance
