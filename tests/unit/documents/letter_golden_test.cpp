// SPDX-License-Identifier: Apache-2.0
// Every letter as it is printed, beside tests/documents/letters. COMPLIANCE_ACCEPT=1 writes them there, and still
// fails.

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <ostream>

#include "tests/unit/documents/everything.h"
#include "tests/unit/documents/letter_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

void compare(const std::string& name, const std::string& page) {
  const std::string path = "/tests/documents/letters/" + name + ".html";
  const bool same_bytes = file_text(path) == page;
  CAPTURE(path);
  CHECK(same_bytes);
  const char* accept = std::getenv("COMPLIANCE_ACCEPT");
  if (!same_bytes && accept != nullptr && std::string_view{accept} == "1")
    std::ofstream{COMPLIANCE_SOURCE_DIR + path, std::ios::binary} << page;
}

}  // namespace

TEST_SUITE("documents/letter_golden") {
  TEST_CASE("write_letter: the pages of all kinds, in both languages (TC-114)") {
    for (std::size_t kind = 0; kind < letter_kind_words.size(); ++kind)
      for (const Language language : {Language::nl, Language::en}) {
        const std::string name =
            std::string{letter_kind_words[kind]} + '.' + std::string{word_of(language, language_words)};
        compare(name, demand(write_letter(static_cast<LetterKind>(kind), all_facts(language), LetterTemplates{})));
      }
  }

  TEST_CASE("write_letter: the page to somebody with a hostile name, and an annex") {
    LetterFacts facts = all_facts(Language::en);
    facts.addressee = {
        "<script>alert(1)</script> \xE2\x80\xAE"
        "gnp.exe & =HYPERLINK(\"x\") " +
            std::string(120, 'W'),
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D 12", "1000 ZZ Teststad"};
    facts.annexes = {{.title = "What we hold about you",
                      .markdown = "| Field | Value |\n|---|---|\n| contact.name | \\<b\\> Voorbeeld |\n"}};
    compare("hostile.en", demand(write_letter(LetterKind::package, facts, LetterTemplates{})));
  }
}
