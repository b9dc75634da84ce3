// SPDX-License-Identifier: Apache-2.0
// Both file systems of the tests keep the contract that the real one keeps: the same cases run on both.
#include "tests/support/memory_files.h"

#include <doctest/doctest.h>

#include <ostream>

#include "libcompliance/io/files.h"
#include "tests/support/temporary_folder.h"

using namespace compliance;
using compliance::testing::MemoryFiles;
using compliance::testing::TemporaryFolder;

namespace {

void write(FileSystem& files, const std::string& path, std::string_view text) {
  const auto file = files.create(path);
  file->write(text);
  file->close();
}

void keeps_the_contract(FileSystem& files, const std::string& base) {
  const auto path = [&](std::string_view name) { return join_path(base, name); };
  CHECK_FALSE(files.kind(path("a")));
  write(files, path("a"), "text");
  CHECK(files.kind(path("a")) == Kind::file);
  CHECK(*read_file(files, path("a"), 4) == "text");
  CHECK(files.is_private(path("a")));
  CHECK_THROWS_AS((void)files.is_private(path("none")), EnvironmentError);
  CHECK_THROWS_AS((void)files.create(path("a")), EnvironmentError);
  CHECK_THROWS_AS((void)files.create(path("none/a")), EnvironmentError);
  CHECK_THROWS_AS(files.make_folder(path("a")), EnvironmentError);
  CHECK_THROWS_AS(files.make_folder(path("none/a")), EnvironmentError);

  files.make_folder(path("f"));
  CHECK(files.kind(path("f")) == Kind::folder);
  write(files, path("f/z"), "");
  write(files, path("f/B"), "");
  files.make_folder(path("f/m"));
  const auto entries = files.list(path("f"));
  REQUIRE(entries);
  REQUIRE(entries->size() == 3);
  CHECK(entries->at(0).name == "B");
  CHECK(entries->at(1).name == "m");
  CHECK(entries->at(1).kind == Kind::folder);
  CHECK(entries->at(2).name == "z");
  CHECK(entries->at(2).kind == Kind::file);
  CHECK_FALSE(files.list(path("none")));
  CHECK_FALSE(files.list(path("a")));
  CHECK_FALSE(files.open(path("none")));
  CHECK_FALSE(files.open(path("f")));

  CHECK_THROWS_AS(files.rename(path("a"), path("f/z"), FileSystem::Replace::no), EnvironmentError);
  CHECK_THROWS_AS(files.rename(path("a"), path("f"), FileSystem::Replace::no), EnvironmentError);
  CHECK_THROWS_AS(files.rename(path("none"), path("x"), FileSystem::Replace::no), EnvironmentError);
  files.rename(path("a"), path("f/z"), FileSystem::Replace::yes);
  CHECK(*read_file(files, path("f/z"), 4) == "text");
  CHECK_FALSE(files.kind(path("a")));
  files.rename(path("f"), path("g"), FileSystem::Replace::no);
  CHECK(*read_file(files, path("g/z"), 4) == "text");
  files.sync_folder(path("g"));
  CHECK_THROWS_AS(files.sync_folder(path("none")), EnvironmentError);

  files.remove_tree(path("none"));
  files.remove_tree(path("g"));
  CHECK_FALSE(files.kind(path("g")));

  auto lock = files.try_lock(path("lock"));
  REQUIRE(lock);
  CHECK_FALSE(files.try_lock(path("lock")));
  lock.reset();
  CHECK(files.try_lock(path("lock")));
  CHECK(files.kind(path("lock")) == Kind::file);
}

}  // namespace

TEST_SUITE("io/contract") {
  TEST_CASE("the file system in memory keeps the contract of FileSystem") {
    MemoryFiles files;
    keeps_the_contract(files, "/");
  }

  TEST_CASE("the operating system's file system keeps the contract of FileSystem") {
    const TemporaryFolder folder;
    keeps_the_contract(operating_system(), folder.path());
  }
}
