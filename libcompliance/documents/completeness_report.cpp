// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/completeness_report.h"

#include "libcompliance/base/text.h"
#include "libcompliance/documents/markdown.h"

namespace compliance {
namespace {

std::string said(const Shortcoming& shortcoming, const Policy& policy, Language language) {
  std::string text = in(language, shortcoming.text);
  if (shortcoming.keeper) text = in(language, keeper_words(policy.keepers[*shortcoming.keeper])) + ": " + text;
  if (shortcoming.recipient)
    text = in(language, recipient_words((*policy.statement.recipients)[*shortcoming.recipient])) + ": " + text;
  return text;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string line{text};
  if (line.size() < width) line.append(width - line.size(), ' ');
  return line;
}

LocalText mark_phrase(Mark mark) {
  switch (mark) {
    case Mark::present:
      return {"staat er", "present"};
    case Mark::partial:
      return {"deels", "partial"};
    case Mark::absent:
      return {"ontbreekt", "absent"};
    case Mark::not_needed:
      return {"niet nodig", "not needed"};
  }
  return {};
}

}  // namespace

std::string completeness_text(const std::vector<CompletenessRow>& rows, const Policy& policy, Language language) {
  std::string text;
  for (const CompletenessRow& row : rows) {
    const ElementMeaning& meaning = meaning_of(row.element);
    text += std::string{word_of(row.mark, mark_signs)} + ' ' + padded(in(language, mark_phrase(row.mark)), 12) +
            padded(meaning.article, 15) + in(language, meaning.title) + '\n';
    for (const Shortcoming& each : row.shortcomings)
      text += "    " + printable(to_string(each.place)) + ": " + printable(said(each, policy, language)) + '\n';
  }
  return text;
}

std::string completeness_markdown(const std::vector<CompletenessRow>& rows, const Policy& policy, Language language) {
  const bool dutch = language == Language::nl;
  std::string text = std::string{"# "} + (dutch ? "Wat mensen moet worden verteld" : "What people must be told") +
                     ": " + markdown_escape(in(language, policy.title)) + "\n\n";
  text += dutch ? "| Artikel | Onderdeel | | Wat ontbreekt |\n" : "| Article | Element | | What is missing |\n";
  text += "|---|---|---|---|\n";
  for (const CompletenessRow& row : rows) {
    const ElementMeaning& meaning = meaning_of(row.element);
    std::string missing;
    for (const Shortcoming& each : row.shortcomings)
      missing += (missing.empty() ? "" : "; ") + said(each, policy, language);
    text += "| " + std::string{meaning.article} + " | " + in(language, meaning.title) + " | " +
            std::string{word_of(row.mark, mark_signs)} + ' ' + in(language, mark_phrase(row.mark)) + " | " +
            markdown_escape(missing) + " |\n";
  }
  return text;
}

Json completeness_json(const std::vector<CompletenessRow>& rows, const Policy& policy, Json result) {
  const auto number = [](std::uint32_t value) { return value == 0 ? Json{} : Json{std::uint64_t{value}}; };
  Json list = Json::list();
  for (const CompletenessRow& row : rows) {
    const ElementMeaning& meaning = meaning_of(row.element);
    Json shortcomings = Json::list();
    for (const Shortcoming& each : row.shortcomings)
      shortcomings.add(Json::object(
          {{"nl", each.text.nl},
           {"en", each.text.en},
           {"purpose", each.keeper ? Json{policy.keepers[*each.keeper].name} : Json{}},
           {"recipient", each.recipient ? Json{(*policy.statement.recipients)[*each.recipient].name} : Json{}},
           {"source", printable(each.place.source)},
           {"line", number(each.place.line)},
           {"column", number(each.place.column)}}));
    list.add(Json::object({{"element", word_of(row.element, element_words)},
                           {"article", meaning.article},
                           {"title", Json::object({{"nl", meaning.title.nl}, {"en", meaning.title.en}})},
                           {"mark", word_of(row.mark, mark_words)},
                           {"shortcomings", std::move(shortcomings)}}));
  }
  return std::move(result.set("policy", policy.name).set("completeness", std::move(list)));
}

}  // namespace compliance
