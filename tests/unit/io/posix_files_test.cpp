// SPDX-License-Identifier: Apache-2.0
// The operating system's files: links, pipes, permissions, limits, signals, locks.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "libcompliance/io/descriptor.h"
#include "libcompliance/io/files.h"
#include "tests/support/child.h"
#include "tests/support/temporary_folder.h"

using namespace compliance;
using compliance::testing::calls_of;
using compliance::testing::in_child;
using compliance::testing::refuse_call;
using compliance::testing::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

FileSystem& files = operating_system();

void write(const std::string& path, std::string_view text) {
  const auto file = files.create(path);
  file->write(text);
  file->close();
}

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

template <class Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_SUITE("io/posix") {
  TEST_CASE("files are 0600 and folders 0700 with a umask of 000, also the lock and the temporary ones (S25)") {
    const TemporaryFolder folder;
    const mode_t before = ::umask(0);
    write(folder / "file", "x");
    files.make_folder(folder / "folder");
    const auto lock = files.try_lock(folder / "lock");
    auto atomic_file = AtomicFile::create(files, folder / "atomic", FileSystem::Replace::no);
    auto atomic_folder = AtomicFolder::create(files, folder / "tree");
    REQUIRE(atomic_file);
    REQUIRE(atomic_folder);
    atomic_file->commit();
    const std::string inner = parent_path(atomic_folder->inside("inner/file"));
    ::umask(before);
    CHECK(mode_of(folder / "file") == 0600);
    CHECK(mode_of(folder / "folder") == 0700);
    CHECK(mode_of(folder / "lock") == 0600);
    CHECK(mode_of(folder / "atomic") == 0600);
    CHECK(mode_of(inner) == 0700);
    CHECK(mode_of(atomic_folder->temporary()) == 0700);
  }

  TEST_CASE("is_private is false for what group or others can reach, for links, and for somebody else's files (S26)") {
    const TemporaryFolder folder;
    write(folder / "key", "x");
    CHECK(files.is_private(folder / "key"));
    for (const mode_t mode : {0640U, 0604U, 0601U, 0620U}) {
      REQUIRE(::chmod((folder / "key").c_str(), mode) == 0);
      CHECK_FALSE(files.is_private(folder / "key"));
    }
    REQUIRE(::chmod((folder / "key").c_str(), 0600) == 0);
    fs::create_symlink(folder / "key", folder / "link");
    CHECK_FALSE(files.is_private(folder / "link"));
    if (::geteuid() == 0) {  // only root can give a file away
      REQUIRE(::chown((folder / "key").c_str(), 65534, 65534) == 0);
      CHECK_FALSE(files.is_private(folder / "key"));
    }
  }

  TEST_CASE("open and list refuse links, pipes, devices and paths through a file, without waiting (S16)") {
    const TemporaryFolder folder;
    write(folder / "file", "x");
    files.make_folder(folder / "folder");
    fs::create_symlink(folder / "file", folder / "link");
    fs::create_symlink(folder / "folder", folder / "folder-link");
    fs::create_symlink(folder / "nowhere", folder / "dangling");
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    const auto refusal = [&](const std::string& path) {
      const auto opened = files.open(path);
      return opened ? "opened" : opened.error().message;
    };
    CHECK(refusal(folder / "link") == "expected a file, not a link");
    CHECK(refusal(folder / "dangling") == "expected a file, not a link");
    CHECK(refusal(folder / "folder") == "expected a file, not a folder");
    CHECK(refusal(folder / "pipe") == "expected a file");
    CHECK(refusal("/dev/null") == "expected a file");
    CHECK(refusal(folder / "file/x") == "expected a file, and nothing is there");
    CHECK(refusal(folder / std::string(300, 'n')) == "expected a shorter file name");
    CHECK_FALSE(files.list(folder / "folder-link"));
    CHECK(files.kind(folder / "link") == Kind::other);
    CHECK(files.kind(folder / "pipe") == Kind::other);
    CHECK(files.list(folder.path())->size() == 6);
  }

  TEST_CASE("only ENOENT means absent: a path through a file throws") {
    const TemporaryFolder folder;
    write(folder / "file", "x");
    CHECK_FALSE(files.kind(folder / "none"));
    CHECK(message_of([&] { (void)files.kind(folder / "file/x"); }) == folder / "file/x: cannot look: Not a directory");
    CHECK(message_of([&] { (void)files.kind(std::string{"a\0b", 3}); }) == "a: cannot use this name: Invalid argument");
  }

  TEST_CASE("a link planted at a name that we want is an error, and its target is untouched (S17)") {
    const TemporaryFolder folder;
    write(folder / "victim", "precious");
    fs::create_symlink(folder / "victim", folder / "planted");
    CHECK(message_of([&] { (void)files.create(folder / "planted"); }) ==
          folder / "planted: cannot create: File exists");
    CHECK_THROWS_AS((void)files.try_lock(folder / "planted"), EnvironmentError);
    CHECK_FALSE(AtomicFile::create(files, folder / "planted", FileSystem::Replace::yes));
    write(folder / "new", "new");
    CHECK_THROWS_AS(files.rename(folder / "new", folder / "planted", FileSystem::Replace::no), EnvironmentError);
    files.rename(folder / "new", folder / "planted", FileSystem::Replace::yes);
    CHECK(*read_file(files, folder / "victim", 100) == "precious");
    CHECK(*read_file(files, folder / "planted", 100) == "new");
  }

  TEST_CASE("remove_tree removes links and leaves what they point to") {
    const TemporaryFolder folder;
    files.make_folder(folder / "keep");
    write(folder / "keep/file", "x");
    files.make_folder(folder / "gone");
    files.make_folder(folder / "gone/deep");
    write(folder / "gone/deep/file", "x");
    fs::create_symlink(folder / "keep", folder / "gone/link");
    REQUIRE(::mkfifo((folder / "gone/deep/pipe").c_str(), 0600) == 0);
    files.remove_tree(folder / "gone");
    CHECK_FALSE(files.kind(folder / "gone"));
    fs::create_symlink(folder / "keep", folder / "link");
    files.remove_tree(folder / "link");
    CHECK_FALSE(files.kind(folder / "link"));
    CHECK(*read_file(files, folder / "keep/file", 1) == "x");
  }

  TEST_CASE("where the file system cannot rename without replacing, two steps refuse a taken name too") {
    const TemporaryFolder folder;
    write(folder / "file", "mine");
    write(folder / "taken", "theirs");
    files.make_folder(folder / "folder");
    for (const char* from : {"file", "folder"}) {
      CAPTURE(from);
      CHECK(message_of([&] { io::rename_in_two_steps(folder / from, folder / "taken"); }) ==
            folder / "taken: cannot rename to this name: File exists");
      CHECK(files.kind(folder / from));
      const std::string to = folder / (std::string{from} + "-renamed");
      io::rename_in_two_steps(folder / from, to);
      CHECK(files.kind(to));
      CHECK_FALSE(files.kind(folder / from));
    }
    CHECK(*read_file(files, folder / "taken", 100) == "theirs");
    CHECK(*read_file(files, folder / "file-renamed", 100) == "mine");
    CHECK_THROWS_AS(io::rename_in_two_steps(folder / "none", folder / "x"), EnvironmentError);
  }

  TEST_CASE("writes of all sizes arrive in order") {
    const TemporaryFolder folder;
    std::string expected;
    const auto file = files.create(folder / "file");
    for (const std::size_t size : {0UL, 1UL, 1000UL, 131071UL, 131072UL, 131073UL, 1UL, 300000UL, 70000UL, 70000UL}) {
      const std::string piece(size, static_cast<char>('a' + size % 26));
      file->write(piece);
      expected += piece;
    }
    file->close();
    CHECK(*read_file(files, folder / "file", expected.size()) == expected);
    CHECK_THROWS_AS(file->write("more"), EnvironmentError);
    CHECK_THROWS_AS(file->close(), EnvironmentError);
  }

  TEST_CASE("a NewFile that is not closed is left as it is") {
    const TemporaryFolder folder;
    files.create(folder / "file")->write("kept back");
    CHECK(read_file(files, folder / "file", 100)->empty());
  }

  TEST_CASE("a file that grows past the limit is an error with its reason, and stays one (F10)") {
    const TemporaryFolder folder;
    const std::string path = folder / "file";
    CHECK(in_child([&] {
            const rlimit limit{.rlim_cur = 150000, .rlim_max = 150000};
            ::signal(SIGXFSZ, SIG_IGN);
            if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
            const auto file = files.create(path);
            const std::string message = message_of([&] { file->write(std::string(200000, 'x')); });
            if (message != path + ": cannot write: File too large") return 2;
            if (message_of([&] { file->write("x"); }) == "no error") return 3;
            return message_of([&] { file->close(); }) == "no error" ? 4 : 0;
          }) == 0);
    CHECK(fs::file_size(path) == 150000);  // the short write before the failing one was counted
  }

  TEST_CASE("a full device is an error with its reason (F13)") {
    // /dev/full takes the place of a full disk; it can only be reached through a descriptor that is already open.
    const TemporaryFolder folder;
    CHECK(in_child([&] {
            const auto file = files.create(folder / "file");
            file->write("small, so that it is still in the buffer");
            const int full = ::open("/dev/full", O_WRONLY);
            for (int number = 3; number < full; ++number)
              if (fs::exists("/proc/self/fd/" + std::to_string(number)) &&
                  fs::read_symlink("/proc/self/fd/" + std::to_string(number)) == folder / "file")
                ::dup2(full, number);
            return message_of([&] { file->close(); }) == folder / "file: cannot write: No space left on device" ? 0 : 1;
          }) == 0);
  }

  TEST_CASE("a lock is held against other processes, and a killed holder's lock is free (C03, C04)") {
    const TemporaryFolder folder;
    const std::string path = folder / "lock";
    std::array<int, 2> ready{};
    REQUIRE(::pipe(ready.data()) == 0);
    const pid_t holder = ::fork();
    if (holder == 0) {
      const auto lock = files.try_lock(path);
      if (::write(ready[1], lock ? "y" : "n", 1) == 1) ::pause();
      ::_exit(0);
    }
    char answer = 0;
    REQUIRE(::read(ready[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    CHECK_FALSE(files.try_lock(path));
    ::kill(holder, SIGKILL);
    ::waitpid(holder, nullptr, 0);
    CHECK(files.try_lock(path));
    ::close(ready[0]);
    ::close(ready[1]);
  }

  TEST_CASE("no descriptor is inherited by a program that is started") {
    const TemporaryFolder folder;
    const auto lock = files.try_lock(folder / "lock");
    const auto file = files.create(folder / "file");
    write(folder / "source", "x");
    const auto source = files.open(folder / "source");
    const std::string command = "ls -l /proc/self/fd | grep -qF '" + folder.path() + "'";
    CHECK(WEXITSTATUS(std::system(command.c_str())) == 1);
  }

  TEST_CASE("absolute leaves an absolute path alone and starts others at the working folder") {
    CHECK(files.absolute("/a/../b") == "/a/../b");
    CHECK(files.absolute("a/b") == fs::current_path().string() + "/a/b");
  }

  TEST_CASE("a missing permission is the machine's failure, not an unfit file") {
    const TemporaryFolder folder;
    write(folder / "file", "x");
    REQUIRE(::chmod((folder / "file").c_str(), 0) == 0);
    REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
    const std::string path = folder / "file";
    CHECK(in_child([&] {
            if (::geteuid() == 0 && ::seteuid(65534) != 0) return 1;  // root may read everything
            return message_of([&] { (void)files.open(path); }) == path + ": cannot open: Permission denied" ? 0 : 2;
          }) == 0);
  }

  TEST_CASE("a file is synced before it gets its name, and the name after that (P2)") {
    const TemporaryFolder folder;
    const std::set<std::uint64_t> wanted{SYS_write, SYS_fsync, SYS_renameat2, SYS_unlinkat};
    const auto calls = calls_of(wanted, [&] {
      auto file = AtomicFile::create(files, folder / "file", FileSystem::Replace::no);
      file->write("text");
      file->commit();
      return 0;
    });
    CHECK(calls == std::vector<std::uint64_t>{SYS_write, SYS_fsync, SYS_renameat2, SYS_fsync});
    files.make_folder(folder / "other");
    CHECK(calls_of(wanted, [&] {
            files.rename(folder / "file", folder / "other/file", FileSystem::Replace::no);
            files.remove_tree(folder / "other/file");
            return 0;
          }) == std::vector<std::uint64_t>{SYS_renameat2, SYS_fsync, SYS_fsync, SYS_unlinkat, SYS_fsync});
  }

  TEST_CASE("a failed fsync is reported and never tried again, and a file that has it gets no name (F02)") {
    const TemporaryFolder folder;
    const int status = in_child([&] {
      auto file = AtomicFile::create(files, folder / "file", FileSystem::Replace::no);
      file->write("text");
      refuse_call(SYS_fsync, EIO);
      const std::string message = message_of([&] { file->commit(); });
      if (!message.ends_with(".tmp: cannot write: Input/output error")) return 1;
      return message_of([&] { file->commit(); }) == "no error" ? 2 : 0;
    });
    CHECK(status == 0);
    CHECK_FALSE(files.kind(folder / "file"));
  }

  TEST_CASE("a file system without a rename that does not replace gets the two steps (Replace::no)") {
    const TemporaryFolder folder;
    write(folder / "taken", "theirs");
    write(folder / "file", "mine");
    CHECK(in_child([&] {
            refuse_call(SYS_renameat2, EINVAL);
            files.rename(folder / "file", folder / "renamed", FileSystem::Replace::no);
            const auto onto = [&] { files.rename(folder / "renamed", folder / "taken", FileSystem::Replace::no); };
            return message_of(onto) == folder / "taken: cannot rename to this name: File exists" ? 0 : 1;
          }) == 0);
    CHECK(*read_file(files, folder / "renamed", 100) == "mine");
    CHECK(*read_file(files, folder / "taken", 100) == "theirs");
  }
}
