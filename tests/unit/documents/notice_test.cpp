// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/notice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <vector>

#include "libcompliance/documents/completeness.h"
#include "libcompliance/documents/markdown.h"
#include "tests/unit/documents/everything.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

std::string statement(const Policy& policy, Language language = Language::en) {
  return demand(notice_markdown(policy, today, language, notice_template(language), "the template"));
}

// The paragraphs and items, each with the heading that it stands under: "Your rights / - **Access.** …".
std::vector<std::string> parts_of(const std::string& markdown) {
  std::vector<std::string> parts;
  std::string section, heading;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string line = markdown.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("## ")) {
      section = heading = line.substr(3);
    } else if (line.starts_with("### ")) {
      heading = section + ", " + line.substr(4);
      parts.push_back(heading);
    } else if (!line.empty()) {
      parts.push_back(heading + " / " + line);
    }
  }
  std::sort(parts.begin(), parts.end());
  return parts;
}

// "- part" for each that went, "+ part" for each that came.
std::string difference(const Policy& before, const Policy& after) {
  const std::vector<std::string> old = parts_of(statement(before)), now = parts_of(statement(after));
  std::vector<std::string> gone, come;
  std::set_difference(old.begin(), old.end(), now.begin(), now.end(), std::back_inserter(gone));
  std::set_difference(now.begin(), now.end(), old.begin(), old.end(), std::back_inserter(come));
  std::string text;
  for (const std::string& part : gone) text += "- " + part + '\n';
  for (const std::string& part : come) text += "+ " + part + '\n';
  return text;
}

}  // namespace

TEST_SUITE("documents/notice") {
  TEST_CASE("notice: one fact changes, and exactly its paragraphs change") {
    struct Fact {
      const char* what;
      const char* from;
      const char* to;
      const char* difference;
    };
    for (
        const Fact& fact : {
            Fact{"a period", "keep: {for: 2 years, after: customer_left}", "keep: {for: 1 year, after: customer_left}",
                 "- What we keep, and why, Renting out bicycles / **How long:** until 2 years after the closing of the "
                 "account.\n"
                 "+ What we keep, and why, Renting out bicycles / **How long:** until 1 year after the closing of the "
                 "account.\n"},
            Fact{
                "a trigger", "keep: {for: 3 months, after: rider_stopped}", "use_until: rider_stopped",
                "- Data that we keep for others, Servicing of leased bicycles / **How long:** until 3 months after the "
                "end of the relation.\n"
                "+ Data that we keep for others, Servicing of leased bicycles / **How long:** until and including the "
                "end of the relation.\n"},
            Fact{"a ceiling", "at_most: 5 years", "at_most: 4 years",
                 "- What we keep, and why, Getting bicycles back / - Of people who rent: until 5 years after the "
                 "closing of "
                 "the account\n"
                 "- What we keep, and why, Renting out bicycles / - Of people who rent: until 5 years after the "
                 "closing of "
                 "the account\n"
                 "- What we keep, and why, Sending offers / - Of people who rent: until 5 years after the closing of "
                 "the "
                 "account\n"
                 "+ What we keep, and why, Getting bicycles back / - Of people who rent: until 4 years after the "
                 "closing of "
                 "the account\n"
                 "+ What we keep, and why, Renting out bicycles / - Of people who rent: until 4 years after the "
                 "closing of "
                 "the account\n"
                 "+ What we keep, and why, Sending offers / - Of people who rent: until 4 years after the closing of "
                 "the "
                 "account\n"},
            // The rights follow from the basis (L-6r).
            Fact{"a basis", "    basis: contract\n", "    basis: public_task\n",
                 "- What we keep, and why, Renting out bicycles / **We may do this because of:** contract (Article "
                 "6(1)(b) GDPR).\n"
                 "- Your rights / - **Objection.** You may object where we use data for our own interest: "
                 "getting bicycles back. Then we stop, unless our reasons weigh more than yours.\n"
                 "- Your rights / - **Portability.** You get the data that you gave us in a file that you can pass on "
                 "to somebody else. That is possible where we use them with your consent or for a contract with you: "
                 "renting out bicycles and sending offers.\n"
                 "+ What we keep, and why, Renting out bicycles / **We may do this because of:** public task (Article "
                 "6(1)(e) GDPR).\n"
                 "+ Your rights / - **Objection.** You may object where we use data for our own interest or for a "
                 "public task: renting out bicycles and getting bicycles back. Then we stop, unless our reasons weigh "
                 "more than yours.\n"
                 "+ Your rights / - **Portability.** You get the data that you gave us in a file that you can pass on "
                 "to somebody else. That is possible where we use them with your consent or for a contract with you: "
                 "sending offers.\n"},
            Fact{"an interest", "en: keep bicycles from getting lost", "en: know where bicycles are",
                 "- What we keep, and why, Getting bicycles back / **Our interest:** keep bicycles from getting lost.\n"
                 "+ What we keep, and why, Getting bicycles back / **Our interest:** know where bicycles are.\n"},
            Fact{"a kind of data", "[customer.name, customer.email, customer.newsletter_on]",
                 "[customer.email, customer.newsletter_on]",
                 "- What we keep, and why, Sending offers / - Of people who rent: name of a person; e-mail address; "
                 "consent or objection: given, refused or withdrawn, and when\n"
                 "+ What we keep, and why, Sending offers / - Of people who rent: e-mail address; consent or "
                 "objection: given, refused or withdrawn, and when\n"},
            Fact{"a recipient", "{nl: Example Mail Inc., en: Example Mail Inc.}",
                 "{nl: Sample Post Ltd., en: Sample Post Ltd.}",
                 "- Cookies / - pixel: follows what somebody does on the internet; set by Example Mail Inc.\n"
                 "- What we keep, and why, Sending offers / **Who receives the data:** Example Mail Inc.\n"
                 "- Who receives the data, Example Mail Inc.\n"
                 "- Who receives the data, Example Mail Inc. / **Privacy statement of this recipient:** "
                 "https://www.example.com/privacy\n"
                 "- Who receives the data, Example Mail Inc. / **What for:** sending offers.\n"
                 "- Who receives the data, Example Mail Inc. / **Where the data are:** United States.\n"
                 "- Who receives the data, Example Mail Inc. / **Why that is allowed outside the European Economic "
                 "Area:** EU-US Data Privacy Framework (DPF 0001).\n"
                 "- Who receives the data, Example Mail Inc. / This recipient works for us (processor).\n"
                 "+ Cookies / - pixel: follows what somebody does on the internet; set by Sample Post Ltd.\n"
                 "+ What we keep, and why, Sending offers / **Who receives the data:** Sample Post Ltd.\n"
                 "+ Who receives the data, Sample Post Ltd.\n"
                 "+ Who receives the data, Sample Post Ltd. / **Privacy statement of this recipient:** "
                 "https://www.example.com/privacy\n"
                 "+ Who receives the data, Sample Post Ltd. / **What for:** sending offers.\n"
                 "+ Who receives the data, Sample Post Ltd. / **Where the data are:** United States.\n"
                 "+ Who receives the data, Sample Post Ltd. / **Why that is allowed outside the European Economic "
                 "Area:** EU-US Data Privacy Framework (DPF 0001).\n"
                 "+ Who receives the data, Sample Post Ltd. / This recipient works for us (processor).\n"},
            Fact{"a country", "2025-03-01}\n    country: NL\n", "2025-03-01}\n    country: DE\n",
                 "- Who receives the data, Voorbeeldcloud B.V. / **Where the data are:** Netherlands.\n"
                 "+ Who receives the data, Voorbeeldcloud B.V. / **Where the data are:** Germany.\n"},
            Fact{"a transfer", "mechanism: eu-us-dpf, reference: DPF 0001", "mechanism: scc, reference: SCC-9",
                 "- Who receives the data, Example Mail Inc. / **Why that is allowed outside the European Economic "
                 "Area:** EU-US Data Privacy Framework (DPF 0001).\n"
                 "+ Who receives the data, Example Mail Inc. / **Why that is allowed outside the European Economic "
                 "Area:** standard contractual clauses (2021) (SCC-9).\n"},
            Fact{"the officer", "fg@example.nl", "officer@example.nl",
                 "- Our data protection officer / This person sees to it that we handle data well. This is how you "
                 "reach the officer: fg@example.nl.\n"
                 "+ Our data protection officer / This person sees to it that we handle data well. This is how you "
                 "reach the officer: officer@example.nl.\n"},
            Fact{"the authority", "authority: nl-ap", "authority: fr-cnil",
                 "- A complaint / Are you not content with how we handle your data? Tell us. You may also always "
                 "complain to the authority: Dutch Data Protection Authority (Autoriteit Persoonsgegevens), "
                 "https://www.autoriteitpersoonsgegevens.nl\n"
                 "+ A complaint / Are you not content with how we handle your data? Tell us. You may also always "
                 "complain to the authority: National Commission on Informatics and Liberty (CNIL), "
                 "https://www.cnil.fr\n"},
            Fact{"a right", "rectification, completion, ", "rectification, ",
                 "- Your rights / - **Completion.** Is something missing? Then we add it.\n"},
            Fact{"a term", "answer_within: 1 month", "answer_within: 2 weeks",
                 "- Your rights / You get an answer within 1 month.\n"
                 "+ Your rights / You get an answer within 2 weeks.\n"},
            Fact{"where data come from", "    provenance: observed\n", "    provenance: provided\n",
                 "- Where the data come from / **We record this ourselves, when something happens:** when something "
                 "happened; "
                 "number of an invoice, an account or a payment; an amount of money.\n"
                 "- Where the data come from / **You give us this yourself:** name of a person; e-mail address; "
                 "consent or objection: given, refused or withdrawn, and when; whether there is a relation, and of "
                 "what kind; since when there is no relation any more.\n"
                 "+ Where the data come from / **You give us this yourself:** name of a person; e-mail address; "
                 "consent or objection: given, refused or withdrawn, and when; whether there is a relation, and of "
                 "what kind; since when there is no relation any more; when something happened; number of an invoice, "
                 "an account or a payment; an amount of money.\n"},
            Fact{"the logic of a profile", "en: those who were late before get a higher score",
                 "en: late once is one point",
                 "- Profiles and automated decisions, Risk of loss / **How it works:** those who were late before get "
                 "a higher score.\n"
                 "+ Profiles and automated decisions, Risk of loss / **How it works:** late once is one point.\n"},
            Fact{"a duty", "law: Art. 52(4) AWR", "law: Art. 2:10 BW",
                 "- What the law makes us keep, Tax records / **The law:** Art. 52(4) AWR.\n"
                 "+ What the law makes us keep, Tax records / **The law:** Art. 2:10 BW.\n"},
            Fact{"marketing", "    kind: marketing\n", "",
                 "- No more advertising? / We also use your data to offer you something: sending offers. **You may "
                 "always object to that.** You need not say why, and it costs nothing. We stop at once.\n"},
            Fact{"a measure", "en: the data are encrypted on disk", "en: the data are encrypted",
                 "- How we protect data / - the data are encrypted on disk\n"
                 "+ How we protect data / - the data are encrypted\n"},
            Fact{"a backup", "every: 1 day, keep: 1 month", "every: 1 day, keep: 2 months",
                 "- Backups / - rental desk: every day; the copy is gone after 1 month\n"
                 "+ Backups / - rental desk: every day; the copy is gone after 2 months\n"},
            Fact{"the version", "notice: \"3.0\"", "notice: \"3.1\"",
                 "- Version / This is version 3.0. It holds since 1 January 2026.\n"
                 "+ Version / This is version 3.1. It holds since 1 January 2026.\n"},
            Fact{"what nobody is told", "assessment: LIA-2025-04", "assessment: LIA-2026-01", ""},
        }) {
      CAPTURE(fact.what);
      CHECK(difference(everything(), everything_with(fact.from, fact.to)) == fact.difference);
    }
  }

  TEST_CASE("notice: a fact goes, and the statement says where it stood what is missing") {
    struct Fact {
      const char* from;
      const char* to;
      const char* gap;
    };
    for (const Fact& fact : {
             Fact{"  address: Voorbeeldstraat 1, 1000 AA Amsterdam\n", "",
                  "+ Who we are / ⚠ **Missing here:** the postal address of the organisation.\n"},
             Fact{"www.example.nl\n  country: NL\n", "www.example.nl\n  country: US\n",
                  "+ Who we are / ⚠ **Missing here:** the representative in the European Union.\n"},
             Fact{"dpo: {contact: fg@example.nl}\n", "",
                  "+ Our data protection officer / ⚠ **Missing here:** how people reach the data protection officer, "
                  "or that none is needed.\n"},
             Fact{"    basis: contract\n", "",
                  "+ What we keep, and why, Renting out bicycles / ⚠ **Missing here:** the legal basis.\n"},
             Fact{"    interest: {nl: voorkomen dat fietsen wegraken, en: keep bicycles from getting lost}\n", "",
                  "+ What we keep, and why, Getting bicycles back / ⚠ **Missing here:** which interest we have.\n"},
             Fact{"    keep: {for: 2 years, after: customer_left}\n", "",
                  "+ What we keep, and why, Renting out bicycles / ⚠ **Missing here:** how long the data are kept.\n"},
             Fact{"    keep: {for: 7 years, after: bicycle_returned, counted: from_year_end}\n",
                  "    keep: {for: 7 years}\n",
                  "+ What the law makes us keep, Tax records / ⚠ **Missing here:** from when on the storage time "
                  "counts.\n"},
             Fact{"    country: US\n    transfer", "    transfer",
                  "+ Who receives the data, Example Mail Inc. / ⚠ **Missing here:** in which country the data are.\n"},
             Fact{"eu-us-dpf", "eu-us-privacy-shield",
                  "+ Who receives the data, Example Mail Inc. / ⚠ **Missing here:** a valid ground to bring data "
                  "outside the EEA: this one is not in force.\n"},
             Fact{
                 "if_not_provided: {nl: wij kunnen u dan geen fiets verhuren, en: then we cannot rent you a bicycle}\n",
                 "",
                 "+ Which data are mandatory / ⚠ **Missing here:** what happens when somebody does not give mandatory "
                 "data.\n"},
             Fact{"    provenance: observed\n", "",
                  "+ Where the data come from / ⚠ **Missing here:** the source of the data: rentals.\n"},
             Fact{"    effect: {nl: bij een hoge score vragen wij borg, en: with a high score we ask for a deposit}\n",
                  "", "+ Profiles and automated decisions / ⚠ **Missing here:** the effect of: risk of loss.\n"},
             Fact{"portability, ", "", "+ Your rights / ⚠ **Missing here:** the rights: portability.\n"},
             Fact{", withdrawal]", "]",
                  "+ Withdrawing consent / ⚠ **Missing here:** that consent can always be withdrawn.\n"},
             Fact{"authority: nl-ap\n", "",
                  "+ A complaint / ⚠ **Missing here:** to which authority people can complain.\n"},
         }) {
      CAPTURE(fact.gap);
      const std::string found = difference(everything(), everything_with(fact.from, fact.to));
      CHECK(found.find(fact.gap) != std::string::npos);
    }
  }

  TEST_CASE("notice: every shortcoming of the table stands in the statement") {
    const Policy bare = policy_of(club_text("purposes:\n  p: {needs: [member.name]}\n"));
    for (const Language language : {Language::nl, Language::en}) {
      const std::string text = statement(bare, language);
      for (const CompletenessRow& row : completeness(bare, today))
        for (const Shortcoming& each : row.shortcomings) {
          CAPTURE(each.text.en);
          CHECK(text.find(markdown_escape(in(language, each.text))) != std::string::npos);
        }
    }
  }

  TEST_CASE("notice: no gap, no placeholder and no empty sentence where everything is said") {
    for (const Language language : {Language::nl, Language::en}) {
      const std::string text = statement(everything(), language);
      for (const char* sign : {"⚠", "{{", "TODO", " .", ": .", "..", "\n\n\n", ":** ."}) {
        CAPTURE(sign);
        CHECK(text.find(sign) == std::string::npos);
      }
    }
  }

  TEST_CASE("notice: the two templates name the same things in the same order (SE-47)") {
    const auto tags_of = [](std::string_view text) {
      std::vector<std::string> tags;
      for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2))
        tags.emplace_back(text.substr(at, text.find("}}", at) - at));
      return tags;
    };
    CHECK(tags_of(notice_template(Language::nl)) == tags_of(notice_template(Language::en)));
  }

  TEST_CASE("notice: what a policy says is text in every format") {
    const Policy policy = everything_with("en: sending offers", "en: \"<script>x</script> **b** {{title}} [a](b)\"");
    const std::string text = statement(policy);
    const std::string html = markdown_to_html(text, "en");
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("&lt;script&gt;x&lt;/script&gt; **b** {{title}} [a](b)") != std::string::npos);
    CHECK(markdown_to_text(text).find("<script>x</script> **b** {{title}} [a](b)") != std::string::npos);
  }
}
