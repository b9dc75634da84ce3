// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>

#include "libcompliance/export/export_set.h"
#include "tests/support/small_world.h"
#include "tests/support/temporary_folder.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const Policy& club() {
  static const SmallPolicy policy{club_text("purposes:\n  p: {needs: [society.name], use_until: society_left}\n")};
  return policy.policy();
}

std::string undeclared(FileSystem& files, const std::string& folder) {
  std::string found;
  for (const Finding& finding : demand(demand(Export::open(files, folder, club())).undeclared_files()))
    found += std::string{finding.code} + ' ' + finding.place.source.substr(folder.size() + 1) + '\n';
  return found;
}

}  // namespace

TEST_SUITE("export/export") {
  TEST_CASE("an export is a folder with a binding") {
    MemoryFiles files;
    files.put("/file", "x");
    files.put("/empty/x", "");
    const auto refusal = [&](const char* folder) { return to_string(Export::open(files, folder, club()).error()); };
    CHECK(refusal("/nowhere") == "/nowhere: there is no such folder");
    CHECK(refusal("/file") == "/file: expected an export: a folder with export.yaml");
    CHECK(refusal("/empty").starts_with("/empty/export.yaml: "));
    put_club(files, "", "", "");
    const Export source = demand(Export::open(files, "/export", club()));
    CHECK(source.path_of("a.csv") == "/export/a.csv");
    CHECK(source.path_of(std::size_t{1}) == "/export/members.csv");
    CHECK(source.binding_bytes() == files.text("/export/export.yaml"));
    CHECK(source.binding().source == "/export/export.yaml");
  }

  TEST_CASE("files that nobody has declared are found on every level") {
    MemoryFiles files;
    put_club(files, "", "", "");
    CHECK(undeclared(files, "/export") == "");
    files.put("/export/a/b/c.txt", "");
    files.put("/export/Societies.csv", "");
    CHECK(undeclared(files, "/export") == "file.undeclared Societies.csv\nfile.undeclared a/b/c.txt\n");
  }

  TEST_CASE("S16: file.unfit, a link in the place of a table is refused, and one beside it is undeclared") {
    MemoryFiles text;
    put_club(text, "", "", "");
    const TemporaryFolder folder;
    for (const char* name : {"export.yaml", "societies.csv", "members.csv", "visits.csv"}) {
      std::ofstream{folder / name} << text.text(std::string{"/export/"} + name);
      if (std::string_view{name} == "visits.csv") std::filesystem::rename(folder / name, folder.path() + ".csv");
    }
    std::filesystem::create_symlink(folder.path() + ".csv", folder / "visits.csv");
    std::filesystem::create_directory_symlink("/tmp", folder / "elsewhere");
    CHECK(undeclared(operating_system(), folder.path()) == "file.undeclared elsewhere\nfile.unfit visits.csv\n");
    CHECK_FALSE(demand(Export::open(operating_system(), folder.path(), club())).open_table(2));
    std::filesystem::remove(folder.path() + ".csv");
  }

  TEST_CASE("for_each_record counts, and stops at the first refusal") {
    MemoryFiles files;
    put_club(files, "", "", "V1,,,\nV2,,,\nV3,,,\n");
    const Export source = demand(Export::open(files, "/export", club()));
    std::string seen;
    const auto read = [&](std::string_view stop_at) {
      seen.clear();
      const auto table = demand(source.open_table(2));
      return for_each_record(*table, source, club(), 2, [&](const TableReader& reader) -> Result<void> {
        if (reader.record().key == stop_at) return Error{.message = "stop"};
        seen += reader.record().key;
        return {};
      });
    };
    CHECK(demand(read("")).records == 3);
    CHECK(seen == "V1V2V3");
    CHECK(read("V2").error().message == "stop");
    CHECK(seen == "V1");
    files.put("/export/visits.csv", "Nr,Lid,Op,Tekst,New\nV1,,,,\n");
    CHECK(read("").error().message == "nobody has said what column \"New\" is");
    CHECK(seen == "");
  }

  TEST_CASE("refuse_errors refuses the first error among findings, and neither warnings nor notes") {
    CHECK(refuse_errors({}));
    CHECK(refuse_errors({{.severity = Severity::warning}, {.severity = Severity::note}}));
    const auto refused = refuse_errors({{.severity = Severity::note, .message = "a"},
                                        {.severity = Severity::error, .message = "b", .hint = "h"},
                                        {.severity = Severity::error, .message = "c"}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message == "b");
    CHECK(refused.error().hint == "h");
  }
}
