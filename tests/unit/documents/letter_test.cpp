// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/letter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/letter_words.h"
#include "libcompliance/law/law.h"
#include "tests/unit/documents/letter_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const LetterTemplates shipped;

std::vector<LetterKind> all_kinds() {
  std::vector<LetterKind> kinds;
  for (std::size_t i = 0; i < letter_kind_words.size(); ++i) kinds.push_back(static_cast<LetterKind>(i));
  return kinds;
}

std::string refusal_of(LetterKind kind, const LetterFacts& facts, const LetterTemplates& templates = shipped) {
  const Result<std::string> letter = letter_text(kind, facts, templates);
  return letter ? "" : to_string(letter.error());
}

// Paragraphs, headings and items, each with what stands in it.
std::vector<std::string> paragraphs_of(const std::string& markdown) {
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    if (end > at) paragraphs.push_back(markdown.substr(at, end - at));
    at = end + 1;
  }
  return paragraphs;
}

// How many paragraphs of `before` are not in `after`.
std::size_t lost(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  return static_cast<std::size_t>(std::ranges::count_if(
      before, [&](const std::string& each) { return std::ranges::find(after, each) == after.end(); }));
}

const LetterDemand* find_demand(const std::vector<LetterDemand>& demands, LetterFact fact) {
  const auto found = std::ranges::find(demands, fact, &LetterDemand::fact);
  return found == demands.end() ? nullptr : &*found;
}

// The template of one kind, with `from` replaced.
LetterTemplates with_own(const std::string& name, std::string_view from, std::string_view to) {
  std::string text{shipped.find(name).text};
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  LetterTemplates templates;
  REQUIRE(templates.replace(name, text.replace(at, from.size(), to), "own"));
  return templates;
}

const std::string refused_nl = "letter-refused.nl.mustache";

}  // namespace

TEST_SUITE("documents/letter") {
  TEST_CASE("write_letter: every kind in both languages, with all facts") {
    for (const LetterKind kind : all_kinds())
      for (const Language language : {Language::nl, Language::en}) {
        CAPTURE(word_of(kind, letter_kind_words));
        CHECK(refusal_of(kind, all_facts(language)) == "");
      }
  }

  TEST_CASE("letter_text: a fact that the law demands and that is missing refuses the letter, and is named (L-12c)") {
    for (const LetterKind kind : all_kinds())
      for (const LetterDemand& demand : demands_of(kind)) {
        CAPTURE(word_of(kind, letter_kind_words));
        CAPTURE(word_of(demand.fact, letter_fact_words));
        LetterFacts facts = all_facts(Language::en);
        // Where the court is follows from the authority.
        const LetterFact fact = demand.fact == LetterFact::court ? LetterFact::authority : demand.fact;
        const std::vector<FactChange> changes = fact_changes();
        const auto change = std::ranges::find(changes, fact, &FactChange::fact);
        REQUIRE(change != changes.end());
        change->remove(facts);
        const std::string refusal = refusal_of(kind, facts);
        const std::string named = std::string{word_of(demand.fact, letter_fact_words)} + " (Art. ";
        const bool with_another = kind == LetterKind::partly_refused && demand.fact == LetterFact::done_on;
        CHECK((refusal.find(named) != std::string::npos) ==
              (demand.need == Need::always || with_another ||
               (demand.need == Need::with_refusals && !facts.refusals.empty())));
      }
  }

  TEST_CASE("letter_text: all that is missing is named at once") {
    LetterFacts facts = all_facts(Language::en);
    facts.refusals.clear();
    facts.authority.clear();
    CHECK(refusal_of(LetterKind::refused, facts) ==
          "a letter of the kind refused must say what is missing here: refusals (Art. 12(4)); authority (Art. 12(4)); "
          "court (Art. 12(4))");
  }

  TEST_CASE("letter_text: one fact changed, one paragraph changed") {
    for (const LetterKind kind : all_kinds())
      for (const Language language : {Language::nl, Language::en})
        for (const FactChange& change : fact_changes()) {
          CAPTURE(word_of(kind, letter_kind_words));
          CAPTURE(word_of(change.fact, letter_fact_words));
          CAPTURE(word_of(language, language_words));
          const LetterFacts facts = all_facts(language);
          LetterFacts other = facts;
          change.change(other);
          const auto before = paragraphs_of(demand(letter_text(kind, facts, shipped)));
          const auto after = paragraphs_of(demand(letter_text(kind, other, shipped)));
          const std::vector<LetterDemand> demands = demands_of(kind);
          std::size_t expected = find_demand(demands, change.fact) == nullptr ? 0 : 1;
          if (change.fact == LetterFact::receivers && find_demand(demands, LetterFact::recipients) != nullptr)
            expected = 1;
          // An authority of another country has other courts; a notice has its subject, its news and its task.
          if (change.fact == LetterFact::authority && find_demand(demands, LetterFact::court) != nullptr) expected = 2;
          if (change.fact == LetterFact::notice && kind == LetterKind::recipient_notice) expected = 3;
          CHECK(lost(before, after) == expected);
          CHECK(lost(after, before) == expected);
          CHECK(before.size() == after.size());
        }
  }

  TEST_CASE("letter_text: a fact that may be missing takes its own part with it, and nothing else") {
    for (const LetterKind kind : all_kinds())
      for (const LetterDemand& demand_of_kind : demands_of(kind)) {
        if (demand_of_kind.need != Need::where_known) continue;
        if (demand_of_kind.fact == LetterFact::done_on) continue;  // not without `done`
        CAPTURE(word_of(kind, letter_kind_words));
        CAPTURE(word_of(demand_of_kind.fact, letter_fact_words));
        const LetterFacts facts = all_facts(Language::nl);
        LetterFacts without = facts;
        const std::vector<FactChange> changes = fact_changes();
        std::ranges::find(changes, demand_of_kind.fact, &FactChange::fact)->remove(without);
        const auto before = paragraphs_of(demand(letter_text(kind, facts, shipped)));
        const auto after = paragraphs_of(demand(letter_text(kind, without, shipped)));
        CHECK(lost(after, before) == 0);
        CHECK(after.size() < before.size());
      }
  }

  TEST_CASE("letter_text: each thing refused has its reason, facts, law and end (L-17.3, TC-58, TC-194)") {
    struct Row {
      void (*spoil)(LetterRefusal&);
      const char* missing;
    };
    for (const Row& row :
         {Row{[](LetterRefusal& r) { r.reason = "policy"; }, "refusals: a reason of compliance-law(7)"},
          Row{[](LetterRefusal& r) { r.facts.clear(); }, "refusals: the facts"},
          Row{[](LetterRefusal& r) { r.what = {}; }, "refusals: what is refused"},
          Row{[](LetterRefusal& r) { r.law = {}; }, "refusals: the law (Art. 17(3)(b))"},
          Row{[](LetterRefusal& r) { r.until.reset(); }, "refusals: until when"}}) {
      LetterFacts facts = all_facts(Language::nl);
      row.spoil(facts.refusals.front());
      CHECK(refusal_of(LetterKind::partly_refused, facts).find(row.missing) != std::string::npos);
    }
    const std::string letter = demand(letter_text(LetterKind::partly_refused, all_facts(Language::nl), shipped));
    CHECK(letter.find("- **Uw facturen.** De wet verplicht ons om deze gegevens te bewaren. Onze laatste factuur aan u "
                      "is van 15 juni 2019. Dit staat in: Algemene wet inzake rijksbelastingen, artikel 52 lid 4. Wij "
                      "bewaren dit tot en met 31\u00A0december\u00A0"
                      "2026. (artikel 17, lid 3, onder b, AVG)") != std::string::npos);
  }

  TEST_CASE("letter_text: a refusal tells the authority and the six weeks of the court (L-12c, L-UAVG35, TC-24)") {
    const std::string letter = demand(letter_text(LetterKind::refused, all_facts(Language::en), shipped));
    CHECK(letter.find("Dutch Data Protection Authority (Autoriteit Persoonsgegevens)") != std::string::npos);
    CHECK(letter.find("within 6 weeks after you received this letter (Article 35(2) UAVG)") != std::string::npos);
    LetterFacts belgian = all_facts(Language::en);
    belgian.authority = "be-gba";
    const std::string abroad = demand(letter_text(LetterKind::refused, belgian, shipped));
    CHECK(abroad.find("weeks") == std::string::npos);
    CHECK(abroad.find("You can also go to court (Article 79 GDPR)") != std::string::npos);
  }

  TEST_CASE("letter_text: a package that leaves something out tells of the court, another does not") {
    LetterFacts facts = all_facts(Language::en);
    CHECK(demand(letter_text(LetterKind::package, facts, shipped)).find("court to decide") != std::string::npos);
    facts.refusals.clear();
    CHECK(demand(letter_text(LetterKind::package, facts, shipped)).find("court to decide") == std::string::npos);
  }

  TEST_CASE("letter_text: nobody received anything, which is an answer; nobody knows, which is none (Art. 19)") {
    LetterFacts facts = all_facts(Language::en);
    facts.recipients = std::vector<LetterRecipient>{};
    CHECK(demand(letter_text(LetterKind::erased, facts, shipped)).find("to nobody") != std::string::npos);
    facts.recipients.reset();
    CHECK_FALSE(refusal_of(LetterKind::erased, facts).empty());
  }

  TEST_CASE("letter_text: without an addressee the salutation is neutral") {
    LetterFacts facts = all_facts(Language::nl);
    CHECK(demand(letter_text(LetterKind::refused, facts, shipped)).find("Geachte T. Voorbeeld,") != std::string::npos);
    facts.addressee.clear();
    CHECK(demand(letter_text(LetterKind::refused, facts, shipped)).find("Geachte heer of mevrouw,") !=
          std::string::npos);
  }

  TEST_CASE("write_letter: hostile texts are text, wherever they stand (X-HTML)") {
    const std::string evil = "<script>alert(1)</script> **b** {{contact}} \xE2\x80\xAE # | =HYPERLINK(\"x\") \x1b[2J";
    LetterFacts facts = all_facts(Language::nl);
    facts.addressee = {evil, std::string(400, 'W')};
    for (std::string* text :
         {&facts.controller, &facts.address, &facts.contact, &facts.reference, &facts.identity_reason,
          &facts.lift_reason, &facts.passphrase, &facts.extension_reasons[0], &facts.searched[0], &facts.enclosed[0],
          &facts.person[0], &facts.refusals[0].facts, &facts.forwarded->to, &facts.forwarded->contact})
      *text = evil;
    facts.done[0] = same(evil);
    facts.annexes = {{.title = evil, .markdown = "one"}};
    for (const LetterKind kind : all_kinds()) {
      CAPTURE(word_of(kind, letter_kind_words));
      const std::string page = demand(write_letter(kind, facts, shipped));
      CHECK(page.find("<script") == std::string::npos);
      CHECK(page.find("<strong>b") == std::string::npos);
      CHECK(page.find("\xE2\x80\xAE") == std::string::npos);
      CHECK(page.find('\x1b') == std::string::npos);
      CHECK(page.find("{{contact}}") != std::string::npos);  // of the facts; no template puts anything in its place
    }
  }

  TEST_CASE("write_letter: no placeholder is left, and every tag is closed") {
    for (const LetterKind kind : all_kinds())
      for (const Language language : {Language::nl, Language::en}) {
        CAPTURE(word_of(kind, letter_kind_words));
        const std::string page = demand(write_letter(kind, all_facts(language), shipped));
        for (const char* sign : {"{{", "}}", "[", " ,", " .", "..", "()", "  ", "****", "&amp;amp;", "false", "null"}) {
          CAPTURE(sign);
          CHECK(page.substr(page.find("<body>")).find(sign) == std::string::npos);
        }
        for (const char* tag : {"p", "li", "ul", "h1", "h2", "strong", "main", "header", "address", "dl", "div"}) {
          CAPTURE(tag);
          const auto count = [&](const std::string& text) {
            std::size_t times = 0;
            for (std::size_t at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) ++times;
            return times;
          };
          const std::string name{tag};
          CHECK(count('<' + name + '>') + count('<' + name + ' ') == count("</" + name + '>'));
        }
        CHECK(page == demand(write_letter(kind, all_facts(language), shipped)));
      }
  }

  TEST_CASE("LetterTemplates: both languages have every kind, and one closing") {
    const std::vector<std::string> names = LetterTemplates::names();
    CHECK(names.size() == 2 * (letter_kind_words.size() + 1));
    for (const std::string& name : names) {
      CAPTURE(name);
      CHECK_FALSE(shipped.find(name).text.empty());
    }
    CHECK(std::ranges::is_sorted(names));
  }

  TEST_CASE("LetterTemplates: the names that a template names are those of the other language") {
    const auto tags_of = [](std::string_view text) {
      std::multiset<std::string> tags;
      for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2))
        tags.insert(std::string{text.substr(at, text.find("}}", at) - at)});
      return tags;
    };
    for (const std::string& name : LetterTemplates::names()) {
      const std::size_t dot = name.find(".nl.");
      if (dot == std::string::npos) continue;
      CAPTURE(name);
      CHECK(tags_of(shipped.find(name).text) == tags_of(shipped.find(name.substr(0, dot) + ".en.mustache").text));
    }
  }

  TEST_CASE("LetterTemplates: an own text is used, and refused when a demanded part is not printed") {
    const LetterFacts facts = all_facts(Language::nl);
    const LetterTemplates kind_own = with_own(refused_nl, "# Wij kunnen niet doen wat u vraagt", "# Nee");
    CHECK(demand(letter_text(LetterKind::refused, facts, kind_own)).starts_with("# Nee\n"));
    CHECK(refusal_of(LetterKind::refused, facts, with_own(refused_nl, "{{reason}} ", "")) ==
          "own: the template does not print refusals.reason");
    CHECK(refusal_of(LetterKind::refused, facts, with_own(refused_nl, "{{#refusals}}", "{{^refusals}}")) ==
          "own: the template does not print refusals.what, refusals.reason, refusals.facts, refusals.law, "
          "refusals.until, refusals.article, refusals.until_when");
    const LetterTemplates silent = with_own("letter-closing.nl.mustache", "{{authority.website}}", "");
    CHECK(refusal_of(LetterKind::refused, facts, silent) ==
          "the template that comes with the program: the template does not print authority.website");
  }

  TEST_CASE("LetterTemplates: an own text that names what there is not, or is no template, is refused") {
    const LetterFacts facts = all_facts(Language::nl);
    CHECK(refusal_of(LetterKind::refused, facts, with_own(refused_nl, "{{salutation}}", "{{salutation}} {{name}}")) ==
          "own: the template names \"name\", which there is not");
    // A fact of another kind of letter is unknown here.
    CHECK(refusal_of(LetterKind::refused, facts, with_own(refused_nl, "{{salutation}}", "{{salutation}} {{window}}")) ==
          "own: the template names \"window\", which there is not");
    CHECK(refusal_of(LetterKind::refused, facts, with_own(refused_nl, "{{facts}}", "{{{facts}}}")) ==
          "own: expected names in two braces only");
    CHECK(refusal_of(LetterKind::refused, facts, with_own(refused_nl, "# Wij", "Wij")) ==
          "own:1: expected a template that begins with # and what the letter is about");
    LetterTemplates templates;
    const Result<void> replaced =
        templates.replace("letter-refusd.nl.mustache", "# x", "letters/letter-refusd.nl.mustache");
    REQUIRE_FALSE(replaced);
    CHECK(replaced.error().hint == "did you mean \"letter-refused.nl.mustache\"?");
  }

  TEST_CASE("article_words: as a letter names an article") {
    struct Row {
      const char *article, *nl, *en;
    };
    for (const Row& row :
         {Row{"GDPR Art. 17(3)(b)", "artikel 17, lid 3, onder b, AVG", "Article 17(3)(b) GDPR"},
          Row{"GDPR Art. 16", "artikel 16 AVG", "Article 16 GDPR"},
          Row{"GDPR recital 27", "overweging 27 AVG", "recital 27 GDPR"},
          Row{"GDPR Art. 15(4), 20(4)", "artikel 15, lid 4, en artikel 20, lid 4, AVG",
              "Article 15(4) and Article 20(4) GDPR"},
          Row{"GDPR Art. 23; UAVG Art. 41", "artikel 23 AVG en artikel 41 UAVG", "Article 23 GDPR and Article 41 UAVG"},
          Row{"UAVG Art. 35(2)", "artikel 35, lid 2, UAVG", "Article 35(2) UAVG"}}) {
      CHECK(article_words(row.article).nl == row.nl);
      CHECK(article_words(row.article).en == row.en);
    }
    for (const RefusalReason& reason : refusal_reasons()) {
      CAPTURE(reason.name);
      const std::string article = article_words(reason.article).nl;
      CHECK((article.starts_with("artikel ") || article.starts_with("overweging ")));
      CHECK(as_sentence(reason.letter.nl) == reason.letter.nl);
    }
  }
}
