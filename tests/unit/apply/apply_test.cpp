// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/apply.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "libcompliance/crypto/crypto.h"
#include "libcompliance/formats/encoding.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/plan/planner.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

constexpr std::string_view keepers =
    "duties:\n"
    "  fiscal: {law: Art. 52 AWR, covers: [society.since], keep: {for: 7 years, after: society_left}}\n"
    "purposes:\n"
    "  support: {needs: [society.name, society.state, society.left_on, society.back_on, member.name, member.email,\n"
    "                    member.left_on], keep: {for: 3 years, after: society_left}}\n"
    "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n";

class World {
 public:
  World(std::string_view societies, std::string_view members, std::string_view visits) {
    put_club(files_, societies, members, visits);
    files_.put("/out/.keep", "");
  }

  MemoryFiles& files() { return files_; }
  const SmallPolicy& policy() const { return policy_; }
  Export source(FileSystem& files) { return demand(Export::open(files, "/export", policy_.policy())); }
  Plan plan() {
    return demand(make_plan(policy_.compiled(), policy_.text(), source(files_), files_, day("2026-04-01"), {})).plan;
  }

  Result<void> try_apply(const Plan& plan, FileSystem& files) {
    COMPLIANCE_TRY(const Export source, Export::open(files, "/export", policy_.policy()));
    COMPLIANCE_CHECK(match(plan, policy_.text(), source));
    COMPLIANCE_TRY(AtomicFolder out, AtomicFolder::create(files, "/out/run"));
    COMPLIANCE_CHECK(write_output(plan, policy_.policy(), source, files, out));
    out.commit();
    return {};
  }
  World& apply() {
    demand(try_apply(plan(), files_));
    return *this;
  }
  std::string refusal(const Plan& plan) {
    const auto done = try_apply(plan, files_);
    CHECK(files_.paths() == untouched_);
    return done ? "done" : done.error().message;
  }
  // From now on what stands there must not change.
  World& remember() { return untouched_ = files_.paths(), *this; }

  std::string out(const std::string& name) { return files_.text("/out/run/" + name); }
  std::vector<std::string> outputs() {
    std::vector<std::string> names;
    for (const std::string& path : files_.paths())
      if (path.starts_with("/out/run/") && !path.ends_with('/')) names.push_back(path.substr(9));
    return names;
  }

 private:
  MemoryFiles files_;
  SmallPolicy policy_{club_text(keepers)};
  std::vector<std::string> untouched_;
};

// Changes the dialect of the visits' table, and its bytes, which come with their header.
void bind_visits(MemoryFiles& files, std::string_view dialect, std::string_view bytes) {
  std::string binding = files.text("/export/export.yaml");
  binding.insert(binding.find("    record: visit\n"), "    dialect: " + std::string{dialect} + "\n");
  files.put("/export/export.yaml", binding);
  files.put("/export/visits.csv", bytes);
}

}  // namespace

TEST_SUITE("apply/apply") {
  TEST_CASE("what is due goes; every other byte, file and line end leaves as it came (TC-170)") {
    World world{"S1,Gone,Oud,,2020-01-01,,1\r\nS2,\"Stays, \"\"quoted\"\"\",Ja,,,,\"2\"\r\n\n",
                "M1,S1,Ann,,\nM2,S2,\"B\nob\",,\nM3,S1,Cis,,", "V1,M1,2020-01-01,old\nV2,M2, ,\n"};
    world.apply();
    CHECK(world.out("export/societies.csv") ==
          std::string{societies_header} + "S2,\"Stays, \"\"quoted\"\"\",Ja,,,,\"2\"\r\n\n");
    CHECK(world.out("export/members.csv") == std::string{members_header} + "M2,S2,\"B\nob\",,\n");
    CHECK(world.out("export/visits.csv") == std::string{visits_header} + "V2,M2, ,\n");
    CHECK(world.out("export/export.yaml") == world.files().text("/export/export.yaml"));
    CHECK(world.out("delete/societies.csv") == "Nr\nS1\n");
    CHECK(world.out("delete/members.csv") == "Nr\nM1\nM3\n");
    CHECK(world.outputs() == std::vector<std::string>{"delete/members.csv", "delete/societies.csv", "delete/visits.csv",
                                                      "export/export.yaml", "export/members.csv",
                                                      "export/societies.csv", "export/visits.csv", "result.json"});
  }

  TEST_CASE("a run without effects copies everything and makes no work lists") {
    World world{"S2,Stays,Ja,,,,2\n", "", ""};
    world.apply();
    for (const char* file : {"societies.csv", "members.csv", "visits.csv"})
      CHECK(world.out("export/" + std::string{file}) == world.files().text("/export/" + std::string{file}));
    CHECK(world.outputs() == std::vector<std::string>{"export/export.yaml", "export/members.csv",
                                                      "export/societies.csv", "export/visits.csv", "result.json"});
  }

  TEST_CASE("a reduced record loses its due cells and keeps its quotes, and the work list names the columns") {
    World world{"S1,\"Gone\",Oud,2015-01-01,2020-01-01,,1\n", "", ""};
    world.apply();
    CHECK(world.out("export/societies.csv") ==
          std::string{societies_header} + "S1,\"\",Oud,2015-01-01,2020-01-01,,1\n");
    CHECK(world.out("update/societies.csv") == "Nr,Naam\nS1,\n");
  }

  TEST_CASE("a stub is its key alone: links, null words and columns without person go as well") {
    // What tells that a purpose has ended for the member stays with it (TC-37).
    World world{"S1,Gone,Oud,,2020-01-01,n.v.t.,1\nS2,Stays,Ja,,,,2\n", "M1,S1+S2,Ann,,\n", ""};
    world.apply();
    CHECK(world.out("export/societies.csv") ==
          std::string{societies_header} + "S1,,Oud,,2020-01-01,n.v.t.,1\nS2,Stays,Ja,,,,2\n");
    World member{"S1,Gone,Oud,,2020-01-01,,1\n", "M1,S1,Ann,,\n", "V1,M1,2026-01-01,new\n"};
    member.apply();
    CHECK(member.out("export/members.csv") == std::string{members_header} + "M1,,,,\n");
    CHECK(member.out("export/societies.csv") == societies_header);
  }

  TEST_CASE("TC-37: the output is an export of which nothing is due") {
    World world{"S1,Gone,Oud,,2020-01-01,,1\nS2,Gone,Oud,2015-01-01,2020-01-01,,1\nS3,Stays,Ja,,,,2\n",
                "M1,S1+S3,Ann,,\nM2,S2,Bob,,\n", "V1,M2,2026-01-01,new\nV2,M2,2020-01-01,old\n"};
    REQUIRE(world.plan().effects() == 4);
    world.apply();
    const Export output = demand(Export::open(world.files(), "/out/run/export", world.policy().policy()));
    const Plan again = demand(make_plan(world.policy().compiled(), world.policy().text(), output, world.files(),
                                        day("2026-04-01"), {}))
                           .plan;
    CHECK(again.effects() == 0);
  }

  TEST_CASE("TC-37: a key that is a field as well stays with its record: what cannot be emptied is not said to be") {
    World world{"", "", ""};
    std::string binding = world.files().text("/export/export.yaml");
    binding.replace(binding.find("Naam: name, Status"), 4, "Nr");
    binding.replace(binding.find("[Rang]"), 6, "[Rang, Naam]");
    world.files().put("/export/export.yaml", binding);
    world.files().put(
        "/export/societies.csv",
        std::string{societies_header} +
            "S1,,Oud,2015-01-01,2020-01-01,,\nS2,,Oud,,2020-01-01,,\nS3,,Oud,,2020-01-01,,\nS4,,Ja,,,,\n");
    world.files().put("/export/members.csv", std::string{members_header} + "M1,S2+S4,Ann,,\n");
    world.apply();
    CHECK(world.out("export/societies.csv") ==
          std::string{societies_header} + "S1,,Oud,2015-01-01,2020-01-01,,\nS2,,Oud,,2020-01-01,,\nS4,,Ja,,,,\n");
    CHECK(world.out("delete/societies.csv") == "Nr\nS3\n");
    const Export output = demand(Export::open(world.files(), "/out/run/export", world.policy().policy()));
    const Plan again = demand(make_plan(world.policy().compiled(), world.policy().text(), output, world.files(),
                                        day("2026-04-01"), {}))
                           .plan;
    CHECK(again.effects() == 0);
  }

  TEST_CASE("Windows-1252 and a delimiter of its own: other bytes stay, and work lists are written likewise") {
    World world{"", "", ""};
    bind_visits(world.files(), "{delimiter: \";\", encoding: windows-1252}",
                "Nr;Lid;Op;Tekst\r\nV\xE9;;2020-01-01;\x80\r\nV2;;2026-01-01;\"\xEB;\"\r\n");
    world.apply();
    CHECK(world.out("export/visits.csv") == "Nr;Lid;Op;Tekst\r\nV2;;2026-01-01;\"\xEB;\"\r\n");
    CHECK(world.out("delete/visits.csv") == "Nr\r\nV\xE9\r\n");
  }

  TEST_CASE("UTF-16 stays UTF-16, with its mark and its byte order") {
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
      const auto utf_16 = [&](std::string_view text) {
        std::string bytes;
        encode_utf_16(text, order, bytes);
        return bytes;
      };
      const std::string mark = "\xEF\xBB\xBF";
      World world{"", "", ""};
      bind_visits(world.files(), "{encoding: utf-16}",
                  utf_16(mark + "Nr,Lid,Op,Tekst\nV1,,2020-01-01,\xC3\xA9\nV2,,2026-01-01,\"\xE2\x82\xAC\"\n"));
      world.apply();
      CHECK(world.out("export/visits.csv") == utf_16(mark + "Nr,Lid,Op,Tekst\nV2,,2026-01-01,\"\xE2\x82\xAC\"\n"));
    }
  }

  TEST_CASE("other files are copied, and a changed one is refused by name") {
    World world{"", "", ""};
    world.files().put("/export/export.yaml",
                      world.files().text("/export/export.yaml") + "not_personal_files: [pictures/logo.png]\n");
    const std::string picture(200'000, '\xFF');
    world.files().put("/export/pictures/logo.png", picture);
    const Plan plan = world.remember().plan();
    world.files().put("/export/pictures/logo.png", "other");
    CHECK(world.refusal(plan) == "/export/pictures/logo.png has changed since the plan was made");
    world.files().put("/export/pictures/logo.png", picture);
    world.apply();
    CHECK(world.out("export/pictures/logo.png") == picture);
  }

  TEST_CASE("P7, F17: an input of which any byte has changed is refused by name, and nothing stands there") {
    const std::string records = "S1,Gone,Oud,,2020-01-01,,1\nS2,Stays,Ja,,,,2\n";
    World world{records, "M1,S1,Ann,,\n", "V1,M1,2020-01-01,old\n"};
    const Plan plan = world.remember().plan();
    const std::string whole = world.files().text("/export/societies.csv");
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      world.files().put("/export/societies.csv", changed);
      CAPTURE(at);
      CHECK(world.refusal(plan) == "/export/societies.csv has changed since the plan was made");
    }
    world.files().put("/export/societies.csv", whole + "S3,New,Ja,,,,\n");
    CHECK(world.refusal(plan) == "/export/societies.csv has changed since the plan was made");
    world.files().put("/export/societies.csv", "");
    CHECK(world.refusal(plan) == "/export/societies.csv has changed since the plan was made");
  }

  TEST_CASE("another policy, another binding or another file in the folder is refused by name") {
    World world{"S1,Gone,Oud,,2020-01-01,,1\n", "", ""};
    const Plan plan = world.remember().plan();
    const Export source = world.source(world.files());
    const auto other_policy = match(plan, world.policy().text() + " ", source);
    REQUIRE_FALSE(other_policy);
    CHECK(other_policy.error().message == "policy.yaml has changed since the plan was made");
    CHECK(other_policy.error().refusal == Refusal::guard);
    Plan fewer = plan;
    fewer.tables.pop_back();
    CHECK(world.refusal(fewer) == "the plan does not name the tables of /export/export.yaml");
    Plan swapped = plan;
    std::swap(swapped.tables[0], swapped.tables[1]);
    CHECK(world.refusal(swapped) == "the plan does not name the tables of /export/export.yaml");
    const std::string binding = world.files().text("/export/export.yaml");
    world.files().put("/export/export.yaml", binding + "# a remark\n");
    CHECK(world.refusal(plan) == "/export/export.yaml has changed since the plan was made");
    world.files().put("/export/export.yaml", binding);
    world.files().put("/export/extra.csv", "");
    world.remember();
    CHECK(world.refusal(plan) == "/export has changed since the plan was made");
  }

  TEST_CASE("a plan that names another key, a line without record or a field without column is refused") {
    World world{"S1,Gone,Oud,2015-01-01,2020-01-01,,1\nS2,Stays,Ja,,,,2\n", "", ""};
    const Plan plan = world.remember().plan();
    const std::string changed = "/export/societies.csv has changed since the plan was made";
    Plan other = plan;
    other.tables[0].effects[0].key = "S2";
    CHECK(world.refusal(other) == changed);
    other = plan;
    other.tables[0].effects[0].line = 9;
    CHECK(world.refusal(other) == changed);
    other = plan;
    other.tables[0].effects.push_back({.line = 99, .key = "S9"});
    CHECK(world.refusal(other) == changed);
    other = plan;
    other.tables[0].effects[0].fields = {"shoe_size"};
    CHECK(world.refusal(other) == "the plan names a field that the export does not have");
  }

  TEST_CASE("result.json counts what the plan did by table, rule and action, and names what was written") {
    World world{"S1,Gone,Oud,,2020-01-01,,1\nS2,Gone,Oud,2015-01-01,2020-01-01,,1\n", "", ""};
    const Plan plan = world.plan();
    world.apply();
    const Json result = demand(parse_json(world.out("result.json"), "result.json"));
    CHECK(*result.find("plan_sha256")->as_text() == digest_of(plan));
    const Json& societies = result.find("tables")->as_list()->front();
    CHECK(*societies.find("records")->as_integer() == 2);
    for (const Json* counts : {societies.find("counts"), result.find("counts")}) {
      CHECK(*counts->find("remove")->as_integer() == 1);
      CHECK(*counts->find("reduce")->as_integer() == 1);
      CHECK(*counts->find("stub")->as_integer() == 0);
    }
    const Json& rule = societies.find("rules")->as_list()->front();
    CHECK(*rule.find("keeper")->as_text() == "support");
    CHECK(*rule.find("counts")->find("remove")->as_integer() == 1);
    CHECK(*rule.find("counts")->find("reduce")->as_integer() == 1);
    CHECK(*societies.find("delete")->as_list()->front().find("file")->as_text() == "delete/societies.csv");
    const Json& update = societies.find("update")->as_list()->front();
    CHECK(*update.find("records")->as_integer() == 1);
    CHECK(*update.find("columns")->as_list()->front().as_text() == "Naam");
    // Every file but the result itself, each with its hash.
    const Json::List& outputs = *result.find("outputs")->as_list();
    CHECK(outputs.size() + 1 == world.outputs().size());
    for (const Json& each : outputs) {
      const std::string bytes = world.out(*each.find("file")->as_text());
      CHECK(*each.find("sha256")->as_text() == to_hex(as_bytes(sha256(bytes))));
      CHECK(*each.find("bytes")->as_integer() == static_cast<std::int64_t>(bytes.size()));
    }
  }

  TEST_CASE("whichever call fails, nothing stands at the final place, or all of it") {
    World world{"S1,Gone,Oud,2015-01-01,2020-01-01,,1\nS2,Stays,Ja,,,,2\n", "M1,S1,Ann,,\n", "V1,M1,2020-01-01,old\n"};
    const Plan plan = world.remember().plan();
    const std::vector<std::string> before = world.files().paths();
    for (const FailingFiles::Fails fails :
         {FailingFiles::Fails::once, FailingFiles::Fails::for_good, FailingFiles::Fails::after}) {
      bool failed = true;
      std::size_t call = 0;
      for (; failed; ++call) {
        REQUIRE(call < 1000);
        CAPTURE(call);
        FailingFiles failing{world.files(), call, fails};
        try {
          demand(world.try_apply(plan, failing));
          failed = failing.calls() > call;  // the failure was swallowed: only where nothing depended on it
        } catch (const EnvironmentError&) {
        }
        const std::vector<std::string> outputs = world.outputs();
        if (!outputs.empty()) {
          CHECK(outputs.size() == 8);
          CHECK(world.out("delete/members.csv") == "Nr\nM1\n");
          CHECK(world.out("export/societies.csv") ==
                std::string{societies_header} + "S1,,Oud,2015-01-01,2020-01-01,,1\nS2,Stays,Ja,,,,2\n");
        }
        if (fails == FailingFiles::Fails::once && outputs.empty()) CHECK(world.files().paths() == before);
        for (const std::string& path : world.files().paths())
          if (path.starts_with("/out/") && path != "/out/.keep" &&
              std::count(path.begin(), path.end(), '/') == (path.ends_with('/') ? 3 : 2))
            world.files().remove_tree(path);
      }
      CHECK(call > 20);
    }
  }
}
