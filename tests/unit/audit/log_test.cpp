// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <stdexcept>

#include "tests/support/memory_files.h"
#include "tests/unit/audit/sample_log.h"

using namespace compliance;
using compliance::testing::make_log;
using compliance::testing::MemoryFiles;
using compliance::testing::sample_leaves;

namespace {

AuditLog open_log(FileSystem& files) { return AuditLog::open(files, "/audit", "/audit.key"); }

LogVerifier verifier_of(MemoryFiles& files) { return *LogVerifier::parse(files.text("/audit/verifier")); }

std::vector<std::string> tile_files(const MemoryFiles& files) {
  std::vector<std::string> found;
  for (const std::string& path : files.paths())
    if (path.starts_with("/audit/tile/") && !path.ends_with('/')) found.push_back(path.substr(12));
  return found;
}

void flip(MemoryFiles& files, const std::string& path, std::size_t at) {
  std::string text = files.text(path);
  text.at(at) = static_cast<char>(text.at(at) ^ 1);
  files.put(path, text);
}

}  // namespace

TEST_SUITE("audit/log") {
  TEST_CASE("create makes an empty log that verifies, its key and its verifier (A01)") {
    MemoryFiles files;
    make_log(files, "/audit", 0, 1);
    CHECK(files.paths() == std::vector<std::string>{"/audit/", "/audit/checkpoint", "/audit/verifier", "/audit.key"});
    CHECK(files.text("/audit.key").starts_with("PRIVATE+KEY+acme.example/dpo/audit+"));
    CHECK(files.text("/audit/checkpoint")
              .starts_with("acme.example/dpo/audit\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"));
    const auto report = verify_log(files, "/audit", verifier_of(files));
    REQUIRE(report);
    CHECK(report->findings.empty());
    CHECK(open_log(files).checkpoint() == report->checkpoint);
  }

  TEST_CASE("create never replaces a log or a key, and takes no name that is none") {
    MemoryFiles files;
    make_log(files, "/audit", 3, 3);
    const std::string before = files.text("/audit/checkpoint"), key = files.text("/audit.key");
    CHECK_THROWS_AS(AuditLog::create(files, "/audit", "/other.key", "log"), EnvironmentError);
    CHECK_THROWS_AS(AuditLog::create(files, "/other", "/audit.key", "log"), EnvironmentError);
    CHECK_THROWS_AS(AuditLog::create(files, "/third", "/third.key", "a name"), std::logic_error);
    CHECK(files.text("/audit/checkpoint") == before);
    CHECK(files.text("/audit.key") == key);
    CHECK_FALSE(files.kind("/third"));
  }

  TEST_CASE("append keeps a log that verifies at every size, and read_leaves gives back what was added (A01)") {
    for (const std::uint64_t batch : {1U, 100U, 256U, 1000U}) {
      MemoryFiles files;
      make_log(files, "/audit", 0, 1);
      for (std::uint64_t size = 0; size < 600; size += batch) {
        open_log(files).append(sample_leaves(size, size + batch));
        if (batch == 1 && size % 256 > 1 && size % 256 < 254) continue;
        CAPTURE(size + batch);
        const auto report = verify_log(files, "/audit", verifier_of(files));
        REQUIRE(report);
        CHECK(report->findings.empty());
        CHECK(report->checkpoint.size == size + batch);
        CHECK(*read_leaves(files, "/audit", 0, size + batch) == sample_leaves(0, size + batch));
      }
    }
  }

  TEST_CASE("append makes the folders for any number of entries, however the log's folder is written") {
    for (const std::string folder : {"/a/log", "/a/log/", "a//log"}) {
      CAPTURE(folder);
      MemoryFiles files;
      files.put("/a/other", "");
      AuditLog::create(files, folder, "/key", testing::log_origin);
      AuditLog::open(files, folder, "/key").append(sample_leaves(0, 300));
      CHECK(AuditLog::open(files, "/a/log", "/key").checkpoint().size == 300);
      CHECK(*read_leaves(files, folder, 256, 300) == sample_leaves(256, 300));
    }
  }

  TEST_CASE("append leaves only the files that its checkpoint needs") {
    MemoryFiles files;
    make_log(files, "/audit", 255, 1);
    CHECK(tile_files(files) == std::vector<std::string>{"0/000.p/255", "entries/000.p/255"});
    open_log(files).append(sample_leaves(255, 256));
    CHECK(tile_files(files) == std::vector<std::string>{"0/000", "1/000.p/1", "entries/000"});
    open_log(files).append(sample_leaves(256, 257));
    open_log(files).append(sample_leaves(257, 520));
    CHECK(tile_files(files) == std::vector<std::string>{"0/000", "0/001", "0/002.p/8", "1/000.p/2", "entries/000",
                                                        "entries/001", "entries/002.p/8"});
  }

  TEST_CASE("append removes what a crash left in its way, and not what lies elsewhere") {
    MemoryFiles files;
    make_log(files, "/audit", 5, 5);
    for (const char* orphan : {"entries/000.p/7", "0/000.p/7", "0/000.p/.6.0123456789abcdef.tmp", "0/001.p/3"})
      files.put("/audit/tile/" + std::string{orphan}, "left by a crash");
    open_log(files).append(sample_leaves(5, 6));
    CHECK(tile_files(files) == std::vector<std::string>{"0/000.p/6", "0/001.p/3", "entries/000.p/6"});
    open_log(files).append(sample_leaves(6, 600));
    CHECK(tile_files(files) == std::vector<std::string>{"0/000", "0/001", "0/002.p/88", "1/000.p/2", "entries/000",
                                                        "entries/001", "entries/002.p/88"});
  }

  TEST_CASE("append without leaves changes nothing; with an empty or too long one it is refused") {
    MemoryFiles files;
    make_log(files, "/audit", 5, 5);
    const auto paths = files.paths();
    const std::string checkpoint = files.text("/audit/checkpoint");
    AuditLog log = open_log(files);
    log.append({});
    const std::vector<std::string> empty{""}, long_one{std::string(max_leaf_size + 1, 'x')};
    CHECK_THROWS_AS(log.append(empty), std::logic_error);
    CHECK_THROWS_AS(log.append(long_one), std::logic_error);
    CHECK(files.paths() == paths);
    CHECK(files.text("/audit/checkpoint") == checkpoint);
  }

  TEST_CASE("append refuses to sign damage: the right edge must be what the checkpoint signs") {
    for (const char* name : {"entries/002.p/8", "0/002.p/8", "1/000.p/2"}) {
      CAPTURE(name);
      MemoryFiles files;
      make_log(files, "/audit", 520, 520);
      const std::string path = "/audit/tile/" + std::string{name}, good = files.text(path);
      const std::string checkpoint = files.text("/audit/checkpoint");
      const auto is_refused = [&] {
        CHECK_THROWS_AS(open_log(files).append(sample_leaves(520, 521)), EnvironmentError);
        CHECK(files.text("/audit/checkpoint") == checkpoint);
      };
      flip(files, path, 40);
      is_refused();
      files.put(path, good.substr(0, good.size() - 1));
      is_refused();
      files.put(path, good + '\0');
      is_refused();
      files.remove_tree(path);
      is_refused();
      files.put(path, good);
      CHECK_NOTHROW(open_log(files).append(sample_leaves(520, 521)));
    }
  }

  TEST_CASE("append reads the right edge alone, however long the log is") {
    MemoryFiles files;
    make_log(files, "/audit", 600, 600);
    for (const char* name : {"0/000", "0/001", "entries/000", "entries/001"})
      files.remove_tree("/audit/tile/" + std::string{name});
    CHECK_NOTHROW(open_log(files).append(sample_leaves(600, 800)));
  }

  TEST_CASE("open never starts a log anew: no checkpoint, another key or a damaged one is a failure (A12)") {
    MemoryFiles files;
    make_log(files, "/audit", 5, 5);
    const std::string checkpoint = files.text("/audit/checkpoint"), key = files.text("/audit.key");
    files.remove_tree("/audit/checkpoint");
    CHECK_THROWS_WITH_AS(open_log(files), "/audit/checkpoint: expected a file, and nothing is there", EnvironmentError);
    CHECK_FALSE(files.kind("/audit/checkpoint"));
    files.put("/audit/checkpoint", "");
    CHECK_THROWS_AS(open_log(files), EnvironmentError);
    files.put("/audit/checkpoint", checkpoint);
    flip(files, "/audit/checkpoint", 23);
    CHECK_THROWS_WITH_AS(open_log(files),
                         "/audit/checkpoint:5: the signature does not match the text: one of them was changed",
                         EnvironmentError);
    files.put("/audit/checkpoint", checkpoint);
    AuditLog::create(files, "/other", "/other.key", testing::log_origin);
    files.put("/audit.key", files.text("/other.key"));
    CHECK_THROWS_AS(open_log(files), EnvironmentError);
    files.remove_tree("/audit.key");
    CHECK_THROWS_WITH_AS(open_log(files), "/audit.key: the key of the audit log is not there", EnvironmentError);
    files.put("/audit.key", key.substr(0, 40));
    CHECK_THROWS_AS(open_log(files), EnvironmentError);
    files.put("/audit.key", key);
    CHECK(open_log(files).checkpoint().size == 5);
  }

  TEST_CASE("open refuses a key that others may read, and says nothing of the key") {
    MemoryFiles files;
    make_log(files, "/audit", 5, 5);
    files.expose("/audit.key");
    CHECK_THROWS_WITH_AS(open_log(files),
                         "/audit.key: others may use the key of the audit log; it must be yours, with mode 0600",
                         EnvironmentError);
  }

  TEST_CASE("read_leaves gives any range, and names what cannot be read") {
    MemoryFiles files;
    make_log(files, "/audit", 520, 520);
    CHECK(*read_leaves(files, "/audit", 250, 515) == sample_leaves(250, 515));
    CHECK(read_leaves(files, "/audit", 7, 7)->empty());
    CHECK(to_string(read_leaves(files, "/audit", 0, 521).error()) ==
          "/audit: expected numbers of entries in order, up to 520");
    CHECK_FALSE(read_leaves(files, "/audit", 3, 2));
    const std::string bundle = files.text("/audit/tile/entries/001");
    files.put("/audit/tile/entries/001", bundle.substr(1));
    CHECK(read_leaves(files, "/audit", 0, 256));
    CHECK(to_string(read_leaves(files, "/audit", 0, 257).error()) ==
          "/audit/tile/entries/001: expected the number of entries here to be 256");
    files.remove_tree("/audit/tile/entries/001");
    CHECK(read_leaves(files, "/audit", 0, 257).error().place.source == "/audit/tile/entries/001");
  }
}
