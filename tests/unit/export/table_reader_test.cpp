// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/table_reader.h"

#include <doctest/doctest.h>

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

const Binding& binding() {
  static const Binding binding =
      demand(read_binding(std::string{binding_head} + std::string{club_binding}, "export.yaml", club()));
  return binding;
}

// Reads one table of the club, and keeps what the reader refers to.
class Table {
 public:
  Table(std::size_t index, std::string text) : text_(std::move(text)), source_(text_), index_(index) {}
  Result<TableReader> open() {
    return TableReader::open(source_, "t.csv", binding().tables[index_], club(), static_cast<std::uint16_t>(index_));
  }

 private:
  std::string text_;
  TextSource source_;
  std::size_t index_;
};

std::string header_of(std::size_t index) {
  return std::string{index == 0 ? societies_header : index == 1 ? members_header : visits_header};
}

// The one record of a table, cell by cell.
std::vector<Cell> cells_of(std::size_t index, std::string_view record) {
  Table table{index, header_of(index) + std::string{record}};
  TableReader reader = demand(table.open());
  REQUIRE(demand(reader.next()));
  return {reader.record().cells.begin(), reader.record().cells.end()};
}

std::vector<std::string> links_of(std::size_t index, std::string_view record) {
  Table table{index, header_of(index) + std::string{record}};
  TableReader reader = demand(table.open());
  REQUIRE(demand(reader.next()));
  return {reader.record().links.begin(), reader.record().links.end()};
}

std::string header_findings(std::size_t index, std::string_view header) {
  Table table{index, std::string{header} + "\n"};
  const Result<TableReader> reader = table.open();
  if (!reader) return to_string(reader.error()) + (reader.error().hint.empty() ? "" : " (" + reader.error().hint + ")");
  std::string found;
  for (const Finding& finding : reader->header_findings())
    found += std::string{finding.code} + ' ' + to_string(finding.place) +
             (finding.hint.empty() ? "" : " (" + finding.hint + ")") + '\n';
  return found;
}

}  // namespace

TEST_SUITE("export/table_reader") {
  TEST_CASE("a record comes in the policy's words, with its places and its exact bytes") {
    Table table{0, "Rang,Nr,Naam,Status,Sinds,Weg,Terug\r\n5,007,\"A, B\",Oud,2020-01-01,,n.v.t.\r\n"};
    TableReader reader = demand(table.open());
    CHECK(reader.header_findings().empty());
    CHECK(reader.header_raw() == "Rang,Nr,Naam,Status,Sinds,Weg,Terug\r\n");
    CHECK(reader.header_line_end() == LineEnd::crlf);
    CHECK(reader.key_column() == 1);
    REQUIRE(demand(reader.next()));
    const RecordView& record = reader.record();
    CHECK(record.key == "007");  // TC-173
    CHECK(record.line == 2);
    CHECK(record.links.empty());
    CHECK(reader.csv().raw == "5,007,\"A, B\",Oud,2020-01-01,,n.v.t.\r\n");
    REQUIRE(record.cells.size() == 5);
    CHECK_FALSE(record.cells[0].blank);
    CHECK(record.cells[0].column == 3);
    CHECK(record.cells[1].word == 1);
    CHECK(record.cells[2].date.day == day("2020-01-01"));
    CHECK(record.cells[3].blank);
    CHECK(record.cells[4].blank);
    CHECK(record.cells[4].date.state == DateState::blank);
    CHECK_FALSE(demand(reader.next()));
  }

  TEST_CASE("a null word is blank where it is the whole cell, exactly") {
    CHECK(cells_of(0, "1,n.v.t.,n.v.t.,n.v.t.,,,\n")[0].blank);
    CHECK(cells_of(0, "1,n.v.t.,n.v.t.,n.v.t.,,,\n")[1].blank);
    CHECK(cells_of(0, "1,n.v.t.,n.v.t.,n.v.t.,,,\n")[2].date.state == DateState::blank);
    for (const char* other : {" n.v.t.", "N.V.T.", "n.v.t", " "}) {
      CAPTURE(other);
      CHECK_FALSE(cells_of(0, "1," + std::string{other} + ",,,,,\n")[0].blank);
    }
  }

  TEST_CASE("words are compared exactly; another text is no word and not blank") {
    CHECK(cells_of(0, "1,,Ja,,,,\n")[1].word == 0);
    CHECK(cells_of(0, "1,,Wil,,,,\n")[1].word == 2);
    for (const char* other : {"ja", "Ja ", "active"}) {
      const Cell cell = cells_of(0, "1,," + std::string{other} + ",,,,\n")[1];
      CHECK(cell.word == -1);
      CHECK_FALSE(cell.blank);
    }
  }

  TEST_CASE("a date that is none keeps its reason") {
    CHECK(cells_of(2, "1,,2026-02-30,\n")[0].date.state == DateState::invalid);
    CHECK(cells_of(2, "1,,03/04/2021,\n")[0].date.state == DateState::ambiguous);
    CHECK(cells_of(2, "1,,1970-01-01,\n")[0].date.state == DateState::sentinel);
    CHECK_FALSE(cells_of(2, "1,,2026-02-30,\n")[0].blank);
    CHECK(cells_of(2, "1,,,2026-02-30\n")[1].date.state == DateState::blank);  // a text is no date
  }

  TEST_CASE("TC-45: several keys in one cell, between separators, and no trimming") {
    using Links = std::vector<std::string>;
    CHECK(links_of(1, "1,,,,\n") == Links{});
    CHECK(links_of(1, "1,A,,,\n") == Links{"A"});
    CHECK(links_of(1, "1,A+B+C,,,\n") == Links{"A", "B", "C"});
    CHECK(links_of(1, "1,A + B,,,\n") == Links{"A ", " B"});
    CHECK(links_of(1, "1,A+,,,\n") == Links{"A"});  // a key that is nowhere: a broken link, not a silent repair
    CHECK(links_of(2, "1,A+B,,\n") == Links{"A+B"});    // no separator was declared
    CHECK(links_of(0, "A,,,,,,\n") == Links{});
  }

  TEST_CASE("links are null words too") {
    const std::string text =
        std::string{binding_head} +
        "files:\n  m.csv: {record: member, null_words: [geen], key: Nr, links: {society: Club}, columns: {}}\n";
    const Binding bound = demand(read_binding(text, "export.yaml", club()));
    TextSource source{"Nr,Club\n1,geen\n"};
    TableReader reader = demand(TableReader::open(source, "m.csv", bound.tables[0], club(), 0));
    REQUIRE(demand(reader.next()));
    CHECK(reader.record().links.empty());
    CHECK(reader.record().link_column == 2);
    CHECK(reader.column_of_field()[0] == TableReader::npos);  // a field that this table does not have is blank
    CHECK(reader.record().cells[0].blank);
    CHECK(reader.record().cells[0].column == 0);
  }

  TEST_CASE("a header is refused without its key column, and described otherwise") {
    CHECK(header_findings(2, "Nr,Lid,Op,Tekst") == "");
    CHECK(header_findings(2, "Nrs,Lid,Op,Tekst") ==
          "t.csv:1: expected a column \"Nr\", which holds the keys (did you mean \"Nrs\"?)");
    CHECK(header_findings(2, "Nr,Lid,Op,Tekst,Nr") == "t.csv:1: the key column \"Nr\" stands here twice");
    CHECK(header_findings(2, "Nr,Lid,Op,tekst") ==
          "column.missing export.yaml:22:28 (did you mean \"tekst\"?)\n"
          "column.unmapped t.csv:1:4 (paste under columns of visits.csv in export.yaml: \"tekst\": tekst; and "
          "under the fields of visit in the policy: tekst: {category: CATEGORY}; or, when it says nothing about "
          "people, under not_personal: [\"tekst\"])\n");
    CHECK(header_findings(2, "Nr,Lid,Op,Tekst,Op") == "column.duplicate t.csv:1:5\n");
    CHECK(header_findings(2, "Nr,Lid,Op,Tekst,BSN").starts_with("column.special t.csv:1:5 "));
    CHECK(header_findings(0, "Nr,Naam,Status,Sinds,Weg,Terug").starts_with("column.missing export.yaml:6:3"));
    CHECK(header_findings(2, "Nr,Lid,Op,Tekst,a\x1B[2Jb").find('\x1B') == std::string::npos);  // safe for a terminal
  }

  TEST_CASE("column.suspicious: a column declared as not personal whose name says otherwise (TC-172)") {
    const auto codes = [](std::string_view column) {
      const std::string name{column};
      const std::string text = std::string{binding_head} +
                               "files:\n  m.csv: {record: member, key: Nr, columns: {}, not_personal: [" + name +
                               "]}\n";
      const Binding bound = demand(read_binding(text, "export.yaml", club()));
      const std::string file = "Nr," + name + "\n";
      TextSource source{file};
      const TableReader reader = demand(TableReader::open(source, "m.csv", bound.tables[0], club(), 0));
      std::string found;
      for (const Finding& finding : reader.header_findings()) found += finding.code;
      return found;
    };
    CHECK(codes("BSN") == "column.suspicious");
    CHECK(codes("Volgnummer") == "");
  }

  TEST_CASE("a file without a header is refused") {
    Table table{2, ""};
    const auto reader = table.open();
    REQUIRE_FALSE(reader);
    CHECK(to_string(reader.error()) == "t.csv:1: expected a header line, found an empty file");
  }

  TEST_CASE("a key that is blank, or a null word, is refused at its place") {
    for (const auto& [index, record] : {std::pair{2, ",,,"}, std::pair{0, "n.v.t.,,,,,,"}}) {
      const auto table_index = static_cast<std::size_t>(index);
      Table table{table_index, header_of(table_index) + record + "\n"};
      TableReader reader = demand(table.open());
      const auto more = reader.next();
      REQUIRE_FALSE(more);
      CHECK(to_string(more.error()) == "t.csv:2:1: expected a key in column \"Nr\"");
    }
  }
}
