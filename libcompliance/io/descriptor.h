// SPDX-License-Identifier: Apache-2.0
// Internal to io: an open file descriptor, and the words in which a failed call is reported.

#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "libcompliance/base/error.h"

namespace compliance::io {

/// Throws EnvironmentError "PATH: cannot ACTION: reason".
[[noreturn]] inline void fail(const std::string& path, std::string_view action, int reason) {
  throw EnvironmentError(path + ": cannot " + std::string{action} + ": " + std::generic_category().message(reason));
}

/// The path for a system call. A NUL would cut it short, so that another file is meant than was checked.
inline const char* c_path(const std::string& path) {
  if (path.find('\0') != std::string::npos) fail(path.substr(0, path.find('\0')), "use this name", EINVAL);
  return path.c_str();
}

/// Repeats a call that a signal interrupted. Never to be used for fsync and close: there, EINTR leaves open whether the
/// data arrived, and a second call would answer for nothing.
template <class Call>
auto retry(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// Closes when it dies; -1 is none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

inline Descriptor open_at(int folder, const char* name, int flags, unsigned mode = 0) {
  return Descriptor{retry([&] { return ::openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode); })};
}

/// Gives a file or folder a name that nothing has, where the file system has no such step (RENAME_NOREPLACE): a file is
/// linked and unlinked, which is as safe. A folder, or a file where there are no hard links, is looked for and then
/// renamed; between the two another process could make `to`, which rename(2) replaces only if it is a file or an empty
/// folder.
void rename_in_two_steps(const std::string& from, const std::string& to);

/// FileSystem::remove_tree without the sync of the parent; whether anything was there.
bool remove_below(const std::string& path);

}  // namespace compliance::io
