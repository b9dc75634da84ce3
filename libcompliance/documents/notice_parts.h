// SPDX-License-Identifier: Apache-2.0
// Parts of what a template can name (notice.h). For notice.cpp alone.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "libcompliance/documents/words.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// Texts in the language of one statement.
class NoticeTexts {
 public:
  explicit NoticeTexts(Language language) : language_(language) {}

  Json text(const LocalText& words) const { return in(language_, words); }
  Json heading(const LocalText& words) const { return capitalised(in(language_, words)); }
  Json optional_text(const std::optional<LocalText>& words) const { return words ? text(*words) : Json{false}; }
  Json text_or_false(const LocalText& words) const { return words.en.empty() ? Json{false} : text(words); }
  Json list_or_false(const std::vector<LocalText>& items) const { return text_or_false(list_words(items)); }
  /// The purposes that `take` takes.
  Json purposes_in_words(const Policy& policy, const std::function<bool(const Keeper&)>& take) const;

 private:
  Language language_;
};

inline Json or_false(const std::optional<std::string>& text) {
  return text && !text->empty() ? Json{*text} : Json{false};
}

/// A list, and "has_…" for what stands once above it.
void add_list(Json& root, const std::string& key, Json list);

/// Which rights there are depends on the basis (L-6r): `rights`, `marketing`.
void add_rights(Json& root, const Policy& policy, NoticeTexts texts);
/// How one of them is asked for: `requests`, `only_in_writing`, `answer_within`, `identity`.
void add_requests(Json& root, const Statement& statement, NoticeTexts texts);
/// Where data go besides the recipients: `systems_outside`, `disclosures`.
void add_places(Json& root, const Statement& statement, Date as_of, NoticeTexts texts);

}  // namespace compliance
