// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/markdown.h"

#include <doctest/doctest.h>

#include <ostream>

using namespace compliance;

namespace {

std::string body_of(std::string_view markdown) {
  const std::string html = markdown_to_html(markdown, "en");
  const std::size_t from = html.find("<main>\n") + 7;
  return html.substr(from, html.find("</main>") - from);
}

}  // namespace

TEST_SUITE("documents/markdown") {
  TEST_CASE("markdown_to_html: headings, paragraphs, lists, tables and gaps") {
    CHECK(body_of("# One\n\nTwo\nthree **four**\n\n- a\n- b\n\nend\n") ==
          "<h1>One</h1>\n<p>Two three <strong>four</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>end</p>\n");
    CHECK(body_of("| A | B |\n|---|---|\n| x \\| y | ⚠ z |\n") ==
          "<table>\n<thead>\n<tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr>\n</thead>\n<tbody>\n"
          "<tr><th scope=\"row\">x | y</th><td class=\"gap\">⚠ z</td></tr>\n</tbody>\n</table>\n");
    CHECK(body_of("⚠ **Missing:** x") == "<p class=\"gap\">⚠ <strong>Missing:</strong> x</p>\n");
  }

  TEST_CASE("markdown_to_html: nothing in it is HTML") {
    CHECK(body_of("<script>alert('1')</script> & \"q\"") ==
          "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;q&quot;</p>\n");
    CHECK(markdown_to_html("# <b>", "e\"n").find("<html lang=\"e&quot;n\">") != std::string::npos);
    CHECK(markdown_to_html("# \\<b>", "en").find("<title>&lt;b&gt;</title>") != std::string::npos);
    CHECK(markdown_to_html("x", "en").find("<script") == std::string::npos);
  }

  TEST_CASE("markdown_to_html: links are bare addresses of the web and of mail") {
    CHECK(body_of("see https://www.example.nl/a?b=1&c=2.") ==
          "<p>see <a href=\"https://www.example.nl/a?b=1&amp;c=2\">https://www.example.nl/a?b=1&amp;c=2</a>.</p>\n");
    CHECK(body_of("privacy@example.nl") == "<p><a href=\"mailto:privacy@example.nl\">privacy@example.nl</a></p>\n");
    for (const char* text : {"javascript:alert(1)", "a@b@c.nl", "https://x\\\"onclick=y", "@example.nl"}) {
      CAPTURE(text);
      CHECK(body_of(text).find("<a") == std::string::npos);
    }
  }

  TEST_CASE("markdown_escape: a value stands for itself in every format") {
    for (const char* text : {"a*b_c [d](e) `f` #1 <g> | ~h~ & \\", "- item", "# title", "**bold**", "+1", "=x"}) {
      CAPTURE(text);
      CHECK(markdown_to_text(markdown_escape(text)) == std::string{text} + "\n");
      CHECK(body_of(markdown_escape(text)).starts_with("<p>"));
    }
    CHECK(markdown_escape("a\nb\x1b[2J") == "a b\\\\x1B\\[2J");
  }

  TEST_CASE("markdown_to_text: underlined headings, lines of 80 columns") {
    CHECK(markdown_to_text("# Één\n\n## Two\n\n### Three\n\n- a **b**\n") ==
          "Één\n===\n\nTwo\n---\n\nThree\n\n- a b\n");
    const std::string word(30, 'x');
    CHECK(markdown_to_text("- " + word + ' ' + word + ' ' + word) == "- " + word + ' ' + word + "\n  " + word + '\n');
  }
}
