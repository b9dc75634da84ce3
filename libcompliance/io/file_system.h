// SPDX-License-Identifier: Apache-2.0
// The one door to the operating system's files. Everything else asks this interface, so that a test can fail any call.
// All functions throw EnvironmentError ("FILE: cannot do this: reason") unless they say otherwise; only ENOENT means
// "absent". Paths are bytes; they need not be UTF-8, and a path with a NUL in it is refused.
//
// Design:
//   * A name is never trusted twice. Files are opened O_NOFOLLOW and looked at through the descriptor; new files are
//     O_EXCL; what stands for a while stands under a random name (files.h). A link planted at a name that we want is an
//     error, and its target is untouched (S16, S17).
//   * "Done" means durable: a file is fsynced by `close`, a name by the fsync of its folder. A failed fsync or close is
//     final: the kernel may have dropped the pages and would report success the second time. Nobody retries it.
//   * Links in front of the last part of a path are followed: they are the user's own arrangement. Names that come
//     from a policy or an export must be is_plain_relative (files.h).

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/bytes.h"
#include "libcompliance/base/result.h"

namespace compliance {

enum class Kind { file, folder, other };  // `other`: symbolic link, device, pipe, socket

struct Entry {
  std::string name;  // in its folder, without a slash
  Kind kind;
};

/// Files created through it are 0600 and folders 0700 from the first instant, whatever the umask (P14, S25).
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// What is at `path`, not following a last symbolic link; none when nothing is there.
  virtual std::optional<Kind> kind(const std::string& path) = 0;

  /// Whether only this user can reach what is at `path`, which must exist: it is this user's, it is no link, and group
  /// and others have no permission on it (S26).
  virtual bool is_private(const std::string& path) = 0;

  /// `path` as seen from the root; links and ".." are left as they are.
  virtual std::string absolute(const std::string& path) = 0;

  /// Opens a regular file for reading (never a link, pipe or device, and never waiting for one). A missing or unfit
  /// file is the user's mistake and therefore an Error; a failing disk or a missing permission throws.
  virtual Result<std::unique_ptr<ByteSource>> open(const std::string& path) = 0;

  /// The entries of a folder, sorted by name (bytes), without "." and "..". Missing or not a folder (a link to one is
  /// none): an Error.
  virtual Result<std::vector<Entry>> list(const std::string& folder) = 0;

  /// A new file that must not exist yet (O_EXCL, O_NOFOLLOW). Small writes are collected. Written and synced by
  /// `close`, which must be called: a NewFile that is destroyed before is left as it is. After one call has thrown,
  /// every later one throws.
  class NewFile : public ByteSink {
   public:
    virtual void close() = 0;  // flush, fsync, close; throws if any of them fails
  };
  virtual std::unique_ptr<NewFile> create(const std::string& path) = 0;

  /// A new folder that must not exist yet. The parent is not synced.
  virtual void make_folder(const std::string& path) = 0;

  enum class Replace { no, yes };
  /// Gives `from` the name `to` in one step and syncs both parents. `Replace::no` fails when anything, even a dangling
  /// link, is at `to`. When only the syncing fails it throws, and `to` stands.
  virtual void rename(const std::string& from, const std::string& to, Replace replace) = 0;

  /// Removes a file or a whole folder tree; nothing there is fine. Never follows a link. Syncs the parent.
  virtual void remove_tree(const std::string& path) = 0;

  /// Syncs the entries of a folder.
  virtual void sync_folder(const std::string& path) = 0;

  /// An exclusive lock on `path` (created 0600 if absent), held until the returned object dies. None when another
  /// process holds it. The file is never removed: what counts is the lock (flock), not that a file exists, so that a
  /// killed process leaves nothing behind that blocks the next one (C04).
  class Lock {
   public:
    virtual ~Lock() = default;
  };
  virtual std::unique_ptr<Lock> try_lock(const std::string& path) = 0;
};

/// The operating system.
FileSystem& operating_system();

}  // namespace compliance
