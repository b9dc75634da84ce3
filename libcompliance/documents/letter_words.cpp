// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/letter_words.h"

#include <vector>

namespace compliance {
namespace {

// Calls `take` with each part of `text` between separators, without the spaces around it.
template <class Take>
void for_each_part(std::string_view text, char separator, Take take) {
  while (!text.empty()) {
    std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    if (part.starts_with(' ')) part.remove_prefix(1);
    take(part);
  }
}

// "17(3)(b)" as "artikel 17, lid 3, onder b": a number is a paragraph, a letter a point.
std::string dutch_article(std::string_view article) {
  std::string words = "artikel " + std::string{article.substr(0, article.find('('))};
  for (std::size_t at = article.find('('); at != std::string_view::npos; at = article.find('(', at + 1)) {
    const std::string_view inner = article.substr(at + 1, article.find(')', at) - at - 1);
    words += (inner.front() >= '0' && inner.front() <= '9' ? ", lid " : ", onder ") + std::string{inner};
  }
  return words;
}

}  // namespace

LocalText article_words(std::string_view article) {
  std::vector<LocalText> laws;
  for_each_part(article, ';', [&](std::string_view of_law) {
    const std::size_t at = of_law.find(" Art. ");
    if (at == std::string_view::npos) {  // "GDPR recital 27"
      constexpr std::string_view recital = "GDPR recital ";
      const bool is_recital = of_law.starts_with(recital);
      const std::string number{is_recital ? of_law.substr(recital.size()) : ""};
      laws.push_back(is_recital ? LocalText{"overweging " + number + " AVG", "recital " + number + " GDPR"}
                                : same(of_law));
      return;
    }
    const std::string_view law = of_law.substr(0, at);
    std::vector<LocalText> articles;
    for_each_part(of_law.substr(at + 6), ',', [&](std::string_view each) {
      articles.push_back({dutch_article(each), "Article " + std::string{each}});
    });
    const bool has_paragraph = articles.back().nl.find(',') != std::string::npos;
    LocalText words = articles.front();
    for (std::size_t i = 1; i < articles.size(); ++i) {
      const bool comma = articles[i - 1].nl.find(',') != std::string::npos;
      words = words + LocalText{comma ? ", en " : " en ", " and "} + articles[i];
    }
    laws.push_back(words + LocalText{(has_paragraph ? ", " : " ") + (law == "GDPR" ? "AVG" : std::string{law}),
                                     " " + std::string{law}});
  });
  return list_words(laws);
}

LocalText right_words_of(Right right) {
  switch (right) {
    case Right::access:
      return {"een kopie van uw gegevens krijgen (artikel 15 AVG)", "get a copy of your data (Article 15 GDPR)"};
    case Right::rectification:
      return {"fouten laten verbeteren (artikel 16 AVG)", "have errors corrected (Article 16 GDPR)"};
    case Right::completion:
      return {"laten aanvullen wat ontbreekt (artikel 16 AVG)", "have added what is missing (Article 16 GDPR)"};
    case Right::erasure:
      return {"gegevens laten wissen (artikel 17 AVG)", "have data erased (Article 17 GDPR)"};
    case Right::restriction:
      return {"zorgen dat wij gegevens voorlopig alleen bewaren (artikel 18 AVG)",
              "make us only store data for the time being (Article 18 GDPR)"};
    case Right::portability:
      return {"gegevens meenemen die u ons zelf gaf (artikel 20 AVG)",
              "take along the data that you gave us yourself (Article 20 GDPR)"};
    case Right::objection:
      return {"bezwaar maken tegen wat wij met uw gegevens doen; tegen reclame altijd (artikel 21 AVG)",
              "object to what we do with your data; to advertising always (Article 21 GDPR)"};
    case Right::withdrawal:
      return {"uw toestemming intrekken, op elk moment (artikel 7, lid 3, AVG)",
              "withdraw your consent, at any time (Article 7(3) GDPR)"};
  }
  return {};
}

std::string as_sentence(std::string text) {
  if (!text.empty() && std::string_view{".!?"}.find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

LocalText notice_title(RecipientNotice notice) {
  switch (notice) {
    case RecipientNotice::erasure:
      return {"Wij hebben gegevens gewist die u van ons kreeg", "We have erased data that you received from us"};
    case RecipientNotice::rectification:
      return {"Wij hebben gegevens verbeterd die u van ons kreeg", "We have corrected data that you received from us"};
    case RecipientNotice::restriction:
      return {"Wij gebruiken gegevens voorlopig niet die u van ons kreeg",
              "For the time being we do not use data that you received from us"};
  }
  return {};
}

LocalText notice_event(RecipientNotice notice) {
  switch (notice) {
    case RecipientNotice::erasure:
      return {"Wij hebben die gewist, omdat de persoon daarom vroeg.",
              "We have erased them, because the person asked for it."};
    case RecipientNotice::rectification:
      return {"Die klopten niet, en wij hebben ze verbeterd.", "They were not correct, and we have corrected them."};
    case RecipientNotice::restriction:
      return {"Wij bewaren die voorlopig alleen nog, omdat de persoon daarom vroeg.",
              "For the time being we only store them, because the person asked for it."};
  }
  return {};
}

LocalText notice_task(RecipientNotice notice) {
  switch (notice) {
    case RecipientNotice::erasure:
      return {
          "Wis deze gegevens ook, en elke kopie en koppeling ervan, tenzij de wet u verplicht ze te bewaren.",
          "Erase these data too, and every copy of them and link to them, unless the law obliges you to keep them."};
    case RecipientNotice::rectification:
      return {"Verbeter deze gegevens ook.", "Correct these data too."};
    case RecipientNotice::restriction:
      return {"Gebruik deze gegevens ook niet, tot u weer van ons hoort.",
              "Do not use these data either, until you hear from us again."};
  }
  return {};
}

}  // namespace compliance
