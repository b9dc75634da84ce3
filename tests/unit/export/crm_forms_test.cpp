// SPDX-License-Identifier: Apache-2.0
// How CRMs write times, ids and links, from the binding to the record.
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const Policy& club() {
  static const SmallPolicy policy{club_text("purposes:\n  p: {needs: [society.name], use_until: society_left}\n")};
  return policy.policy();
}

// One table of the club, and the records of its file.
class Records {
 public:
  Records(std::string_view table, std::string text)
      : binding_(read_binding(std::string{binding_head} + "files:\n  a.csv: {" + std::string{table} + "}\n",
                              "export.yaml", club())),
        text_(std::move(text)) {}

  // "line:column: message", the line behind the head.
  std::string error() const {
    if (binding_) return "read";
    const Error& error = binding_.error();
    return std::to_string(error.place.line - std::count(binding_head.begin(), binding_head.end(), '\n')) + ':' +
           std::to_string(error.place.column) + ": " + error.message;
  }

  // Each record as `show` writes it, with blanks between them.
  template <class Show>
  std::string read(const Show& show) {
    TextSource source{text_};
    TableReader reader = demand(TableReader::open(source, "a.csv", binding_->tables[0], club(), 0));
    REQUIRE(reader.header_findings().empty());
    std::string all;
    while (demand(reader.next())) all += (all.empty() ? "" : " ") + show(reader.record());
    return all;
  }

 private:
  Result<Binding> binding_;
  std::string text_;
};

std::string day_of(const RecordView& view) {
  std::string text;
  for (const Cell& cell : view.cells)
    if (cell.date.state != DateState::blank)
      text += (text.empty() ? "" : "/") +
              (cell.date.state == DateState::day ? format_date(cell.date.day) : std::string{"unknown"});
  return text;
}

std::string links_of(const RecordView& view) {
  std::string text{view.key};
  for (const std::string_view link : view.links) text += '>' + std::string{link};
  return text + '@' + std::to_string(view.link_column);
}

}  // namespace

TEST_SUITE("export/crm forms") {
  TEST_CASE("a column may have a form and a zone of its own (ST-31, K03)") {
    const std::string columns =
        "record: society, key: Id, columns: {Start: since, End: left_on, Back: back_on}, dates: {format: "
        "\"yyyy-MM-dd HH:mm:ss\", zone: UTC, columns: {Start: {format: \"yyyy-MM-dd HH:mm:ss\"}, Back: {format: "
        "\"yyyy-MM-ddTHH:mmXXX\"}}}";
    Records records{columns,
                    "Id,Start,End,Back\n"
                    "1,2026-06-30 00:00:00,2026-06-30 22:30:00,2026-06-30T22:30-01:00\n"
                    "2,2026-06-30 23:59:59,2026-06-30 21:59:59,2026-06-30T22:30+01:00\n"
                    "3,2026-06-30,2026-06-30 22:30:00Z,2026-06-30T22:30\n"};
    REQUIRE(records.error() == "read");
    CHECK(records.read(day_of) ==
          "2026-06-30/2026-07-01/2026-07-01 2026-06-30/2026-06-30/2026-06-30 unknown/unknown/unknown");
  }

  TEST_CASE("zones and forms that do not go together are refused where they stand") {
    const auto refused = [](const std::string& dates) {
      return Records{"record: member, key: Id, columns: {End: left_on, Name: name}, dates: {" + dates + "}", ""}
          .error();
    };
    CHECK(refused("format: yyyy-MM-dd, zone: UTC") == "2:107: a form without hours has no zone");
    CHECK(refused("format: \"yyyy-MM-dd HH:mmXXX\", zone: UTC") == "2:118: a form with an offset has no zone");
    CHECK(refused("format: \"yyyy-MM-dd HH:mm\", zone: Mars").starts_with("2:115: expected a time zone"));
    CHECK(refused("zone: UTC") == "2:81: \"zone\" needs \"format\" beside it");
    CHECK(refused("columns: {Name: {format: yyyy-MM-dd}}") ==
          "2:91: expected a column whose field is a date in the policy");
    CHECK(refused("columns: {Nmae: {format: yyyy-MM-dd}}") ==
          "2:91: expected a column whose field is a date in the policy");
    CHECK(refused("columns: {End: {format: yyyy-MM-dd, zone: UTC}}") == "2:123: a form without hours has no zone");
  }

  TEST_CASE("links by prefix, from several columns, with a separator in each") {
    Records records{
        "record: visit, key: Id, columns: {}, links: {member: [{column: Who, prefix: \"003\"}, {column: Others, "
        "separator: \";\", prefix: \"003\"}, Extra]}",
        "Id,Who,Others,Extra\n1,003a,00Qx;003b;003c,\n2,00Qy,,\n3,,003d,zz\n4,00Qy,00Qz,zz\n5,,,\n"};
    REQUIRE(records.error() == "read");
    CHECK(records.read(links_of) == "1>003a>003b>003c@2 2@2 3>003d>zz@3 4>zz@4 5@2");
  }

  TEST_CASE("ids of Salesforce are compared on their first fifteen characters, in their case (TC-174)") {
    Records records{
        "record: member, key: Id, columns: {}, ids: salesforce, links: {society: Account}, merged_into: Master",
        "Id,Account,Master\n"
        "003000000000001AAA,001000000000001AAB,000000000000000AAA\n"
        "003000000000001,001000000000001,003000000000002AAA\n"
        "003000000000abc,000000000000000AAA,\n"
        "003000000000aBcAAQ,000000000000000,003000000000001\n"
        "P-00300000000000001,short,\n"};
    REQUIRE(records.error() == "read");
    CHECK(records.read([](const RecordView& view) {
      return links_of(view) + '=' + std::string{view.merged_into} + '@' + std::to_string(view.merged_column);
    }) == "003000000000001>001000000000001@2=@3 003000000000001>001000000000001@2=003000000000002@3 "
          "003000000000abc@2=@3 003000000000aBc@2=003000000000001@3 P-00300000000000001>short@2=@3");
  }

  TEST_CASE("TableReader::has_key takes either spelling of an id") {
    const Binding binding = demand(read_binding(
        std::string{binding_head} + "files:\n  a.csv: {record: member, key: Id, columns: {}, ids: salesforce}\n",
        "export.yaml", club()));
    TextSource source{"Id\n003000000000001AAA\n"};
    TableReader reader = demand(TableReader::open(source, "a.csv", binding.tables[0], club(), 0));
    REQUIRE(demand(reader.next()));
    CHECK(reader.has_key("003000000000001"));
    CHECK(reader.has_key("003000000000001AAA"));
    CHECK_FALSE(reader.has_key("003000000000002"));
  }

  TEST_CASE("the longer spelling of an id of Salesforce, and of nothing else (TC-174)") {
    const auto longer = [](std::string_view id, Ids ids = Ids::salesforce) {
      return longer_id(ids, id).value_or("none");
    };
    CHECK(longer("001B000000K3xYz") == "001B000000K3xYzIAJ");
    CHECK(longer("001b000000k3xyz") == "001b000000k3xyzAAA");
    CHECK(longer("ABCDEFGHIJKLMNO") == "ABCDEFGHIJKLMNO555");
    CHECK(longer("001B000000K3xYzIAJ") == "none");
    CHECK(longer("001B-00000K3xYz") == "none");
    CHECK(longer("001B000000K3xYz", Ids::as_written) == "none");
  }

  TEST_CASE("a work list must not give the importer another column's ids") {
    const auto refused = [](std::string_view form, std::string_view table) {
      const auto binding = read_binding(std::string{binding_head} + "work_lists: " + std::string{form} +
                                            "\nfiles:\n  a.csv: {record: member, " + std::string{table} + "}\n",
                                        "export.yaml", club());
      return binding ? std::string{"read"} : binding.error().message + " | " + binding.error().hint;
    };
    const std::string salesforce =
        "the importer takes the column \"Id\" for the ids of records, and the key here is \"Nr\" | key: Id";
    CHECK(refused("salesforce", "key: Nr, columns: {Id: name}") == salesforce);
    CHECK(refused("salesforce", "key: Nr, columns: {}, not_personal: [Id]") == salesforce);
    CHECK(refused("salesforce", "key: Nr, columns: {}, links: {society: Id}") == salesforce);
    CHECK(refused("salesforce", "key: Nr, columns: {}, merged_into: Id") == salesforce);
    CHECK(refused("salesforce", "key: Id, columns: {Id: name}") == "read");
    CHECK(refused("salesforce", "key: Nr, columns: {Record ID: name}") == "read");
    CHECK(refused("hubspot", "key: Nr, columns: {Record ID: name}")
              .starts_with("the importer takes the column \"Record"));
    CHECK(refused("generic", "key: Nr, columns: {Id: name}") == "read");
    CHECK(refused("dynamics", "key: Nr, columns: {Id: name}") == "read");
    CHECK(can_be_emptied(WorkListForm::salesforce, "(Do Not Modify) Modified On"));
    CHECK_FALSE(can_be_emptied(WorkListForm::dynamics, "(Do Not Modify) Modified On"));
  }

  TEST_CASE("a column has one meaning") {
    const auto refused = [](const std::string& members) {
      return Records{"record: member, key: Id, columns: {Name: name}, " + members, ""}.error();
    };
    CHECK(refused("links: {society: [A, A]}") == "2:80: column \"A\" stands here twice");
    CHECK(refused("links: {society: Name}") == "2:76: column \"Name\" stands here twice");
    CHECK(refused("merged_into: Name") == "2:72: column \"Name\" stands here twice");
    CHECK(refused("merged_into: Id, links: {society: Id}") == "read");
  }
}
