// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/requests/opt_out_words.h"

#include "tests/unit/requests/fixture.h"

using namespace compliance;
using namespace compliance::testing;

TEST_SUITE("requests/opt_out_words") {
  TEST_CASE("a subject line stops what the policy says, however it is written (TC-147, SE-11)") {
    const Rights& rights = *policy().statement.rights;
    const std::vector<std::string> phone{"phone"}, email{"email"}, none{};
    for (const char* message : {"Bel niet", "RE: bel niet!!", "BEL  NIET", " fwd: Re: bel niet. ", "\"Bel niet\""}) {
      CAPTURE(message);
      CHECK(channels_stopped_by(message, rights) == phone);
    }
    CHECK(channels_stopped_by("Antw: AFMELDEN", rights) == email);
    for (const char* message : {"", "!!", "Bel mij niet", "Bel nietjes", "Re:", "Bel niet meer aan"}) {
      CAPTURE(message);
      CHECK(channels_stopped_by(message, rights) == none);
    }
  }
}
