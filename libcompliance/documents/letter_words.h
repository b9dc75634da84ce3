// SPDX-License-Identifier: Apache-2.0
// Words that only letters use.

#pragma once

#include <string>
#include <string_view>

#include "libcompliance/documents/letter.h"

namespace compliance {

/// An article as the tables of the law name it ("GDPR Art. 15(4), 20(4)"), as a letter does: "artikel 15, lid 4, en
/// artikel 20, lid 4, AVG", "Article 15(4) and Article 20(4) GDPR".
LocalText article_words(std::string_view article);

/// What somebody can ask of the organisation: "uw gegevens laten wissen (artikel 17 AVG)".
LocalText right_words_of(Right right);

/// `text` with a full stop, unless it ends a sentence already.
std::string as_sentence(std::string text);

LocalText notice_title(RecipientNotice notice);
/// What happened to the data, and what the recipient is to do: whole sentences.
LocalText notice_event(RecipientNotice notice);
LocalText notice_task(RecipientNotice notice);

}  // namespace compliance
