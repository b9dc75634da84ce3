// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/io/folder_scratch.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "libcompliance/base/error.h"
#include "tests/support/temporary_folder.h"

using namespace compliance;
using compliance::testing::TemporaryFolder;

TEST_SUITE("io/folder_scratch") {
  TEST_CASE("folder_scratch keeps what it is given, and nobody sees a name of it (P14)") {
    const TemporaryFolder folder;
    FolderScratch scratch{folder.path(), 1000};
    CHECK(scratch.memory() == 1000);
    const auto file = scratch.create(), other = scratch.create();
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += std::to_string(i);
    file->append(text.substr(0, 100'001));
    other->append("other");
    file->append(text.substr(100'001));
    std::string part(50'000, '\0');
    file->read(90'000, part);
    CHECK(part == text.substr(90'000, 50'000));
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK_THROWS_AS(file->read(text.size() - 10, part), EnvironmentError);
  }

  TEST_CASE("folder_scratch says so where there is no folder, at the first file") {
    const TemporaryFolder folder;
    FolderScratch scratch{folder / "none", 1000};
    CHECK_THROWS_WITH_AS(scratch.create(), doctest::Contains("cannot make a file for sorting"), EnvironmentError);
  }

  TEST_CASE("usual_memory is some") { CHECK(usual_memory() > (1U << 20U)); }
}
