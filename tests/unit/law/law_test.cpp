// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/law/law.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

#include "libcompliance/law/table.h"

using namespace compliance;
using namespace std::chrono;

namespace {

constexpr std::array entry_keys{law_shapes::from_key, law_shapes::until_key, law_shapes::certainty_key,
                                law_shapes::source_key};
constexpr Shape entry_shape{.kind = Shape::Kind::map, .keys = entry_keys};

std::string refusal(std::string_view bytes) {
  const Result<YamlNode> table = read_table(bytes, "rows", entry_shape);
  if (!table) return to_string(table.error());
  LegalEntry entry;
  const Result<void> read = read_entry(table->members.front(), entry);
  return read ? "" : to_string(read.error());
}

}  // namespace

TEST_SUITE("law") {
  TEST_CASE("read_table refuses what a table may not hold, with its place") {
    CHECK(refusal("rows:\n  a: {certainty: settled, source: OJ L 1}\n") == "");
    CHECK(refusal("rows: {}\n") == "rows:1:7: \"rows\": expected at least 1 key");
    CHECK(refusal("rows:\n  a: {certainty: sure, source: OJ L 1}\n").starts_with("rows:2:18: "));
    CHECK(refusal("rows:\n  a: {certainty: settled}\n") == "rows:2:6: \"source\" is missing");
    CHECK(refusal("rows:\n  a: {certainty: settled, source: OJ L 1, from: 2026-02-30}\n").starts_with("rows:2:"));
    CHECK(refusal("rows:\n  a: {from: 2026-01-02, until: 2026-01-01, certainty: settled, source: x}\n") ==
          "rows:2:32: \"until\" is before \"from\"");
  }

  TEST_CASE("holds_on counts both ends, and never takes a proposal for law") {
    LegalEntry entry;
    CHECK(holds_on(entry, 1900y / 1 / 1));
    entry.from = 2016y / 7 / 12;
    entry.until = 2020y / 7 / 15;
    CHECK_FALSE(holds_on(entry, 2016y / 7 / 11));
    CHECK(holds_on(entry, 2016y / 7 / 12));
    CHECK(holds_on(entry, 2020y / 7 / 15));
    CHECK_FALSE(holds_on(entry, 2020y / 7 / 16));
    entry.certainty = Certainty::contested;
    CHECK(holds_on(entry, 2018y / 1 / 1));
    entry.certainty = Certainty::proposed;
    CHECK_FALSE(holds_on(entry, 2018y / 1 / 1));
  }

  TEST_CASE("statutory_duties hold the periods of the law, with article and source (L-AWR)") {
    struct Row {
      const char* name;
      const char* citation;
      const char* period;
      Counted counted;
    };
    constexpr auto book_year = Counted::from_book_year_end, year = Counted::from_year_end;
    for (const Row& row :
         {Row{"nl-fiscal", "AWR 52(4)", "7 years", book_year}, Row{"nl-real-estate", "Wet OB 34a", "9 years", year},
          Row{"nl-bw2-10", "BW 2:10(3)", "7 years", book_year}, Row{"nl-bw3-15i", "BW 3:15i", "7 years", book_year},
          Row{"nl-wage", "Wet LB 28", "5 years", year}, Row{"eu-oss", "2006/112/EC 369k", "10 years", year}}) {
      CAPTURE(row.name);
      const StatutoryDuty* duty = find_statutory_duty(row.name);
      REQUIRE(duty != nullptr);
      CHECK(duty->citation == row.citation);
      CHECK(format_period(duty->period) == row.period);
      CHECK(duty->counted == row.counted);
      CHECK(duty->certainty == Certainty::settled);
    }
    CHECK(statutory_duties().size() == 6);
    CHECK(find_statutory_duty("nl-fiscaal") == nullptr);
    CHECK(find_statutory_duty("nl-fiscal")->law.nl == "Algemene wet inzake rijksbelastingen, artikel 52 lid 4");
    CHECK_FALSE(holds_on(*find_statutory_duty("eu-oss"), 2021y / 6 / 30));
  }

  TEST_CASE("transfer_mechanisms know what has become void, and which need a look at a certificate (SI-102, SE-55)") {
    const auto holds = [](const char* name, Date day) { return holds_on(*find_transfer_mechanism(name), day); };
    CHECK(transfer_mechanisms().size() == 11);
    CHECK(holds("eu-us-privacy-shield", 2016y / 7 / 12));
    CHECK(holds("eu-us-privacy-shield", 2020y / 7 / 15));
    CHECK_FALSE(holds("eu-us-privacy-shield", 2020y / 7 / 16));
    CHECK_FALSE(holds("swiss-us-privacy-shield", 2020y / 9 / 8));
    CHECK_FALSE(holds("scc-2010", 2022y / 12 / 28));
    CHECK_FALSE(holds("eu-us-dpf", 2023y / 7 / 9));
    CHECK(holds("eu-us-dpf", 2023y / 7 / 10));
    CHECK(holds("uk-us-bridge", 2023y / 10 / 12));
    CHECK(holds("swiss-us-dpf", 2024y / 9 / 15));
    const TransferMechanism& framework = *find_transfer_mechanism("eu-us-dpf");
    CHECK(framework.certainty == Certainty::contested);
    CHECK(framework.kind == TransferKind::certification);
    CHECK(framework.certification_check == Period{12, 0});
    CHECK(framework.countries == std::vector<std::string>{"US"});
    CHECK(find_transfer_mechanism("scc")->dpv == "eu-gdpr:A46-2-c");
    CHECK(find_transfer_mechanism("privacy-shield") == nullptr);
  }

  TEST_CASE("countries are the thirty of the EEA and those that are adequate on the day (L-44)") {
    std::size_t members = 0;
    for (const Country& country : countries()) {
      CAPTURE(country.name);
      CHECK(country.name.size() == 2);
      CHECK_FALSE(country.title.nl.empty());
      members += country.standing == CountryStanding::eea;
      CHECK((country.standing == CountryStanding::eea || country.from.has_value()));
    }
    CHECK(members == 30);
    CHECK(countries().size() == 45);
    CHECK(in_eea("NL"));
    CHECK(in_eea("NO"));
    CHECK_FALSE(in_eea("CH"));
    CHECK_FALSE(in_eea("US"));
    CHECK_FALSE(in_eea("nl"));
    CHECK(find_adequate_country("CH", 2026y / 1 / 1) != nullptr);
    CHECK(find_adequate_country("US", 2026y / 1 / 1) == nullptr);
    CHECK(find_adequate_country("NL", 2026y / 1 / 1) == nullptr);
    CHECK(find_adequate_country("GB", 2021y / 6 / 27) == nullptr);
    CHECK(find_adequate_country("GB", 2031y / 12 / 27) != nullptr);
    CHECK(find_adequate_country("GB", 2031y / 12 / 28) == nullptr);
    CHECK(find_adequate_country("BR", 2026y / 1 / 25) == nullptr);
    CHECK(find_adequate_country("BR", 2026y / 1 / 26) != nullptr);
  }

  TEST_CASE("find_marketing_rule ends the exception for customers on the phone on 1 July 2026 (L-TW)") {
    const auto rule_of = [](std::string_view channel, Addressee to, Date day) {
      const MarketingRule* rule = find_marketing_rule(channel, to, day);
      return rule == nullptr ? std::string{"none"} : rule->name;
    };
    using enum Addressee;
    CHECK(rule_of("phone", natural_person, 2021y / 6 / 30) == "nl-phone-register");
    CHECK(rule_of("phone", natural_person, 2026y / 6 / 30) == "nl-phone-customers");
    CHECK(rule_of("phone", sole_trader, 2026y / 7 / 1) == "nl-phone");
    CHECK(find_marketing_rule("phone", natural_person, 2026y / 6 / 30)->exception == MarketingException::own_customers);
    CHECK(find_marketing_rule("phone", natural_person, 2026y / 7 / 1)->exception ==
          MarketingException::charities_and_press);
    CHECK(find_marketing_rule("phone", legal_person, 2026y / 7 / 1)->rule == ConsentRule::opt_out);
    CHECK(find_marketing_rule("email", legal_person, 2026y / 1 / 1)->rule == ConsentRule::consent);
    CHECK(find_marketing_rule("sms", natural_person, 2026y / 1 / 1)->rule == ConsentRule::consent);
    CHECK(find_marketing_rule("post", natural_person, 2026y / 1 / 1)->rule == ConsentRule::opt_out);
    CHECK(rule_of("email", natural_person, 2000y / 1 / 1) == "none");
    CHECK(rule_of("fax", natural_person, 2026y / 1 / 1) == "none");
  }

  TEST_CASE("find_marketing_rule finds at most one rule on any day") {
    for (const std::string_view channel : channel_words)
      for (const Addressee to : {Addressee::natural_person, Addressee::sole_trader, Addressee::legal_person})
        for (const Date day : {2009y / 10 / 1, 2021y / 6 / 30, 2021y / 7 / 1, 2026y / 6 / 30, 2026y / 7 / 1}) {
          CAPTURE(channel);
          std::size_t found = 0;
          for (const MarketingRule& rule : marketing_rules())
            found += holds_on(rule, day) &&
                     std::find(rule.channels.begin(), rule.channels.end(), channel) != rule.channels.end() &&
                     std::find(rule.to.begin(), rule.to.end(), to) != rule.to.end();
          CHECK(found == 1);
        }
  }

  TEST_CASE("authorities include the one to which Dutch letters point (ST-32, SF-38)") {
    const Authority* authority = find_authority("nl-ap");
    REQUIRE(authority != nullptr);
    CHECK(authority->title.nl == "Autoriteit Persoonsgegevens");
    CHECK(authority->country == "NL");
    for (const Authority& each : authorities()) {
      CAPTURE(each.name);
      CHECK(each.website.starts_with("https://"));
      CHECK((each.petition.empty() || find_response_term(each.petition) != nullptr));
    }
    CHECK(authority->petition == "nl-petition");  // UAVG 35(2)
  }

  TEST_CASE("response_terms hold the clocks of three laws (L-12b, L-33, L-UAVG35, L-CCPA)") {
    CHECK(find_response_term("gdpr-response")->period == Period{1, 0});
    CHECK(find_response_term("gdpr-response")->extension == Period{2, 0});
    CHECK(find_response_term("gdpr-response")->ends == TermEnd::eu_1182_71);
    CHECK(find_response_term("gdpr-breach")->hours == 72);
    CHECK(find_response_term("nl-petition")->period == Period{0, 42});
    CHECK(find_response_term("nl-petition")->ends == TermEnd::nl_atw);
    CHECK(find_response_term("ccpa-confirm")->business_days == 10);
    CHECK(find_response_term("ccpa-response")->period == Period{0, 45});
    CHECK(find_response_term("ccpa-response")->extension == Period{0, 45});
    CHECK(find_response_term("ccpa-opt-out")->business_days == 15);
    CHECK(find_response_term("gdpr-breach-proposal")->certainty == Certainty::proposed);
    CHECK_FALSE(holds_on(*find_response_term("gdpr-breach-proposal"), 2027y / 1 / 1));
    for (const ResponseTerm& term : response_terms()) {
      CAPTURE(term.name);
      CHECK(int{term.period.has_value()} + int{term.business_days > 0} + int{term.hours > 0} == 1);
    }
  }

  TEST_CASE("legal_bases are the words of a policy, in the order of Art. 6(1)") {
    REQUIRE(legal_bases().size() == basis_words.size());
    for (std::size_t i = 0; i < basis_words.size(); ++i) CHECK(legal_bases()[i].name == basis_words[i]);
    CHECK(legal_basis(Basis::consent).dpv == "eu-gdpr:A6-1-a");
    CHECK(legal_basis(Basis::legitimate_interest).article == "GDPR Art. 6(1)(f)");
  }

  TEST_CASE("refusal_reasons name their article and the rights that they are about (L-12c, L-17.3, L-UAVG41)") {
    struct Row {
      const char *name, *article, *dpv;
    };
    for (const Row& row : {Row{"expression", "GDPR Art. 17(3)(a)", "justifications:FreedomOfExpressionImpaired"},
                           Row{"legal-duty", "GDPR Art. 17(3)(b)", "justifications:LegalObligationImpaired"},
                           Row{"legal-claims", "GDPR Art. 17(3)(e), 21(1)", "justifications:LegalClaimImpaired"},
                           Row{"excessive", "GDPR Art. 12(5)", "justifications:ProcessExcessive"},
                           Row{"rights-of-others", "GDPR Art. 15(4), 20(4)", "justifications:ThirdPartyRightsImpaired"},
                           Row{"not-identifiable", "GDPR Art. 11(2)", ""},
                           Row{"restricted-by-law", "GDPR Art. 23; UAVG Art. 41", "justifications:LegallyExempted"},
                           Row{"compelling-grounds", "GDPR Art. 21(1)", "justifications:LegitimateInterestOverride"}}) {
      CAPTURE(row.name);
      const RefusalReason* reason = find_refusal_reason(row.name);
      REQUIRE(reason != nullptr);
      CHECK(reason->article == row.article);
      CHECK(reason->dpv == row.dpv);
      CHECK_FALSE(reason->rights.empty());
    }
    // Every right can be refused for some reason: no letter is left without one.
    for (const std::string_view right : refusable_right_words) {
      const std::span<const RefusalReason> all = refusal_reasons();
      CHECK(std::any_of(all.begin(), all.end(), [&](const RefusalReason& each) {
        return std::find(each.rights.begin(), each.rights.end(), right) != each.rights.end();
      }));
    }
  }
}
