// SPDX-License-Identifier: Apache-2.0
// The Markdown that documents are written in, and what is made of it. A small part of CommonMark and its tables:
// headings (#, ##, ###), paragraphs, lists of one level (-), tables (|; ---: sets a column right), **bold** and
// \ before a sign that stands for itself. A paragraph or an item that starts with "⚠" is a gap, and is set off. Nothing
// else means anything: there is no HTML in it, and links are made of bare web and mail addresses.

#pragma once

#include <string>
#include <string_view>

namespace compliance {

inline constexpr std::string_view gap_sign = "⚠";

/// `text` as a part of a line that stands for itself, whatever it holds: one line, without control characters.
std::string markdown_escape(std::string_view text);

/// One self-contained page: language, style also for paper, no scripts, everything escaped. Its title is the first
/// heading.
std::string markdown_to_html(std::string_view markdown, std::string_view language);

/// What such a page has between its <main> tags.
std::string markdown_to_html_body(std::string_view markdown);

/// Plain text in lines of at most 80 columns, where words allow it.
std::string markdown_to_text(std::string_view markdown);

}  // namespace compliance
