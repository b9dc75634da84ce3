// SPDX-License-Identifier: Apache-2.0
// Two operations that take several system calls.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "libcompliance/io/descriptor.h"
#include "libcompliance/io/files.h"

namespace compliance::io {
namespace {

// The names in an open folder, all read before any is removed: removing while reading may skip entries.
std::vector<std::string> names_in(int folder, const std::string& path) {
  Descriptor own{::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!own) fail(path, "remove", errno);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream{::fdopendir(own.number()), ::closedir};
  if (!stream) fail(path, "remove", errno);
  own.release();
  std::vector<std::string> names;
  for (errno = 0; const dirent* found = ::readdir(stream.get()); errno = 0)
    if (const std::string_view name = found->d_name; name != "." && name != "..") names.emplace_back(name);
  if (errno != 0) fail(path, "remove", errno);
  return names;
}

// Removes `name` in `parent`. Every step goes through the descriptor of a folder that was opened without following a
// link, so that a folder that is swapped for a link meanwhile leads nowhere else. `path` is for messages.
bool remove_at(int parent, const char* name, const std::string& path) {
  if (::unlinkat(parent, name, 0) == 0) return true;
  if (errno == ENOENT) return false;
  if (errno != EISDIR && errno != EPERM) fail(path, "remove", errno);  // POSIX says EPERM for a folder, Linux EISDIR
  const Descriptor folder = open_at(parent, name, O_RDONLY | O_DIRECTORY);
  if (!folder) fail(path, "remove", errno);
  for (const std::string& child : names_in(folder.number(), path))
    remove_at(folder.number(), child.c_str(), join_path(path, child));
  if (::unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT) fail(path, "remove", errno);
  return true;
}

}  // namespace

bool remove_below(const std::string& path) { return remove_at(AT_FDCWD, c_path(path), path); }

void rename_in_two_steps(const std::string& from, const std::string& to) {
  struct stat status {};
  if (::lstat(c_path(from), &status) != 0) fail(to, "rename to this name", errno);
  if (S_ISREG(status.st_mode)) {
    if (::link(c_path(from), c_path(to)) == 0) {
      if (::unlink(c_path(from)) != 0) fail(from, "remove", errno);
      return;
    }
    if (errno != EPERM && errno != EOPNOTSUPP) fail(to, "rename to this name", errno);
  }
  if (::lstat(c_path(to), &status) == 0) fail(to, "rename to this name", EEXIST);
  if (errno != ENOENT || ::rename(c_path(from), c_path(to)) != 0) fail(to, "rename to this name", errno);
}

}  // namespace compliance::io
