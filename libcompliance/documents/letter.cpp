// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/letter.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"
#include "libcompliance/documents/letter_data.h"
#include "libcompliance/documents/letter_page.h"
#include "libcompliance/documents/markdown.h"
#include "libcompliance/documents/mustache.h"
#include "libcompliance/documents/notice.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

constexpr std::string_view extension = ".mustache";

std::string template_name(std::string_view letter, Language language) {
  return "letter-" + std::string{letter} + '.' + std::string{word_of(language, language_words)} +
         std::string{extension};
}

bool is_demanded(const LetterDemand& demand, const LetterFacts& facts) {
  return demand.need == Need::always || (demand.need == Need::with_refusals && !facts.refusals.empty());
}

std::string with_article(const LetterDemand& demand) {
  return std::string{word_of(demand.fact, letter_fact_words)} + " (" + std::string{demand.article} + ')';
}

// What one refusal must say: why, what makes that true, and, where data stay, until when (L-12c, L-17.3).
void add_missing_of(const LetterRefusal& refusal, std::vector<std::string>& missing) {
  const RefusalReason* reason = find_refusal_reason(refusal.reason);
  const auto lacks = [&](std::string_view what) {
    const std::string part = "refusals: " + std::string{what};
    if (std::ranges::find(missing, part) == missing.end()) missing.push_back(part);
  };
  if (refusal.what.en.empty()) lacks("what is refused (Art. 12(4))");
  if (reason == nullptr) lacks("a reason of compliance-law(7) (Art. 12(4))");
  if (refusal.facts.empty()) lacks("the facts (Art. 12(4), 5(2))");
  if (reason == nullptr) return;
  if (reason->article.starts_with("GDPR Art. 17") && !refusal.until && !refusal.until_when)
    lacks("until when (Art. 17(3), 5(1)(e))");
  if (reason->name == "legal-duty" && refusal.law.en.empty()) lacks("the law (Art. 17(3)(b))");
}

std::vector<std::string> missing_of(const std::vector<LetterDemand>& demands, const LetterFacts& facts) {
  std::vector<std::string> missing;
  for (const LetterDemand& demand : demands) {
    if (is_demanded(demand, facts) && !is_given(demand.fact, facts)) missing.push_back(with_article(demand));
    // What was done has its day.
    if (demand.fact == LetterFact::done_on && demand.need == Need::where_known && !facts.done.empty() && !facts.done_on)
      missing.push_back(with_article(demand));
    if (demand.fact == LetterFact::refusals)
      for (const LetterRefusal& refusal : facts.refusals) add_missing_of(refusal, missing);
  }
  return missing;
}

Json data_of_letter(const std::vector<LetterDemand>& demands, const LetterFacts& facts) {
  Json data = Json::object();
  add_general_members(data, facts);
  const auto add = [&](LetterFact fact, Json member) {
    const std::string name{word_of(fact, letter_fact_words)};
    if (const Json::List* list = member.as_list()) data.set("has_" + name, !list->empty());
    data.set(name, std::move(member));
  };
  for (const LetterDemand& demand : demands) {
    const bool without_deed =
        demand.fact == LetterFact::done_on && demand.need == Need::where_known && facts.done.empty();
    const bool told = !without_deed && (demand.need != Need::with_refusals || !facts.refusals.empty());
    add(demand.fact, told ? letter_member(demand.fact, facts) : Json{false});
  }
  // The closing is one for all kinds.
  for (const LetterFact fact : {LetterFact::authority, LetterFact::court})
    if (std::ranges::find(demands, fact, &LetterDemand::fact) == demands.end()) add(fact, false);
  return data;
}

// --- does a template print what it must? ---

// A word that no template has, for each text in `data`.
class Markers {
 public:
  explicit Markers(const Json& data) { marked_ = with_markers(data, ""); }

  const Json& data() const { return marked_; }

  /// The members whose marker is not in `text`, each once.
  std::vector<std::string> absent_from(std::string_view text) const {
    std::vector<std::string> absent;
    for (std::size_t i = 0; i < paths_.size(); ++i)
      if (text.find(marker(i)) == std::string_view::npos && std::ranges::find(absent, paths_[i]) == absent.end())
        absent.push_back(paths_[i]);
    return absent;
  }

 private:
  static std::string marker(std::size_t number) { return "qx" + std::to_string(number) + "xq"; }

  Json with_markers(const Json& value, const std::string& path) {
    if (value.as_text() != nullptr && path == "request") return value;  // the page prints it
    if (value.as_text() != nullptr) {
      paths_.push_back(path);
      return marker(paths_.size() - 1);
    }
    if (const Json::List* list = value.as_list()) {
      Json marked = Json::list();
      for (const Json& item : *list) marked.add(with_markers(item, path));
      return marked;
    }
    if (const Json::Members* members = value.as_object()) {
      Json marked = Json::object();
      for (const auto& [key, member] : *members)
        marked.set(key, with_markers(member, path.empty() ? key : path + '.' + key));
      return marked;
    }
    return value;
  }

  std::vector<std::string> paths_ = {};
  Json marked_ = {};
};

struct Texts {
  LetterTemplates::Template letter, closing;
};

Result<std::string> fill_in_letter(const LetterTemplates::Template& from, const Json& data) {
  if (from.text.find("{{{") != std::string_view::npos || from.text.find("{{&") != std::string_view::npos)
    return Error{.message = "expected names in two braces only", .place = {std::string{from.source}, 0, 0}};
  Result<std::string> text = fill_in(from.text, from.source, data, markdown_escape);
  if (text) return text;
  Error error = text.error();
  error.hint = "compliance-letters(5) lists the names";
  return error;
}

Result<std::string> markdown_of(const Texts& texts, const Json& data) {
  COMPLIANCE_TRY(const std::string letter, fill_in_letter(texts.letter, data));
  COMPLIANCE_TRY(const std::string closing, fill_in_letter(texts.closing, data));
  return letter + '\n' + closing;
}

Result<void> demand_subject(const LetterTemplates::Template& from, std::string_view markdown) {
  if (markdown.starts_with("# ")) return {};
  return Error{.message = "expected a template that begins with # and what the letter is about",
               .place = {std::string{from.source}, 1, 0}};
}

Result<void> demand_all_printed(const Texts& texts, const Json& data) {
  const Markers markers{data};
  COMPLIANCE_TRY(const std::string text, markdown_of(texts, markers.data()));
  const std::vector<std::string> absent = markers.absent_from(text);
  if (absent.empty()) return {};
  return Error{.message = "the template does not print " + join(absent, ", "),
               .place = {std::string{texts.letter.source}, 0, 0},
               .hint = "compliance-letters(5) says what each letter must have"};
}

std::string plain_subject(std::string_view markdown) {
  std::string text = markdown_to_text(markdown.substr(0, markdown.find('\n')));
  text.erase(std::min(text.find("\n="), text.size()));
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

std::vector<std::string> LetterTemplates::names() {
  std::vector<std::string> names;
  for (const Language language : {Language::en, Language::nl}) {
    for (const std::string_view kind : letter_kind_words) names.push_back(template_name(kind, language));
    names.push_back(template_name("closing", language));
  }
  std::ranges::sort(names);
  return names;
}

Result<void> LetterTemplates::replace(std::string_view name, std::string text, std::string source) {
  const std::vector<std::string> known = names();
  if (std::ranges::find(known, name) == known.end()) {
    const std::vector<std::string_view> views{known.begin(), known.end()};
    return Error{.message = "expected the name of a letter's template",
                 .place = {std::move(source), 0, 0},
                 .hint = did_you_mean(std::string{name}, views)};
  }
  own_.insert_or_assign(std::string{name}, Own{std::move(text), std::move(source)});
  return {};
}

LetterTemplates::Template LetterTemplates::find(std::string_view name) const {
  const auto own = own_.find(name);
  if (own != own_.end()) return {own->second.text, own->second.source};
  return {shipped_template(name.substr(0, name.size() - extension.size())), "the template that comes with the program"};
}

Result<std::string> letter_text(LetterKind kind, const LetterFacts& facts, const LetterTemplates& templates) {
  const std::vector<LetterDemand> demands = demands_of(kind);
  const std::vector<std::string> missing = missing_of(demands, facts);
  const std::string word{word_of(kind, letter_kind_words)};
  if (!missing.empty())
    return Error{.message = "a letter of the kind " + word + " must say what is missing here: " + join(missing, "; "),
                 .hint = "compliance-letters(5) says where each comes from"};
  const Texts texts{templates.find(template_name(word, facts.language)),
                    templates.find(template_name("closing", facts.language))};
  const Json data = data_of_letter(demands, facts);
  COMPLIANCE_TRY(std::string markdown, markdown_of(texts, data));
  COMPLIANCE_CHECK(demand_subject(texts.letter, markdown));
  COMPLIANCE_CHECK(demand_all_printed(texts, data));
  return markdown;
}

Result<std::string> write_letter(LetterKind kind, const LetterFacts& facts, const LetterTemplates& templates) {
  COMPLIANCE_TRY(const std::string markdown, letter_text(kind, facts, templates));
  return letter_page(facts, plain_subject(markdown), markdown_to_html_body(markdown));
}

}  // namespace compliance
