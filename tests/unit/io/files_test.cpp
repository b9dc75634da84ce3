// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/io/files.h"

#include <doctest/doctest.h>

#include <ostream>

#include "tests/support/memory_files.h"

using namespace compliance;
using compliance::testing::FailingFiles;
using compliance::testing::MemoryFiles;
using Paths = std::vector<std::string>;

TEST_SUITE("io/files") {
  TEST_CASE("is_plain_relative takes names that stay below their folder and no others (TC-177, S14)") {
    for (const char* name : {"a", "a/b", "a.csv", "..a", "a..", "...", "a b/c", "\xff"}) {
      CAPTURE(name);
      CHECK(is_plain_relative(name));
    }
    for (const char* name :
         {"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "./a", "a\\b", "..\\a"}) {
      CAPTURE(name);
      CHECK_FALSE(is_plain_relative(name));
    }
    CHECK_FALSE(is_plain_relative(std::string_view{"a\0b", 3}));
  }

  TEST_CASE("is_temporary_name knows what something is prepared under, and no name of anybody else's") {
    for (const char* name : {".out.0123456789abcdef.tmp", ".a.b.ffffffffffffffff.tmp"}) {
      CAPTURE(name);
      CHECK(is_temporary_name(name));
    }
    for (const char* name : {"", ".tmp", "out", "out.0123456789abcdef.tmp", ".0123456789abcdef.tmp",
                             ".out.0123456789ABCDEF.tmp", ".out.0123456789abcde.tmp", ".out.0123456789abcdef"}) {
      CAPTURE(name);
      CHECK_FALSE(is_temporary_name(name));
    }
  }

  TEST_CASE("parent_path, last_name and join_path take a path apart and together") {
    struct Row {
      const char* path;
      const char* parent;
      const char* name;
    };
    for (const Row& row : {Row{"a/b", "a", "b"}, Row{"a/b/", "a", "b"}, Row{"b", ".", "b"}, Row{"/b", "/", "b"},
                           Row{"/", "/", ""}, Row{"a//b", "a", "b"}, Row{"/a/b/c", "/a/b", "c"}}) {
      CAPTURE(row.path);
      CHECK(parent_path(row.path) == row.parent);
      CHECK(last_name(row.path) == row.name);
    }
    CHECK(join_path("a", "b") == "a/b");
    CHECK(join_path("/", "b") == "/b");
    CHECK(join_path("", "b") == "b");
  }

  TEST_CASE("read_file reads up to its limit and names the file that is larger (S06)") {
    MemoryFiles files;
    files.put("/p", "12345");
    CHECK(*read_file(files, "/p", 5) == "12345");
    CHECK(*read_file(files, "/p", 6) == "12345");
    const auto larger = read_file(files, "/p", 4);
    REQUIRE_FALSE(larger);
    CHECK(to_string(larger.error()) == "/p: expected a file of at most 4 bytes");
    const auto missing = read_file(files, "/q", 4);
    REQUIRE_FALSE(missing);
    CHECK(to_string(missing.error()) == "/q: expected a file, and nothing is there");
  }

  TEST_CASE("read_file does not take a failing disk for the end of the file (F02)") {
    MemoryFiles files;
    files.put("/p", "12345");
    FailingFiles failing{files, 1, FailingFiles::Fails::once, "Input/output error"};
    CHECK_THROWS_WITH_AS((void)read_file(failing, "/p", 5), "/p: Input/output error", EnvironmentError);
  }

  TEST_CASE("AtomicFile shows nothing before commit, and everything after it") {
    MemoryFiles files;
    auto file = AtomicFile::create(files, "/out.csv", FileSystem::Replace::no);
    REQUIRE(file);
    file->write("a;b\n");
    CHECK_FALSE(files.kind("/out.csv"));
    file->commit();
    CHECK(files.text("/out.csv") == "a;b\n");
    CHECK(files.paths() == Paths{"/out.csv"});
  }

  TEST_CASE("AtomicFile without commit leaves what was there, and no temporary file") {
    MemoryFiles files;
    files.put("/out.csv", "old");
    {
      auto file = AtomicFile::create(files, "/out.csv", FileSystem::Replace::yes);
      REQUIRE(file);
      AtomicFile moved = *std::move(file);
      moved.write("new");
      CHECK(files.paths().size() == 2);
    }
    CHECK(files.text("/out.csv") == "old");
    CHECK(files.paths() == Paths{"/out.csv"});
  }

  TEST_CASE("AtomicFile replaces a file when asked to") {
    MemoryFiles files;
    files.put("/out.csv", "old");
    auto file = AtomicFile::create(files, "/out.csv", FileSystem::Replace::yes);
    REQUIRE(file);
    file->write("new");
    file->commit();
    CHECK(files.text("/out.csv") == "new");
    CHECK(files.paths() == Paths{"/out.csv"});
  }

  TEST_CASE("AtomicFile and AtomicFolder refuse a place that is taken, or where there is no folder") {
    MemoryFiles files;
    files.put("/file", "");
    files.put("/folder/inside", "");
    const auto refused = [&](const char* path, FileSystem::Replace replace) {
      const auto file = AtomicFile::create(files, path, replace);
      return file ? std::string{"accepted"} : to_string(file.error());
    };
    CHECK(refused("/file", FileSystem::Replace::no) == "/file: expected nothing here yet");
    CHECK(refused("/folder", FileSystem::Replace::no) == "/folder: expected nothing here yet");
    CHECK(refused("/folder", FileSystem::Replace::yes) == "/folder: expected a file or nothing here");
    CHECK(refused("/none/x", FileSystem::Replace::no) == "/none: expected a folder to write in");
    CHECK(refused("/file/x", FileSystem::Replace::no) == "/file: expected a folder to write in");
    CHECK(refused("/folder/..", FileSystem::Replace::no) == "/folder/..: expected a name for something new");
    CHECK(refused("/", FileSystem::Replace::no) == "/: expected a name for something new");
    CHECK(refused("", FileSystem::Replace::no) == "expected a name for something new");
    const auto folder = AtomicFolder::create(files, "/folder");
    REQUIRE_FALSE(folder);
    CHECK(to_string(folder.error()) == "/folder: expected nothing here yet");
    CHECK_FALSE(AtomicFolder::create(files, "/none/x"));
  }

  TEST_CASE(
      "AtomicFile fails at commit when something has appeared at its place meanwhile, and leaves that alone (C01)") {
    MemoryFiles files;
    {
      auto file = AtomicFile::create(files, "/out.csv", FileSystem::Replace::no);
      REQUIRE(file);
      files.put("/out.csv", "theirs");
      CHECK_THROWS_AS(file->commit(), EnvironmentError);
    }
    CHECK(files.text("/out.csv") == "theirs");
    CHECK(files.paths() == Paths{"/out.csv"});
  }

  TEST_CASE("temporary names are beside the place, cannot be guessed, and fit however long the name is (S17, S28)") {
    MemoryFiles files;
    files.put("/d/x", "");
    const std::string name(255, 'n');
    const auto one = AtomicFolder::create(files, "/d/out/"), two = AtomicFolder::create(files, "/d/out");
    const auto longest = AtomicFolder::create(files, "/d/" + name);
    REQUIRE(one);
    REQUIRE(two);
    REQUIRE(longest);
    CHECK(one->temporary() != two->temporary());
    CHECK(one->temporary().starts_with("/d/.out."));
    CHECK(one->temporary().ends_with(".tmp"));
    CHECK(last_name(one->temporary()).size() == std::string_view{".out.0123456789abcdef.tmp"}.size());
    CHECK(last_name(longest->temporary()).size() <= 255);
  }

  TEST_CASE("AtomicFolder::inside makes the folders on the way and refuses to leave the folder (S14)") {
    MemoryFiles files;
    auto folder = AtomicFolder::create(files, "/out");
    REQUIRE(folder);
    CHECK(folder->inside("a/b/c") == folder->temporary() + "/a/b/c");
    CHECK(folder->inside("a/b/d") == folder->temporary() + "/a/b/d");
    CHECK(files.kind(folder->temporary() + "/a/b") == Kind::folder);
    CHECK_FALSE(files.kind(folder->temporary() + "/a/b/c"));
    CHECK_THROWS_AS((void)folder->inside("../x"), std::logic_error);
  }

  TEST_CASE("AtomicFolder without commit leaves nothing, however it was moved") {
    MemoryFiles files;
    {
      auto folder = AtomicFolder::create(files, "/out");
      REQUIRE(folder);
      AtomicFolder moved = *std::move(folder);
      files.create(moved.inside("a/b"))->close();
      CHECK(files.paths().size() == 3);
    }
    CHECK(files.paths().empty());
  }

  TEST_CASE("AtomicFolder leaves what it handed over to a journal, and can still be committed (F16)") {
    MemoryFiles files;
    std::string temporary;
    {
      auto folder = AtomicFolder::create(files, "/out");
      REQUIRE(folder);
      temporary = folder->temporary();
      files.create(folder->inside("a"))->close();
      folder->hand_over();
    }
    CHECK(files.kind(temporary + "/a") == Kind::file);
    auto folder = AtomicFolder::create(files, "/other");
    REQUIRE(folder);
    folder->hand_over();
    folder->commit();
    CHECK(files.kind("/other") == Kind::folder);
  }

  TEST_CASE("AtomicFolder makes nothing before its name can be recorded, and an empty folder when it stays empty") {
    MemoryFiles files;
    auto folder = AtomicFolder::create(files, "/out");
    REQUIRE(folder);
    CHECK(files.paths().empty());
    folder->commit();
    CHECK(files.paths() == Paths{"/out/"});
  }

  TEST_CASE("is_temporary_name takes the names that are given while something is prepared, and no others") {
    MemoryFiles files;
    for (const char* path : {"/out", "/.tmp", "/a.tmp"}) {
      const auto folder = AtomicFolder::create(files, path);
      REQUIRE(folder);
      CHECK(is_temporary_name(last_name(folder->temporary())));
    }
    for (const char* name : {"", ".tmp", "out", ".out.tmp", ".0123456789abcdef.tmp", "out.0123456789abcdef.tmp",
                             ".out.0123456789ABCDEF.tmp", ".out.0123456789abcde.tmp", ".out-0123456789abcdef.tmp",
                             ".out.0123456789abcdef.tmp2"}) {
      CAPTURE(name);
      CHECK_FALSE(is_temporary_name(name));
    }
  }

  TEST_CASE("remove_abandoned removes what was left under temporary names, and nothing else (F01)") {
    MemoryFiles files;
    files.put("/d/.out.0123456789abcdef.tmp/inner", "x");
    files.put("/d/.file.0123456789abcdef.tmp", "x");
    files.put("/d/.out.tmp", "x");
    files.put("/d/deeper/.file.0123456789abcdef.tmp", "x");
    remove_abandoned(files, "/d");
    CHECK(files.paths() == Paths{"/d/", "/d/.out.tmp", "/d/deeper/", "/d/deeper/.file.0123456789abcdef.tmp"});
    CHECK_THROWS_AS(remove_abandoned(files, "/none"), EnvironmentError);
  }

  TEST_CASE("remove_abandoned_beside removes files of that name alone, also of one that was cut (F01)") {
    MemoryFiles files;
    const std::string name(210, 'p');
    files.put("/d/.plan.0123456789abcdef.tmp", "x");
    files.put("/d/.plan.b.0123456789abcdef.tmp", "x");
    files.put("/d/.plan.0123456789abcdee.tmp/inner", "x");
    files.put("/d/." + name.substr(0, 200) + ".0123456789abcdef.tmp", "x");
    remove_abandoned_beside(files, "/d/plan");
    remove_abandoned_beside(files, "/d/" + name);
    remove_abandoned_beside(files, "/none/plan");
    CHECK(files.paths() == Paths{"/d/", "/d/.plan.0123456789abcdee.tmp/", "/d/.plan.0123456789abcdee.tmp/inner",
                                 "/d/.plan.b.0123456789abcdef.tmp"});
  }
}
