// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/work_lists.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const SmallPolicy& club() {
  static const SmallPolicy policy{club_text(
      "purposes:\n  support: {needs: [member.name, member.email], keep: {for: 1 year, after: member_left}}\n")};
  return policy;
}

// The work lists of a file of members with these bytes.
class Lists {
 public:
  Lists(std::string_view form, std::string_view key, std::string bytes, std::string_view more = {})
      : bytes_(std::move(bytes)), source_(bytes_) {
    std::string text = std::string{binding_head};
    if (!form.empty()) text += "work_lists: " + std::string{form} + '\n';
    text +=
        "files:\n  leden.csv: {record: member, key: " + std::string{key} + ", columns: {Naam: name, Mail: email}}\n";
    text += more;
    binding_ = demand(read_binding(text, "export.yaml", club().policy()));
    reader_.emplace(demand(TableReader::open(source_, "leden.csv", binding_.tables[0], club().policy(), 0)));
    folder_.emplace(demand(AtomicFolder::create(files_, "/out")));
    output_.emplace(files_, *folder_);
    lists_.emplace(*output_, std::string{}, binding_, binding_.tables[0], *reader_);
  }

  const CsvRecord& next() {
    REQUIRE(demand(reader_->next()));
    return reader_->csv();
  }
  Lists& remove() { return demand(lists_->remove(next())), *this; }
  Lists& empty(std::vector<std::size_t> columns) { return lists_->empty(next(), std::move(columns)), *this; }
  std::vector<WorkListFile> close() {
    std::vector<WorkListFile> files = demand(lists_->close());
    folder_->commit();
    return files;
  }
  std::string text(const std::string& name) { return files_.text("/out/" + name); }
  const OutputFiles& output() const { return *output_; }

 private:
  MemoryFiles files_;
  std::string bytes_;
  TextSource source_;
  Binding binding_;
  std::optional<TableReader> reader_;
  std::optional<AtomicFolder> folder_;
  std::optional<OutputFiles> output_;
  std::optional<WorkLists> lists_;
};

constexpr std::string_view three =
    "Nr,Naam,Mail\n1,A,a@example.nl\n2,B,b@example.nl\n3,C,c@example.nl\n4,D,d@example.nl\n";

std::vector<std::string> names_of(const std::vector<WorkListFile>& files) {
  std::vector<std::string> names;
  for (const WorkListFile& each : files) names.push_back(each.file);
  return names;
}

}  // namespace

TEST_SUITE("apply/work_lists") {
  TEST_CASE("nothing to do: no file") { CHECK(Lists{"", "Nr", std::string{three}}.close().empty()); }

  TEST_CASE(
      "generic: ids to delete; and a file of blank cells for each set of columns, so that no importer can empty "
      "more than it should (RF-14)") {
    Lists lists{"", "Nr", std::string{three}};
    lists.remove().empty({1, 2}).empty({2}).empty({1, 2});
    const auto files = lists.close();
    CHECK(names_of(files) == std::vector<std::string>{"delete/leden.csv", "update/leden.csv", "update/leden-2.csv"});
    CHECK(lists.text("delete/leden.csv") == "Nr\n1\n");
    CHECK(lists.text("update/leden.csv") == "Nr,Naam,Mail\n2,,\n4,,\n");
    CHECK(lists.text("update/leden-2.csv") == "Nr,Mail\n3,\n");
    CHECK(files[1].records == 2);
    CHECK(files[1].columns == std::vector<std::string>{"Naam", "Mail"});
    CHECK(lists.output().written().size() == 3);
  }

  TEST_CASE("a second part never takes the name of another table's list") {
    Lists lists{"", "Nr", std::string{three}, "  leden-2.csv: {record: member, key: Nr, columns: {Naam: name}}\n"};
    lists.empty({1}).empty({2});
    CHECK(names_of(lists.close()) == std::vector<std::string>{"update/leden.csv", "update/leden-3.csv"});
  }

  TEST_CASE("Salesforce: \"Id\", and #N/A in a cell to empty; a blank one is left as it is") {
    Lists some{"salesforce", "Nr", std::string{three}};
    some.remove().empty({1}).empty({2}).empty({1, 2});
    CHECK(names_of(some.close()) == std::vector<std::string>{"delete/leden.csv", "update/leden.csv"});
    CHECK(some.text("delete/leden.csv") == "Id\n1\n");
    CHECK(some.text("update/leden.csv") == "Id,Naam,Mail\n2,#N/A,\n3,,#N/A\n4,#N/A,#N/A\n");
  }

  TEST_CASE("HubSpot: \"Record ID\", and at most 250,000 records a file") {
    std::string bytes = "Nr,Naam,Mail\n";
    for (int i = 0; i < 250'001; ++i) bytes += std::to_string(i) + ",A,a\n";
    Lists lists{"hubspot", "Nr", bytes};
    for (int i = 0; i < 250'001; ++i) lists.remove();
    const auto files = lists.close();
    CHECK(names_of(files) == std::vector<std::string>{"delete/leden.csv", "delete/leden-2.csv"});
    CHECK(files[0].records == 250'000);
    CHECK(lists.text("delete/leden-2.csv") == "Record ID\n250000\n");
  }

  TEST_CASE("Dynamics: the columns that must not be modified go along, and are never emptied") {
    Lists lists{"dynamics", "(Do Not Modify) Contact",
                "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Naam,Mail\n"
                "g1,c1,2026-01-01,A,a\ng2,c2,2026-01-02,B,b\n"};
    lists.remove().empty({1, 2, 3, 4});
    lists.close();
    const std::string mark = "\xEF\xBB\xBF";
    CHECK(lists.text("delete/leden.csv") == mark + "(Do Not Modify) Contact\ng1\n");
    CHECK(lists.text("update/leden.csv") ==
          mark +
              "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Naam,Mail\n"
              "g2,c2,2026-01-02,,\n");
  }

  TEST_CASE("Dynamics: no file above the 8 MB that an import takes") {
    const std::string wide(100'000, 'x');
    std::string bytes = "Nr,(Do Not Modify) Row Checksum,Naam,Mail\n";
    for (int i = 0; i < 100; ++i) bytes += std::to_string(i) + ',' + wide + ",A,a\n";
    Lists lists{"dynamics", "Nr", bytes};
    for (int i = 0; i < 100; ++i) lists.empty({2});
    const auto files = lists.close();
    REQUIRE(files.size() == 2);
    CHECK(files[0].records + files[1].records == 100);
    for (const OutputFile& each : lists.output().written()) CHECK(each.bytes < 8'000'000);
  }
}
