// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "libcompliance/base/error.h"

namespace compliance::tools {
namespace {

constexpr std::size_t block = 65536;

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
