// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/markdown.h"
#include "libcompliance/documents/register.h"
#include "libcompliance/formats/csv.h"

namespace compliance {
namespace {

using Kind = RegisterEntry::Kind;

LocalText section_title(Kind kind) {
  switch (kind) {
    case Kind::organisation:
      return {"De organisatie", "The organisation"};
    case Kind::purpose:
      return {"Verwerkingen", "Processing activities"};
    case Kind::duty:
      return {"Wettelijke bewaarplichten", "Statutory duties to keep"};
    case Kind::recipient:
      return {"Ontvangers", "Recipients"};
    case Kind::system:
      return {"Systemen", "Systems"};
    case Kind::customer:
      return {"Verwerkingen in opdracht van klanten (artikel 30, lid 2)",
              "Processing on behalf of customers (Art. 30(2))"};
  }
  return {};
}

// Values with ";" between them; categories by those whom they are about: "people who rent: name; address. rentals: …".
std::string joined(const RegisterElement& element, Language language) {
  std::string text, of;
  for (const RegisterValue& value : element.values) {
    const bool other = value.of != of;
    if (!text.empty()) text += !other ? "; " : text.ends_with('.') ? " " : ". ";
    if (other) text += in(language, value.whose) + ": ";
    text += in(language, value.words);
    of = value.of;
  }
  return text;
}

std::string gap_text(const RegisterElement& element, Language language) {
  if (element.lacks.en.empty()) return language == Language::nl ? "hier ontbreekt iets" : "missing here";
  return (language == Language::nl ? "hier ontbreekt: " : "missing here: ") +
         markdown_escape(in(language, element.lacks));
}

// A row of a table, or nothing for an element that is not there and need not be.
std::string table_row(const RegisterElement& element, Language language) {
  if (element.values.empty() && !element.missing) return {};
  std::string cell = markdown_escape(joined(element, language));
  if (element.missing)
    cell = std::string{gap_sign} + " **" + gap_text(element, language) + "**" + (cell.empty() ? "" : "; ") + cell;
  return "| " + markdown_escape(in(language, element.label)) + " | " + cell + " | " + std::string{element.article} +
         " |\n";
}

const RegisterElement* find_element(const RegisterEntry& entry, std::string_view key) {
  const auto found = std::ranges::find(entry.elements, key, &RegisterElement::key);
  return found == entry.elements.end() ? nullptr : &*found;
}

// What spreadsheets take for a formula, they must not (OWASP, CSV injection).
std::string spreadsheet_safe(std::string text) {
  const bool formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
  return formula ? "'" + text : text;
}

Json value_json(const RegisterValue& value) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json{} : Json{text}; };
  return Json::object({{"nl", value.words.nl},
                       {"en", value.words.en},
                       {"code", or_null(value.code)},
                       {"record", or_null(value.of)},
                       {"dpv", or_null(value.dpv)}});
}

Json local_json(const LocalText& text) { return Json::object({{"nl", text.nl}, {"en", text.en}}); }

}  // namespace

std::string register_markdown(const Register& record, Language language) {
  const bool dutch = language == Language::nl;
  std::string text = std::string{"# "} + (dutch ? "Register van verwerkingen" : "Record of processing activities") +
                     ": " + markdown_escape(in(language, record.title)) + "\n\n";
  text += dutch ? "Dit register hoort bij artikel 30 van de AVG. Het is gemaakt uit het beleid "
                : "This is the record of Article 30 of the GDPR. It is made from the policy ";
  text += markdown_escape(record.policy);
  if (!record.from.empty())
    text += (dutch ? ", versie " : ", version ") + markdown_escape(record.version) +
            (dutch ? ", van kracht sinds " : ", in force since ") + record.from;
  text += ".\n";
  const Kind* section = nullptr;
  for (const RegisterEntry& entry : record.entries) {
    if (section == nullptr || *section != entry.kind) text += "\n## " + in(language, section_title(entry.kind)) + '\n';
    section = &entry.kind;
    text += "\n### " + markdown_escape(in(language, entry.title)) + "\n\n";
    text += dutch ? "| Onderdeel | Inhoud | Artikel |\n" : "| Element | Content | Article |\n";
    text += "|---|---|---|\n";
    for (const RegisterElement& element : entry.elements) text += table_row(element, language);
  }
  return text;
}

std::string register_csv(const Register& record, Language language) {
  struct Column {
    std::string_view name, key;
    bool dpv = false;
  };
  constexpr std::array columns{Column{"basis", "basis"},           Column{"basis_dpv", "basis", true},
                               Column{"interest", "interest"},     Column{"law", "law"},
                               Column{"subjects", "subjects"},     Column{"data", "data"},
                               Column{"data_dpv", "data", true},   Column{"recipients", "recipients"},
                               Column{"transfers", "transfers"},   Column{"use_until", "use_until"},
                               Column{"time_limit", "time_limit"}, Column{"at_most", "at_most"},
                               Column{"channels", "channels"},     Column{"topics", "topics"},
                               Column{"systems", "systems"},       Column{"processing", "processing"}};
  constexpr std::array of_organisation{
      Column{"address", "address"}, Column{"contact", "contact"},         Column{"representative", "representative"},
      Column{"dpo", "dpo"},         Column{"disclosures", "disclosures"}, Column{"security", "security"}};
  TextSink sink;
  CsvWriter writer(sink, {}, LineEnd::crlf);
  const auto write = [&](const std::vector<std::string>& cells) {
    std::vector<std::string> safe;
    for (const std::string& cell : cells) safe.push_back(spreadsheet_safe(printable(cell)));
    const std::vector<std::string_view> views(safe.begin(), safe.end());
    if (!writer.write(views)) throw std::logic_error("UTF-8 holds everything");
  };
  std::vector<std::string> header{"kind", "name", "title"};
  for (const Column& column : columns) header.emplace_back(column.name);
  header.emplace_back("missing");
  header.emplace_back("organisation");
  for (const Column& column : of_organisation) header.emplace_back(column.name);
  write(header);
  const RegisterEntry& organisation = record.entries.front();
  for (const RegisterEntry& entry : record.entries) {
    if (entry.kind != Kind::purpose && entry.kind != Kind::duty && entry.kind != Kind::customer) continue;
    std::vector<std::string> cells{std::string{word_of(entry.kind, register_kind_words)}, entry.name,
                                   in(language, entry.title)};
    for (const Column& column : columns) {
      const RegisterElement* element = find_element(entry, column.key);
      std::string cell;
      if (element != nullptr && !column.dpv) cell = joined(*element, language);
      if (element != nullptr && column.dpv)
        for (const RegisterValue& value : element->values) cell += (cell.empty() ? "" : "; ") + value.dpv;
      cells.push_back(std::move(cell));
    }
    std::string missing;
    for (const RegisterElement& element : entry.elements)
      if (element.missing) missing += (missing.empty() ? "" : "; ") + std::string{element.key};
    cells.push_back(std::move(missing));
    cells.push_back(organisation.name);
    for (const Column& column : of_organisation)
      cells.push_back(joined(*find_element(organisation, column.key), language));
    write(cells);
  }
  return sink.text();
}

Json register_json(const Register& record, Json result) {
  result.set("policy", record.policy)
      .set("title", local_json(record.title))
      .set("notice", record.version.empty() ? Json{} : Json{record.version})
      .set("in_force_from", record.from.empty() ? Json{} : Json{record.from});
  Json entries = Json::list();
  for (const RegisterEntry& entry : record.entries) {
    Json elements = Json::list();
    for (const RegisterElement& element : entry.elements) {
      Json values = Json::list();
      for (const RegisterValue& value : element.values) values.add(value_json(value));
      elements.add(Json::object({{"element", element.key},
                                 {"article", element.article.empty() ? Json{} : Json{element.article}},
                                 {"missing", element.missing},
                                 {"lacks", element.lacks.en.empty() ? Json{} : local_json(element.lacks)},
                                 {"values", std::move(values)}}));
    }
    entries.add(Json::object({{"kind", word_of(entry.kind, register_kind_words)},
                              {"name", entry.name},
                              {"title", local_json(entry.title)},
                              {"elements", std::move(elements)}}));
  }
  return std::move(result.set("entries", std::move(entries)));
}

}  // namespace compliance
