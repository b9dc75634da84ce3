// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/html.h"

namespace compliance {
namespace {

constexpr std::string_view document_style =
    "@page{size:A4;margin:22mm 20mm}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:#fff;color:#1b1b1b;font:1rem/1.55 \"Source Sans 3\",\"Segoe UI\",\"Helvetica Neue\","
    "Arial,\"Liberation Sans\",sans-serif}"
    "main{max-width:44rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}"
    "h1,h2,h3{line-height:1.25;color:#12304f;break-after:avoid}"
    "h1{font-size:1.9rem;margin:0 0 1.25rem;padding-bottom:.6rem;border-bottom:3px solid #12304f}"
    "h2{font-size:1.3rem;margin:2.2rem 0 .6rem}"
    "h3{font-size:1.05rem;margin:1.5rem 0 .4rem}"
    "p{margin:.5rem 0}"
    "ul{margin:.5rem 0;padding-left:1.3rem}"
    "li{margin:.25rem 0}"
    "a{color:#0b5394}"
    "table{border-collapse:collapse;width:100%;margin:.7rem 0 1.4rem;font-size:.95rem}"
    "th,td{border:1px solid #c3cad3;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:break-word}"
    "th:first-child{width:26%}tbody th{overflow-wrap:anywhere}"
    "thead th{background:#eaf0f6;color:#12304f}"
    ".right{text-align:right;font-variant-numeric:tabular-nums}"
    "time,td.right{white-space:nowrap}"
    "tr{break-inside:avoid}"
    "figure{margin:1rem 0;break-inside:avoid}svg{display:block;width:100%;height:auto}"
    ".gap{border-left:4px solid #b3261e;background:#fdf1f0;padding:.5rem .8rem}"
    "li.gap{list-style:none;margin-left:-1.3rem}"
    "@media print{body{font-size:10.5pt}main{max-width:none;padding:0}a{color:inherit;text-decoration:none}"
    ".gap{background:none;border:1px solid #b3261e;border-left-width:4px}}";

// Nothing is loaded and nothing runs, whatever a page may come to hold.
constexpr std::string_view content_policy = "default-src 'none'; style-src 'unsafe-inline'";

void append_html(std::string& html, char c) {
  switch (c) {
    case '&':
      html += "&amp;";
      break;
    case '<':
      html += "&lt;";
      break;
    case '>':
      html += "&gt;";
      break;
    case '"':
      html += "&quot;";
      break;
    case '\'':
      html += "&#39;";
      break;
    default:
      html += c;
  }
}

}  // namespace

std::string html_escape(std::string_view text) {
  std::string html;
  for (const char c : text) append_html(html, c);
  return html;
}

std::string html_page(std::string_view language, std::string_view title, std::string_view body) {
  return html_page_with_style(language, title, document_style, "<main>\n" + std::string{body} + "</main>\n");
}

std::string html_page_with_style(std::string_view language, std::string_view title, std::string_view style,
                                 std::string_view body) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"" + html_escape(language) +
                     "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" +
                     html_escape(content_policy) + "\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + html_escape(title) +
          "</title>\n<style>" + std::string{style} + "</style>\n</head>\n<body>\n" + std::string{body};
  return page + "</body>\n</html>\n";
}

}  // namespace compliance
