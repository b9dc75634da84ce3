// SPDX-License-Identifier: Apache-2.0
// Pages of HTML: one style for all, also for paper. A page stands alone: it loads nothing, runs nothing, and says so to
// the browser.

#pragma once

#include <string>
#include <string_view>

namespace compliance {

/// `text` as text, also inside an attribute's quotes.
std::string html_escape(std::string_view text);

/// A whole page. `language`: as the attribute lang has it. `body` is HTML.
std::string html_page(std::string_view language, std::string_view title, std::string_view body);

/// The same with a style of its own, and without the <main> around `body`.
std::string html_page_with_style(std::string_view language, std::string_view title, std::string_view style,
                                 std::string_view body);

}  // namespace compliance
