// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/letter_page.h"

#include "libcompliance/base/text.h"
#include "libcompliance/documents/html.h"
#include "libcompliance/documents/markdown.h"

namespace compliance {
namespace {

// A4. The addressee begins 50 mm below the top and 25 mm from the left, which is the window of a C5/6 envelope. A
// paragraph stays on one page, and so does a heading with what follows; greeting and signature stay with what is
// before them.
constexpr std::string_view style =
    "@page{size:A4;margin:20mm 22mm 24mm 25mm;@bottom-right{content:counter(page) \" / \" counter(pages);"
    "font:8pt \"Liberation Sans\",Arial,sans-serif;color:#555}}"
    "*{box-sizing:border-box}"
    "html{background:#e9ebee}"
    "body{margin:8mm auto;width:210mm;max-width:100%;min-height:297mm;padding:20mm 22mm 24mm 25mm;background:#fff;"
    "color:#1b1b1b;font:11pt/1.5 \"Source Sans 3\",\"Segoe UI\",\"Helvetica Neue\",Arial,\"Liberation "
    "Sans\",sans-serif;"
    "overflow-wrap:anywhere}"
    ".sender{min-height:27mm;margin:0 0 3mm;text-align:right;font-size:9.5pt;line-height:1.4;color:#333}"
    ".sender b{font-size:13pt;color:#12304f}"
    ".sender div,.to div{margin:0}"
    ".to{min-height:36mm;margin-bottom:3mm;width:90mm;max-width:100%;font-style:normal;line-height:1.4}"
    ".about{display:flex;flex-wrap:wrap;gap:2mm 12mm;margin:0 0 8mm;font-size:9.5pt}"
    ".about div{break-inside:avoid}"
    ".about dt{color:#555;font-size:8.5pt}.about dd{margin:0}"
    "h1{font-size:13pt;line-height:1.3;margin:0 0 5mm;color:#12304f;break-after:avoid}"
    "h2{font-size:11pt;line-height:1.3;margin:5mm 0 1.5mm;color:#12304f;break-after:avoid}"
    "p{margin:0 0 3mm;orphans:3;widows:3;break-inside:avoid}"
    "ul{margin:0 0 3mm;padding-left:5mm}"
    "li{margin:0 0 1.2mm;break-inside:avoid}"
    "p:nth-last-of-type(3){break-after:avoid}p:nth-last-of-type(2){margin-top:7mm;break-after:avoid}"
    "a{color:inherit}"
    "table{border-collapse:collapse;width:100%;margin:2mm 0 4mm;font-size:9.5pt}"
    "th,td{border-bottom:.3mm solid #c3cad3;padding:1mm 2mm 1mm 0;text-align:left;vertical-align:top}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    ".annex{break-before:page;margin-top:12mm}"
    "@media print{html{background:none}body{margin:0;padding:0;width:auto;min-height:0;font-size:10.5pt}"
    "a{text-decoration:none}.annex{margin-top:0}}";

// One line as it is, wherever it comes from: escaped, no control characters, and its direction its own.
std::string line_of(std::string_view text) { return "<div><bdi>" + html_escape(printable(text)) + "</bdi></div>\n"; }

std::string term_of(std::string_view name, std::string_view value) {
  return "<div><dt>" + html_escape(name) + "</dt><dd>" + html_escape(printable(value)) + "</dd></div>\n";
}

}  // namespace

std::string letter_page(const LetterFacts& facts, std::string_view subject, std::string_view body) {
  const bool dutch = facts.language == Language::nl;
  std::string html = "<header class=\"sender\">\n<b>" + html_escape(printable(facts.controller)) + "</b>\n";
  for (const std::string* line : {&facts.address, &facts.website})
    if (!line->empty()) html += line_of(*line);
  html += "</header>\n<address class=\"to\">\n";
  for (const std::string& line : facts.addressee) html += line_of(line);
  html += "</address>\n<dl class=\"about\">\n";
  html += term_of(dutch ? "Datum" : "Date", in(facts.language, date_words(facts.written_on)));
  if (!facts.request.empty()) html += term_of(dutch ? "Ons kenmerk" : "Our reference", facts.request);
  if (!facts.reference.empty()) html += term_of(dutch ? "Dossier" : "File", facts.reference);
  html += "</dl>\n<main>\n" + std::string{body} + "</main>\n";
  for (const LetterAnnex& annex : facts.annexes)
    html += "<section class=\"annex\">\n<h1>" + html_escape(printable(annex.title)) + "</h1>\n" +
            markdown_to_html_body(annex.markdown) + "</section>\n";
  return html_page_with_style(word_of(facts.language, language_words), subject, style, html);
}

}  // namespace compliance
