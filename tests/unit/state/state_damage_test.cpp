// SPDX-License-Identifier: Apache-2.0
// A state that is damaged, locked, exposed, out of space, or half restored from a backup.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <functional>

#include "libcompliance/state/database.h"
#include "tests/unit/state/fixture.h"

using namespace compliance;
using namespace compliance::testing;
namespace fs = std::filesystem;
using Access = State::Access;

namespace {

FileSystem& files = operating_system();

void overwrite(const std::string& path, off_t offset, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY);
  REQUIRE(::pwrite(file, bytes.data(), bytes.size(), offset) == static_cast<ssize_t>(bytes.size()));
  REQUIRE(::close(file) == 0);
}

std::string refusal(const StateFolder& place, Access access = Access::write) {
  return message_of([&] { (void)place.open(access); });
}

constexpr auto copy_all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;

}  // namespace

TEST_SUITE("state/damage") {
  TEST_CASE("open refuses a state.db that is damaged, foreign, newer or missing, by name, and never makes one (F18)") {
    struct Row {
      const char* what;
      std::function<void(const std::string&)> damage;
      const char* message;
    };
    const Row rows[] = {
        {"empty", [](const auto& db) { fs::resize_file(db, 0); }, ": is not a state of this program, or is damaged"},
        {"truncated", [](const auto& db) { fs::resize_file(db, fs::file_size(db) / 2 / 4096 * 4096); },
         ": cannot open the database: database disk image is malformed"},
        {"no database", [](const auto& db) { overwrite(db, 0, "not SQLite at all"); },
         ": cannot open the database: file is not a database"},
        {"a garbage page", [](const auto& db) { overwrite(db, 2 * 4096, std::string(4096, '\x5a')); }, ": is damaged"},
        {"another program's", [](const auto& db) { overwrite(db, 68, std::string(4, '\0')); },
         ": is not a state of this program, or is damaged"},
        {"newer",
         [](const auto& db) {
           overwrite(db, 60, std::string_view{"\0\0\0\4", 4});
         },
         ": was made by a newer version of this program"},
        {"missing", [](const auto& db) { fs::remove(db); }, ": is missing or no file"},
        {"a link", [](const auto& db) { fs::rename(db, db + "2"), fs::create_symlink(db + "2", db); },
         ": is missing or no file"}};
    for (const Row& row : rows) {
      CAPTURE(row.what);
      const StateFolder place;
      const std::string database = place / "state.db";
      row.damage(database);
      const auto size = fs::exists(database) ? fs::file_size(database) : 0;
      for (const Access access : {Access::write, Access::read}) {
        const std::string message = refusal(place, access);
        CHECK_MESSAGE(message.starts_with(database + row.message), message);
      }
      CHECK((fs::exists(database) ? fs::file_size(database) : 0) == size);
    }
  }

  TEST_CASE("open refuses a state that others may reach (S26)") {
    const StateFolder place;
    for (const char* name : {"", "state.db"}) {
      const std::string path = *name == '\0' ? place.path() : place / name;
      const mode_t mode = fs::is_directory(path) ? 0700 : 0600;
      REQUIRE(::chmod(path.c_str(), mode | 0004U) == 0);
      CHECK(refusal(place).starts_with(path + ": others may reach the state"));
      CHECK(refusal(place, Access::read).starts_with(path + ": others may reach the state"));
      REQUIRE(::chmod(path.c_str(), mode) == 0);
    }
    REQUIRE(::chmod((place / "keys/audit.key").c_str(), 0640) == 0);
    CHECK(refusal(place).starts_with(place / "keys/audit.key: others may use the key"));
  }

  TEST_CASE(
      "a second writer is told that another run is busy, a reader is not disturbed, and the lock ends (C01, C05)") {
    const StateFolder place;
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t holder = ::fork();
    if (holder == 0) {
      try {
        const State state = place.open();
        if (::write(ready[1], "y", 1) == 1) ::pause();
      } catch (...) {  // NOLINT: the parent sees the missing byte
      }
      ::_exit(1);
    }
    ::close(ready[1]);
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    ::close(ready[0]);
    CHECK(refusal(place) == place.path() + ": another run is busy with this state");
    CHECK(place.open(Access::read).controller() == "Example B.V.");
    ::kill(holder, SIGKILL);
    ::waitpid(holder, nullptr, 0);
    CHECK(refusal(place) == "no error");
  }

  TEST_CASE("reading works when not one byte can be written, and writing says why not (F11, F12)") {
    const StateFolder place;
    CHECK(in_child([&] {
            const rlimit nothing{.rlim_cur = 0, .rlim_max = 0};
            ::signal(SIGXFSZ, SIG_IGN);
            if (::setrlimit(RLIMIT_FSIZE, &nothing) != 0) return 1;
            if (place.open(Access::read).entry_count() != 1) return 2;
            State state = place.open();
            const std::string message = message_of([&] { state.record_plan(subject(), {}, noon, tool); });
            return message.starts_with(place / "state.db: cannot use the database: ") ? 0 : 3;
          }) == 0);
    CHECK(place.open().entry_count() == 1);
  }

  TEST_CASE("reading works on a read-only disk, and writing is refused (F11)") {
    const StateFolder place;
    const int status = in_child([&] {
      const std::string path = place.path();
      if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
          ::mount(path.c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0 ||
          ::mount(nullptr, path.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0)
        return 77;
      if (place.open(Access::read).entry_count() != 1) return 1;
      return refusal(place) == place / "lock: cannot lock: Read-only file system" ? 0 : 2;
    });
    if (status == 77)
      MESSAGE("not tried: only root can mount");
    else
      CHECK(status == 0);
  }

  TEST_CASE("a reader sees the last committed state after a writer was killed inside a transaction (C05)") {
    const StateFolder place;
    CHECK(in_child([&] {
            Database database{place / "state.db", Database::Mode::write};
            database.run("PRAGMA cache_size = 1");  // changed pages go to the file before the commit
            Database::Transaction transaction{database};
            database.run("UPDATE state SET entries = 100");
            for (std::int64_t seq = 0; seq < 100; ++seq)
              database.run("INSERT INTO outbox VALUES (?1, ?2)", {seq, std::string(4000, 'x')});
            return ::raise(SIGKILL);
          }) == 128 + SIGKILL);
    CHECK(fs::file_size(place / "state.db-journal") > 0);
    CHECK(place.open(Access::read).entry_count() == 1);
    CHECK(place.open().entry_count() == 1);
  }

  TEST_CASE("a database that was restored from an older copy is refused, and both are named (A12, G07)") {
    const StateFolder place;
    fs::copy_file(place / "state.db", place.beside("older.db"));
    place.open().record_plan(subject(), {}, noon, tool);
    fs::copy_file(place.beside("older.db"), place / "state.db", fs::copy_options::overwrite_existing);
    CHECK(refusal(place) == place / "state.db" + " and " + (place / "audit") +
                                " do not belong together: the log's length is 2 and the database wrote 1, as after "
                                "restoring an older copy of the database");
    CHECK(place.open(Access::read).entry_count() == 1);
  }

  TEST_CASE("a log that was restored from an older copy is refused, and both are named (A09, A12)") {
    const StateFolder place;
    fs::copy(place / "audit", place.beside("older"), copy_all);
    place.open().record_plan(subject(), {}, noon, tool);
    files.remove_tree(place / "audit");
    fs::copy(place.beside("older"), place / "audit", copy_all);
    CHECK(refusal(place) == place / "state.db" + " and " + (place / "audit") +
                                " do not belong together: the log's length is 1 and was 2, as after restoring an older "
                                "copy of the log");
  }

  TEST_CASE("a removed log, checkpoint or key is never made anew (A12)") {
    struct Row {
      const char* removed;
      const char* named;
    };
    for (const Row& row : {Row{"audit", "audit: "}, Row{"audit/checkpoint", "audit/checkpoint: "},
                           Row{"keys", "keys/audit.key: "}, Row{"keys/audit.key", "keys/audit.key: "}}) {
      CAPTURE(row.removed);
      const StateFolder place;
      files.remove_tree(place / row.removed);
      const std::string message = refusal(place);
      CHECK_MESSAGE(message.starts_with(place / row.named), message);
      CHECK_FALSE(files.kind(place / row.removed));
    }
  }

  TEST_CASE("another state's log, also one of the same name and length, is refused") {
    const StateFolder place, other;
    for (const char* name : {"audit", "keys"}) {
      files.remove_tree(place / name);
      fs::copy(other / name, place / name, copy_all);
    }
    CHECK(refusal(place).ends_with(" do not belong together: the log was rewritten"));
  }

  TEST_CASE("entries in the log that the database did not write are refused when it has others to publish") {
    const StateFolder place;
    fs::copy_file(place / "state.db", place.beside("older.db"));
    place.open().record_plan(subject(), {}, noon, tool);
    fs::copy_file(place.beside("older.db"), place / "state.db", fs::copy_options::overwrite_existing);
    {
      Database database{place / "state.db", Database::Mode::write};
      database.run("UPDATE state SET entries = 2");
      database.run("INSERT INTO outbox VALUES (1, 'another entry')");
    }
    CHECK(refusal(place).ends_with(" do not belong together: the log has other entries than were written"));
  }

  TEST_CASE("an outbox with a gap is damage") {
    const StateFolder place;
    {
      Database database{place / "state.db", Database::Mode::write};
      database.run("UPDATE state SET entries = 3");
      database.run("INSERT INTO outbox VALUES (2, 'third')");
    }
    CHECK(refusal(place) == place / "state.db: is damaged");
  }
}
