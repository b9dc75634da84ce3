// SPDX-License-Identifier: Apache-2.0
// Tampering, each kind named by what it is (A03–A10). The log has 600 entries: two full bundles, one of 88, and a tile
// of level 1 with two hashes.

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ostream>

#include "libcompliance/audit/tiles.h"
#include "libcompliance/audit/tree.h"
#include "tests/support/memory_files.h"
#include "tests/unit/audit/sample_log.h"

using namespace compliance;
using compliance::testing::make_log;
using compliance::testing::MemoryFiles;
using compliance::testing::sample_entry;
using compliance::testing::sample_leaves;

namespace {

constexpr std::uint64_t size = 600;

class Log {
 public:
  Log() {
    for (const auto& [path, text] : texts()) files.put(path, text);
  }

  // "code file message" of each finding, and the first bad entry.
  std::vector<std::string> verify(std::vector<std::pair<std::string, std::string>> kept = {},
                                  std::optional<Checkpoint> known = {}) {
    const auto report = verify_log(files, "/audit", *LogVerifier::parse(files.text("/audit/verifier")), kept, known);
    REQUIRE(report);
    first_bad = report->first_bad;
    std::vector<std::string> lines;
    for (const Finding& finding : report->findings)
      lines.push_back(std::string{finding.code} + ' ' + finding.place.source + ' ' + finding.message);
    return lines;
  }

  std::string text(const std::string& name) const { return files.text("/audit/" + name); }
  void put(const std::string& name, const std::string& text) { files.put("/audit/" + name, text); }
  void flip(const std::string& name, std::size_t at) {
    std::string bytes = text(name);
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    put(name, bytes);
  }
  void remove(const std::string& name) { files.remove_tree("/audit/" + name); }
  void append(const std::vector<std::string>& leaves) { AuditLog::open(files, "/audit", "/audit.key").append(leaves); }

  // Replaces an entry by another of the same length, and its hash in the tile too if asked.
  enum class Tile { as_it_was, changed_too };
  void change_entry(std::uint64_t number, Tile tile) {
    const std::uint64_t index = number / tile_width;
    const std::size_t width = width_of(index, size);
    std::string bundle = text(bundle_path(index, width));
    const std::string entry{decode_bundle(bundle, width).entries[number % tile_width]};
    std::string other = entry;
    other.replace(other.find("timer"), 5, "TIMER");
    put(bundle_path(index, width), bundle.replace(bundle.find(entry), entry.size(), other));
    if (tile == Tile::as_it_was) return;
    std::string hashes = text(tile_path(0, index, width));
    put(tile_path(0, index, width), hashes.replace(number % tile_width * 32, 32, as_bytes(leaf_hash(other))));
  }

  MemoryFiles files;
  std::optional<std::uint64_t> first_bad;

 private:
  static const std::map<std::string, std::string>& texts() {
    static const std::map<std::string, std::string> log = [] {
      MemoryFiles made;
      make_log(made, "/audit", size, size);
      std::map<std::string, std::string> found;
      for (const std::string& path : made.paths())
        if (!path.ends_with('/')) found[path] = made.text(path);
      return found;
    }();
    return log;
  }
};

using Lines = std::vector<std::string>;

std::string line(std::string_view code, std::string_view name, std::string_view message) {
  return std::string{code} + " /audit/" + std::string{name} + ' ' + std::string{message};
}

void check_equal(const Lines& found, const Lines& expected) {
  CHECK(found.size() == expected.size());
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) CHECK(found[i] == expected[i]);
}

}  // namespace

TEST_SUITE("audit/verify") {
  TEST_CASE("verify_log finds nothing in a log that nobody touched") {
    Log log;
    check_equal(log.verify(), {});
    CHECK_FALSE(log.first_bad);
  }

  TEST_CASE("a changed entry is named by its number (A03)") {
    Log log;
    log.change_entry(300, Log::Tile::as_it_was);
    check_equal(log.verify(), {line("audit.entry_changed", "tile/entries/001", "is not what was signed: entry 300")});
    CHECK(log.first_bad == 300);
    log.change_entry(400, Log::Tile::as_it_was);
    log.change_entry(599, Log::Tile::as_it_was);
    check_equal(log.verify(),
                {line("audit.entry_changed", "tile/entries/001", "is not what was signed: entry 300 and 1 more"),
                 line("audit.entry_changed", "tile/entries/002.p/88", "is not what was signed: entry 599")});
    CHECK(log.first_bad == 300);
  }

  TEST_CASE("a flipped bit anywhere in a bundle is seen (A03)") {
    Log log;
    const std::string name = "tile/entries/002.p/88";
    const std::size_t bytes = log.text(name).size();
    for (std::size_t at = 0; at < bytes; at += 997) {
      CAPTURE(at);
      log.flip(name, at);
      CHECK_FALSE(log.verify().empty());
      CHECK(log.first_bad.value_or(0) >= 512);
      log.flip(name, at);
    }
    check_equal(log.verify(), {});
  }

  TEST_CASE("a changed level-0 tile is named, and no entry is blamed (A04)") {
    Log log;
    log.flip("tile/0/001", 44 * 32);
    check_equal(log.verify(), {line("audit.tile_changed", "tile/0/001", "does not hold the hash of entry 300")});
    CHECK_FALSE(log.first_bad);
  }

  TEST_CASE("a changed level-1 tile is named (A05)") {
    Log log;
    log.flip("tile/1/000.p/2", 40);
    check_equal(log.verify(),
                {line("audit.tile_changed", "tile/1/000.p/2", "does not hold the hash of entries 256 to 511")});
    CHECK_FALSE(log.first_bad);
    log.change_entry(3, Log::Tile::as_it_was);
    check_equal(log.verify(),
                {line("audit.entry_changed", "tile/entries/000", "is not what was signed: entry 3"),
                 line("audit.tile_changed", "tile/1/000.p/2", "does not hold the hash of entries 256 to 511")});
  }

  TEST_CASE("a changed checkpoint is a bad signature (A06)") {
    Log log;
    log.flip("checkpoint", 24);
    check_equal(log.verify(), {line("audit.bad_signature", "checkpoint",
                                    "the signature does not match the text: one of them was changed")});
  }

  TEST_CASE("a checkpoint signed by another key is a bad signature (A06)") {
    Log log, other;
    MemoryFiles files;
    make_log(files, "/audit", 3, 3);
    log.put("checkpoint", files.text("/audit/checkpoint"));
    check_equal(log.verify(), {line("audit.bad_signature", "checkpoint",
                                    "expected a signature of " +
                                        other.text("verifier").substr(0, other.text("verifier").size() - 1))});
  }

  TEST_CASE("a deleted file is named; what its tile still proves is taken from there (A07)") {
    Log log;
    log.remove("tile/entries/001");
    check_equal(log.verify(), {line("audit.missing", "tile/entries/001", "expected a file, and nothing is there")});
    CHECK(log.first_bad == 256);
    log.change_entry(7, Log::Tile::as_it_was);
    check_equal(log.verify(), {line("audit.missing", "tile/entries/001", "expected a file, and nothing is there"),
                               line("audit.entry_changed", "tile/entries/000", "is not what was signed: entry 7")});
    CHECK(log.first_bad == 7);

    for (const char* tile : {"tile/0/001", "tile/1/000.p/2"}) {
      Log another;
      another.remove(tile);
      check_equal(another.verify(), {line("audit.missing", tile, "expected a file, and nothing is there")});
      CHECK_FALSE(another.first_bad);
    }
  }

  TEST_CASE("where entries and hashes are gone, what follows is not called checked (A07)") {
    Log log;
    log.remove("tile/entries/001");
    log.remove("tile/0/001");
    check_equal(log.verify(),
                {line("audit.missing", "tile/entries/001", "expected a file, and nothing is there"),
                 line("audit.missing", "tile/0/001", "expected a file, and nothing is there"),
                 line("audit.missing", "tile/entries/001",
                      "neither the entries from 256 on nor their hashes are there; what follows was not checked")});
    CHECK(log.first_bad == 256);
  }

  TEST_CASE("a cut file is named, and the first entry that is lost (A08)") {
    Log log;
    const std::string name = "tile/entries/001", bundle = log.text(name);
    log.put(name, bundle.substr(0, bundle.size() - 1));
    check_equal(log.verify(), {line("audit.cut", name, "ends before its last entry")});
    CHECK(log.first_bad == 511);
    log.put(name, "");
    check_equal(log.verify(), {line("audit.cut", name, "ends before its last entry")});
    CHECK(log.first_bad == 256);
    log.put(name, bundle);
    for (const char* tile : {"tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"}) {
      const std::string bytes = log.text(tile);
      log.put(tile, bytes.substr(0, bytes.size() - 1));
      check_equal(log.verify(), {line("audit.cut", tile, "ends before its last entry")});
      log.put(tile, bytes);
    }
  }

  TEST_CASE("an extended file is named (A08)") {
    for (const char* name : {"tile/entries/001", "tile/entries/002.p/88", "tile/0/001", "tile/1/000.p/2"}) {
      Log log;
      std::string bytes = log.text(name);
      add_to_bundle(bytes, sample_leaves(600, 601).front());
      log.put(name, bytes);
      check_equal(log.verify(), {line("audit.extended", name, "goes on after its last entry")});
    }
  }

  TEST_CASE("an entry and its hash changed together still fail (A10)") {
    Log log;
    log.change_entry(300, Log::Tile::changed_too);
    check_equal(log.verify(),
                {line("audit.root_differs", "checkpoint",
                      "the 600 entries do not lead to the signed root, and neither do the tiles: both were changed"),
                 line("audit.root_differs", "tile/1/000.p/2", "does not hold the hash of entries 256 to 511")});
    Log last;
    last.change_entry(599, Log::Tile::changed_too);
    check_equal(last.verify(),
                {line("audit.root_differs", "checkpoint",
                      "the 600 entries do not lead to the signed root, and neither do the tiles: both were changed")});
  }

  TEST_CASE("entries and all their tiles changed together still fail (A10)") {
    Log log;
    MemoryFiles forged;
    AuditLog::create(forged, "/audit", "/audit.key", testing::log_origin);
    auto leaves = sample_leaves(0, size);
    AuditEntry other = sample_entry(300);
    other.by = By::cli;
    leaves[300] = to_leaf(other);
    AuditLog::open(forged, "/audit", "/audit.key").append(leaves);
    for (const std::string& path : forged.paths())
      if (path.starts_with("/audit/tile/") && !path.ends_with('/')) log.files.put(path, forged.text(path));
    check_equal(log.verify(),
                {line("audit.root_differs", "checkpoint",
                      "the 600 entries do not lead to the signed root, and neither do the tiles: both were changed")});
  }

  TEST_CASE("an old copy, a cut tail and a rewritten log are OK by themselves, and seen with a kept checkpoint (A09)") {
    MemoryFiles files;
    make_log(files, "/audit", 300, 300);
    const LogVerifier verifier = *LogVerifier::parse(files.text("/audit/verifier"));
    const std::string at_300 = files.text("/audit/checkpoint");
    std::map<std::string, std::string> copy;
    for (const std::string& path : files.paths())
      if (!path.ends_with('/')) copy[path] = files.text(path);
    const auto restore = [&] {
      files.remove_tree("/audit");
      for (const auto& [path, text] : copy) files.put(path, text);
    };
    const auto verify = [&](std::vector<std::pair<std::string, std::string>> kept,
                            std::optional<Checkpoint> known = {}) {
      Lines lines;
      const auto report = verify_log(files, "/audit", verifier, kept, known);
      REQUIRE(report);
      for (const Finding& finding : report->findings)
        lines.push_back(std::string{finding.code} + ' ' + finding.place.source + ' ' + finding.message);
      return lines;
    };

    AuditLog::open(files, "/audit", "/audit.key").append(sample_leaves(300, 700));
    const std::string at_700 = files.text("/audit/checkpoint");
    const Checkpoint known = *open_checkpoint(at_700, verifier, "");
    check_equal(verify({{"kept-300", at_300}, {"kept-700", at_700}}, known), {});

    restore();
    check_equal(verify({}), {});
    check_equal(verify({{"kept-300", at_300}}), {});
    check_equal(verify({{"kept-700", at_700}}),
                {"audit.rolled_back kept-700 ROLLED BACK: the log had 700 entries, and has 300"});
    check_equal(verify({}, known), {"audit.rolled_back state.db ROLLED BACK: the log had 700 entries, and has 300"});

    auto rewritten = sample_leaves(300, 701);
    AuditEntry other = sample_entry(699);
    other.counts = {};
    rewritten[399] = to_leaf(other);
    AuditLog::open(files, "/audit", "/audit.key").append(rewritten);
    check_equal(verify({}), {});
    check_equal(
        verify({{"kept-300", at_300}, {"kept-700", at_700}}, known),
        {"audit.rewritten kept-700 REWRITTEN: the first 700 entries were others than those of the log, which has "
         "701 now",
         "audit.rewritten state.db REWRITTEN: the first 700 entries were others than those of the log, which has "
         "701 now"});
  }

  TEST_CASE("every kept size is compared, at the edges of bundles too") {
    MemoryFiles files;
    make_log(files, "/audit", 0, 1);
    const LogVerifier verifier = *LogVerifier::parse(files.text("/audit/verifier"));
    std::vector<std::pair<std::string, std::string>> kept{{"0", files.text("/audit/checkpoint")}};
    std::uint64_t from = 0;
    for (const std::uint64_t to : {1U, 2U, 255U, 256U, 257U, 511U, 512U, 513U, 600U}) {
      AuditLog::open(files, "/audit", "/audit.key").append(sample_leaves(from, to));
      kept.emplace_back(std::to_string(to), files.text("/audit/checkpoint"));
      from = to;
    }
    CHECK(verify_log(files, "/audit", verifier, kept)->findings.empty());
    const LogSigner signer = *LogSigner::parse(files.text("/audit.key"));
    for (auto& [name, note] : kept) note = sign_checkpoint(std::stoull(name), sha256("another log"), signer);
    const auto report = verify_log(files, "/audit", verifier, kept);
    CHECK(report->findings.size() == kept.size());
    for (const Finding& finding : report->findings) CHECK(finding.code == "audit.rewritten");
  }

  TEST_CASE("a kept checkpoint of another key or log is a bad signature, not a pass") {
    Log log;
    MemoryFiles other;
    make_log(other, "/audit", 300, 300);
    const Lines lines = log.verify({{"kept", other.text("/audit/checkpoint")}, {"mail.txt", "Hello"}});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].starts_with("audit.bad_signature kept expected a signature of acme.example/dpo/audit+"));
    CHECK(lines[1] == "audit.bad_signature mail.txt expected a signed note: text, a blank line, signature lines");
  }

  TEST_CASE("a changed entry does not make a kept checkpoint look rewritten") {
    Log log;
    const std::string kept = log.text("checkpoint");
    log.change_entry(300, Log::Tile::as_it_was);
    check_equal(log.verify({{"kept", kept}}),
                {line("audit.entry_changed", "tile/entries/001", "is not what was signed: entry 300")});
  }

  TEST_CASE("a log without a checkpoint cannot be verified at all (A12)") {
    Log log;
    const LogVerifier verifier = *LogVerifier::parse(log.text("verifier"));
    log.remove("checkpoint");
    const auto report = verify_log(log.files, "/audit", verifier);
    REQUIRE_FALSE(report);
    CHECK(to_string(report.error()) == "/audit/checkpoint: expected a file, and nothing is there");
  }

  TEST_CASE("what was signed without its form, order or end is found") {
    struct Row {
      const char* what;
      std::function<void(std::vector<std::string>&)> change;
      Lines findings;
    };
    const auto changed = [](std::uint64_t number, const std::function<void(AuditEntry&)>& change) {
      return [number, change](std::vector<std::string>& leaves) {
        AuditEntry entry = sample_entry(number);
        change(entry);
        leaves[number] = to_leaf(entry);
      };
    };
    const std::string where = "tile/entries/000.p/10";
    for (const Row& row :
         {Row{"form",
              [](auto& leaves) { leaves[4] += ' '; },
              {line("audit.bad_form", where,
                    "entry 4: expected an entry in its canonical form, as compliance-audit-log(5) has it"),
               line("audit.bad_run", where, "entry 5 ends a run that had not begun")}},
          Row{"number",
              changed(4, [](AuditEntry& entry) { entry.seq = 5; }),
              {line("audit.bad_order", where, "entry 4 says that it is entry 5")}},
          Row{"time",
              changed(4, [](AuditEntry& entry) { entry.time = "2026-10-31T00:00:00Z"; }),
              {line("audit.bad_order", where, "entry 4 is earlier than the one before it, without saying so")}},
          Row{"clock",
              changed(4,
                      [](AuditEntry& entry) {
                        entry.time = "2026-10-31T00:00:00Z";
                        entry.clock_went_back = true;
                      }),
              {}},
          Row{"other end",
              changed(5, [](AuditEntry& entry) { entry.act = Act::apply_commit; }),
              {line("audit.bad_run", where, "entry 5 ends a run that had not begun")}},
          Row{"abort", changed(5, [](AuditEntry& entry) { entry.act = Act::retain_abort; }), {}},
          Row{"second begin",
              changed(5, [](AuditEntry& entry) { entry.act = Act::retain_begin; }),
              {line("audit.bad_run", where, "entry 5 begins a run that had begun already"),
               line("audit.unfinished_run", where,
                    "entry 5 (retain.begin) has no commit or abort, and other operations came after it")}},
          Row{"killed",
              changed(5, [](AuditEntry& entry) { entry.act = Act::plan; }),
              {line("audit.unfinished_run", where,
                    "entry 4 (retain.begin) has no commit or abort, and other operations came after it")}},
          Row{"hold, and its release",
              [&](auto& leaves) {
                changed(8, [](AuditEntry& entry) { entry.act = Act::hold_add; })(leaves);
                changed(9, [](AuditEntry& entry) { entry.act = Act::hold_release; })(leaves);
              },
              {}},
          Row{"hold that does not stand",
              changed(9, [](AuditEntry& entry) { entry.act = Act::hold_release; }),
              {line("audit.bad_run", where, "entry 9 releases a hold that does not stand")}},
          Row{"hold placed twice",
              [&](auto& leaves) {
                for (const std::uint64_t number : {8U, 9U})
                  changed(number, [](AuditEntry& entry) { entry.act = Act::hold_add; })(leaves);
              },
              {line("audit.bad_run", where, "entry 9 places a hold twice")}},
          Row{"a request, and a step of it",
              [&](auto& leaves) {
                changed(8, [](AuditEntry& entry) { entry.act = Act::request_add, entry.request = "R-2026-000001"; })(
                    leaves);
                changed(9, [](AuditEntry& entry) { entry.act = Act::request_close, entry.request = "R-2026-000001"; })(
                    leaves);
              },
              {}},
          Row{"a step of no request",
              changed(9, [](AuditEntry& entry) { entry.act = Act::request_refuse, entry.request = "R-2026-000001"; }),
              {line("audit.bad_run", where, "entry 9 is about something that was never registered")}},
          Row{"a request registered twice",
              [&](auto& leaves) {
                for (const std::uint64_t number : {8U, 9U})
                  changed(number, [](AuditEntry& entry) {
                    entry.act = Act::request_add, entry.request = "R-2026-000001";
                  })(leaves);
              },
              {line("audit.bad_run", where, "entry 9 registers something twice")}},
          Row{"at work", changed(9, [](AuditEntry& entry) { entry.act = Act::plan; }), {}}}) {
      CAPTURE(std::string{row.what});
      Log log;
      log.files.remove_tree("/audit");
      log.files.remove_tree("/audit.key");
      AuditLog::create(log.files, "/audit", "/audit.key", testing::log_origin);
      auto leaves = sample_leaves(0, 10);
      row.change(leaves);
      log.append(leaves);
      check_equal(log.verify(), row.findings);
    }
  }

  TEST_CASE("a reader that a writer overtakes starts again, and finds nothing wrong") {
    Log log;
    // Publishes between the reader's look at the checkpoint and its look at the last bundle.
    struct Overtaking final : FileSystem {
      explicit Overtaking(MemoryFiles& memory) : files(memory) {}
      Result<std::unique_ptr<ByteSource>> open(const std::string& path) override {
        if (path.ends_with(".p/88") && !std::exchange(done, true))
          AuditLog::open(files, "/audit", "/audit.key").append(sample_leaves(600, 602));
        return files.open(path);
      }
      std::optional<Kind> kind(const std::string& path) override { return files.kind(path); }
      bool is_private(const std::string& path) override { return files.is_private(path); }
      std::string absolute(const std::string& path) override { return files.absolute(path); }
      Result<std::vector<Entry>> list(const std::string& folder) override { return files.list(folder); }
      std::unique_ptr<NewFile> create(const std::string& path) override { return files.create(path); }
      void make_folder(const std::string& path) override { files.make_folder(path); }
      void rename(const std::string& from, const std::string& to, Replace replace) override {
        files.rename(from, to, replace);
      }
      void remove_tree(const std::string& path) override { files.remove_tree(path); }
      void sync_folder(const std::string& path) override { files.sync_folder(path); }
      std::unique_ptr<Lock> try_lock(const std::string& path) override { return files.try_lock(path); }

      MemoryFiles& files;
      bool done = false;
    } overtaking{log.files};
    const auto report = verify_log(overtaking, "/audit", *LogVerifier::parse(log.text("verifier")));
    REQUIRE(report);
    CHECK(overtaking.done);
    CHECK(report->findings.empty());
    CHECK(report->checkpoint.size == 602);
  }
}
