// SPDX-License-Identifier: Apache-2.0
// The one door to the operating system's files. Everything else asks this interface, so that a test can fail any call.
// All functions throw EnvironmentError ("FILE: what could not be done: reason") unless they say otherwise; only ENOENT
// means "absent". Paths are bytes; they need not be UTF-8.

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

/// Files created through it are 0600 and folders 0700 from the first instant (P14).
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// What is at `path`, not following a last symbolic link; none when nothing is there.
  virtual std::optional<Kind> kind(const std::string& path) = 0;

  /// Opens a regular file for reading (never a link, pipe or device). A missing or unfit file is the user's mistake and
  /// therefore an Error; a failing disk throws.
  virtual Result<std::unique_ptr<ByteSource>> open(const std::string& path) = 0;

  /// The entries of a folder, sorted by name (bytes). Missing or not a folder: an Error.
  virtual Result<std::vector<Entry>> list(const std::string& folder) = 0;

  /// A new file that must not exist yet (O_EXCL, O_NOFOLLOW). Written and synced by `close`, which must be called:
  /// a NewFile that is destroyed before is left as it is.
  class NewFile : public ByteSink {
   public:
    virtual void close() = 0;  // flush, fsync, close; throws if any of them fails
  };
  virtual std::unique_ptr<NewFile> create(const std::string& path) = 0;

  /// A new folder that must not exist yet. The parent is not synced.
  virtual void make_folder(const std::string& path) = 0;

  enum class Replace { no, yes };
  /// Gives `from` the name `to` in one step and syncs both parents. `Replace::no` fails when `to` exists.
  virtual void rename(const std::string& from, const std::string& to, Replace replace) = 0;

  /// Removes a file or a whole folder tree; nothing there is fine. Never follows a link. Syncs the parent.
  virtual void remove_tree(const std::string& path) = 0;

  /// Syncs the entries of a folder.
  virtual void sync_folder(const std::string& path) = 0;

  /// An exclusive lock on `path` (created 0600 if absent), held until the returned object dies. None when another
  /// process holds it.
  class Lock {
   public:
    virtual ~Lock() = default;
  };
  virtual std::unique_ptr<Lock> try_lock(const std::string& path) = 0;
};

/// The operating system.
FileSystem& operating_system();

}  // namespace compliance
