// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>
#include <ostream>
#include <stdexcept>

#include "tests/unit/audit/sample_log.h"

using namespace compliance;
using compliance::testing::sample_entry;

namespace {

const char* const golden =
    R"({"act":"retain.commit","by":"timer","cfg":"oYHVZ0xQmWc2n5dYb8Tq1rKj3sLf6gPe9uAiDwXkNvM","clk":null,)"
    R"("day":"2026-11-21","id":"00000000000000000000000000004711","n":{"erased":4711,"held":1,"kept":3},)"
    R"("op":"00000000000000000000000000002355","plan":"Qm9vZ0xQmWc2n5dYb8Tq1rKj3sLf6gPe9uAiDwXkNvM","seq":4711,)"
    R"("t":"2026-11-01T01:18:31Z","tool":"0.1.0","v":1})";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

AuditEntry smallest() {
  return {.time = "2026-01-01T00:00:00Z", .id = std::string(32, 'a'), .op = std::string(32, 'f'), .tool = "1"};
}

}  // namespace

TEST_SUITE("audit/entry") {
  TEST_CASE("to_leaf writes one line with the members and the counts sorted") {
    CHECK(to_leaf(sample_entry(4711)) == golden);
  }

  TEST_CASE("to_leaf writes null for what is absent, and no key disappears") {
    CHECK(
        to_leaf(smallest()) ==
        R"({"act":"init","by":"cli","cfg":null,"clk":null,"day":null,"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","n":{},)"
        R"("op":"ffffffffffffffffffffffffffffffff","plan":null,"seq":0,"t":"2026-01-01T00:00:00Z","tool":"1","v":1})");
  }

  TEST_CASE("to_leaf names the tenant in an entry of version 2, and only there (SI-01)") {
    AuditEntry entry = smallest();
    entry.tenant = "own";
    CHECK(to_leaf(entry) ==
          R"({"act":"init","by":"cli","cfg":null,"clk":null,"day":null,"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","n":{},)"
          R"("op":"ffffffffffffffffffffffffffffffff","plan":null,"seq":0,"t":"2026-01-01T00:00:00Z","ten":"own",)"
          R"("tool":"1","v":2})");
    const std::string leaf = to_leaf(entry);
    for (const auto& change : {std::pair{R"("ten":"own",)", ""},
                               {R"("v":2)", R"("v":1)"},
                               {R"("ten":"own")", R"("ten":"")"},
                               {R"("ten":"own")", R"("ten":null)"},
                               {R"("ten":"own")", R"("ten":"Jan Jansen")"}}) {
      CAPTURE(change.second);
      CHECK_FALSE(parse_leaf(replaced(leaf, change.first, change.second)));
    }
    CHECK_FALSE(parse_leaf(replaced(to_leaf(smallest()), R"("v":1)", R"("v":2)")));
  }

  TEST_CASE("to_leaf names the request in an entry of version 3, and only there") {
    AuditEntry entry = smallest();
    entry.act = Act::request_add;
    entry.request = "R-2026-000001";
    CHECK(
        to_leaf(entry) ==
        R"({"act":"request.add","by":"cli","cfg":null,"clk":null,"day":null,"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","n":{},)"
        R"("op":"ffffffffffffffffffffffffffffffff","plan":null,"req":"R-2026-000001","seq":0,"t":"2026-01-01T00:00:00Z",)"
        R"("ten":null,"tool":"1","v":3})");
    CHECK(*parse_leaf(to_leaf(entry)) == entry);
    entry.tenant = "own";
    CHECK(*parse_leaf(to_leaf(entry)) == entry);
    const std::string leaf = to_leaf(entry);
    for (const auto& change : {std::pair{R"("req":"R-2026-000001",)", ""},
                               {R"("v":3)", R"("v":2)"},
                               {R"("ten":"own",)", ""},
                               {R"(R-2026-000001)", R"(R-2026-00001)"},
                               {R"(R-2026-000001)", R"(X-2026-000001)"},
                               {R"(R-2026-000001)", R"(R-2026-jansen)"}}) {
      CAPTURE(change.second);
      CHECK_FALSE(parse_leaf(replaced(leaf, change.first, change.second)));
    }
  }

  TEST_CASE("parse_leaf gives back what to_leaf was given") {
    for (const Act act : {Act::init,           Act::plan,           Act::retain_begin,     Act::retain_commit,
                          Act::retain_abort,   Act::apply_begin,    Act::apply_commit,     Act::apply_abort,
                          Act::hold_add,       Act::hold_release,   Act::cancellation_add, Act::request_add,
                          Act::request_verify, Act::request_decide, Act::request_extend,   Act::request_refuse,
                          Act::request_cancel, Act::request_fulfil, Act::request_close,    Act::request_letter,
                          Act::consent_add,    Act::recipient_told, Act::breach_add,       Act::breach_close}) {
      for (const By by : {By::cli, By::timer}) {
        AuditEntry entry = smallest();
        entry.act = act;
        entry.by = by;
        entry.clock_went_back = by == By::cli;
        if (by == By::timer) entry.tenant = "garage";
        entry.seq = (std::uint64_t{1} << 53U) - 1;
        entry.counts = {{"a_b", 0}, {"kept", entry.seq}};
        CAPTURE(to_string(act));
        const auto read = parse_leaf(to_leaf(entry));
        REQUIRE(read);
        CHECK(*read == entry);
      }
    }
  }

  TEST_CASE("to_leaf has no place for a name, a path or a cell (A15)") {
    struct Row {
      const char* key;
      std::function<void(AuditEntry&, const std::string&)> put;
    };
    const Row rows[] = {{"t", [](AuditEntry& e, const std::string& text) { e.time = text; }},
                        {"id", [](AuditEntry& e, const std::string& text) { e.id = text; }},
                        {"op", [](AuditEntry& e, const std::string& text) { e.op = text; }},
                        {"cfg", [](AuditEntry& e, const std::string& text) { e.policy_digest = text; }},
                        {"plan", [](AuditEntry& e, const std::string& text) { e.plan_digest = text; }},
                        {"day", [](AuditEntry& e, const std::string& text) { e.as_of = text; }},
                        {"n",
                         [](AuditEntry& e, const std::string& text) {
                           e.counts = {{text, 1}};
                         }},
                        {"req", [](AuditEntry& e, const std::string& text) { e.request = text; }},
                        {"ten", [](AuditEntry& e, const std::string& text) { e.tenant = text; }},
                        {"tool", [](AuditEntry& e, const std::string& text) { e.tool = text; }}};
    for (const Row& row : rows) {
      for (const char* text : {"Jan Jansen", "jan@example.nl", "/home/jan/klanten.csv", "\"", "\\", "\n", "\xC3\xAB"}) {
        CAPTURE(row.key);
        CAPTURE(text);
        AuditEntry entry = smallest();
        row.put(entry, text);
        try {
          to_leaf(entry);
          FAIL("accepted");
        } catch (const std::logic_error& error) {
          CHECK(std::string{error.what()} == "audit entry: \"" + std::string{row.key} + "\" does not have its form");
        }
      }
    }
  }

  TEST_CASE("to_leaf refuses integers that are not safe in JSON, double counts and more than 4096 bytes (A14)") {
    AuditEntry entry = smallest();
    entry.seq = std::uint64_t{1} << 53U;
    CHECK_THROWS_AS(to_leaf(entry), std::logic_error);
    entry = smallest();
    entry.counts = {{"kept", std::uint64_t{1} << 53U}};
    CHECK_THROWS_AS(to_leaf(entry), std::logic_error);
    entry.counts = {{"kept", 1}, {"erased", 1}, {"kept", 2}};
    CHECK_THROWS_AS(to_leaf(entry), std::logic_error);

    entry = smallest();
    while (to_leaf(entry).size() + 35 <= max_leaf_size)  // ,"…32 characters":0 is 37 bytes, the first one 36
      entry.counts.emplace_back(std::string(30, 'x') + static_cast<char>('a' + entry.counts.size() / 26) +
                                    static_cast<char>('a' + entry.counts.size() % 26),
                                0);
    CHECK(parse_leaf(to_leaf(entry)));
    entry.counts.emplace_back(std::string(32, 'z'), 0);
    CHECK_THROWS_WITH(to_leaf(entry), "audit entry: longer than 4096 bytes");
  }

  TEST_CASE("parse_leaf refuses every other way to write an entry (A14)") {
    REQUIRE(parse_leaf(golden));
    struct Row {
      std::string from;
      std::string to;
    };
    for (const Row& row : {Row{"{\"act\"", "{ \"act\""},
                           Row{"\"act\":\"retain.commit\",", ""},
                           Row{"retain.commit", "retain"},
                           Row{"retain.commit", "retain.commit\\u0000"},
                           Row{"timer", "Timer"},
                           Row{"timer", "dpo1"},
                           Row{"NvM", "NvN"},
                           Row{"NvM", "Nv="},
                           Row{"\"clk\":null", "\"clk\":\"\""},
                           Row{"\"clk\":null", "\"clk\":\"forward\""},
                           Row{"\"clk\":null", "\"clk\":false"},
                           Row{"2026-11-21", "2026-02-30"},
                           Row{"2026-11-21", "0000-01-01"},
                           Row{"\"2026-11-21\"", "\"\""},
                           Row{"0000004711\"", "000000471A\""},
                           Row{"0000004711\"", "000004711\""},
                           Row{"\"erased\":4711,\"held\":1", "\"held\":1,\"erased\":4711"},
                           Row{"\"held\":1", "\"held\":01"},
                           Row{"\"held\":1", "\"held\":-1"},
                           Row{"\"held\":1", "\"held\":1.0"},
                           Row{"\"held\":1", "\"held\":9007199254740992"},
                           Row{"\"held\":1", "\"erased\":1"},
                           Row{"\"held\":1", "\"\":1"},
                           Row{"{\"erased\":4711,\"held\":1,\"kept\":3}", "null"},
                           Row{"\"seq\":4711", "\"seq\":\"4711\""},
                           Row{"\"seq\":4711", "\"seq\":18446744073709551616"},
                           Row{"01:18:31Z", "24:18:31Z"},
                           Row{"01:18:31Z", "01:60:31Z"},
                           Row{"01:18:31Z", "01:18:60Z"},
                           Row{"31Z", "31+00:00"},
                           Row{"31Z", "31.0Z"},
                           Row{"T01", " 01"},
                           Row{"\"0.1.0\"", "\"v0.1.0\""},
                           Row{"\"v\":1", "\"v\":2"},
                           Row{"\"v\":1}", "\"v\":1}\n"},
                           Row{"\"v\":1}", "\"v\":1"},
                           Row{"\"v\":1}", "\"v\":1,\"x\":1}"}}) {
      CAPTURE(row.from);
      CAPTURE(row.to);
      CHECK_FALSE(parse_leaf(replaced(golden, row.from, row.to)));
    }
    CHECK_FALSE(parse_leaf(""));
    CHECK_FALSE(parse_leaf(std::string(max_leaf_size + 1, ' ')));
    for (std::size_t length = 0; length < std::string_view{golden}.size(); ++length)
      CHECK_FALSE(parse_leaf(std::string_view{golden}.substr(0, length)));
  }

  TEST_CASE("parse_leaf names the member that does not have its form") {
    CHECK(parse_leaf(replaced(golden, "2026-11-21", "2026-02-30")).error().message ==
          "expected \"day\" in the form that compliance-audit-log(5) gives it");
    CHECK(parse_leaf("{}").error().message ==
          "expected an entry in its canonical form, as compliance-audit-log(5) has it");
  }
}
