// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <vector>

#include "libcompliance/base/error.h"

namespace compliance::tools {
namespace {

constexpr std::size_t block = 65536;

[[noreturn]] void fail(std::string_view what, int reason) {
  throw EnvironmentError(std::string{what} + ": " + std::generic_category().message(reason));
}

// What is read from a child of ours, and the child itself: gone, both, when this is.
class Child {
 public:
  explicit Child(std::span<const std::string> words) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("a pipe could not be made", errno);
    output_ = ends[0];
    posix_spawn_file_actions_t actions;
    int failed = ::posix_spawn_file_actions_init(&actions);
    if (failed == 0) failed = ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (failed == 0) failed = ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::vector<std::string> line{"compliance"};
    line.insert(line.end(), words.begin(), words.end());
    std::vector<char*> pointers;
    for (std::string& word : line) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    if (failed == 0) failed = ::posix_spawn(&child_, "/proc/self/exe", &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (failed == 0) return;
    ::close(output_);
    fail("this program could not be started again", failed);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  // Without a reader the child comes to its end, as behind any closed pipe.
  ~Child() {
    if (output_ >= 0) ::close(output_);
    if (child_ > 0) wait();
  }

  void read_into(ByteSink& out) {
    std::array<char, 4096> buffer{};
    for (;;) {
      const ssize_t count = ::read(output_, buffer.data(), buffer.size());
      if (count == 0) return;
      if (count > 0)
        out.write({buffer.data(), static_cast<std::size_t>(count)});
      else if (errno != EINTR)
        fail("the output of a job could not be read", errno);
    }
  }

  int wait() {
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) continue;
    child_ = 0;
    return status;
  }

 private:
  int output_ = -1;
  pid_t child_ = 0;
};

}  // namespace

void prepare_process() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
      // open() takes the lowest free number, which is this one.
      if (::open("/dev/null", O_RDWR) != descriptor) throw EnvironmentError("/dev/null: could not be opened");
    }
  }
  ::umask(S_IRWXG | S_IRWXO);
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) throw EnvironmentError("core dumps could not be switched off");
  for (const int signal : {SIGPIPE, SIGXFSZ})
    if (std::signal(signal, SIG_IGN) == SIG_ERR) throw EnvironmentError("a signal could not be ignored");
}

std::optional<int> run_again(std::span<const std::string> words, ByteSink& out) {
  Child child(words);
  child.read_into(out);
  const int status = child.wait();
  return WIFEXITED(status) ? std::optional{WEXITSTATUS(status)} : std::nullopt;
}

void StandardStream::write(std::string_view bytes) {
  if (reader_is_gone_) return;
  pending_ += bytes;
  if (buffering_ == Buffering::none || pending_.size() >= block) flush();
}

void StandardStream::flush() {
  std::string_view rest = pending_;
  while (!rest.empty() && !reader_is_gone_) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      reader_is_gone_ = true;
    } else if (errno == EAGAIN) {
      pollfd writable{descriptor_, POLLOUT, 0};
      ::poll(&writable, 1, -1);
    } else if (errno != EINTR) {
      const std::string reason = std::generic_category().message(errno);
      pending_.clear();  // a second flush must not fail for the same bytes again
      throw EnvironmentError(std::string{name_} + ": could not be written: " + reason);
    }
  }
  pending_.clear();
}

}  // namespace compliance::tools
