// SPDX-License-Identifier: Apache-2.0
// What is built from FileSystem: whole files, atomic files, atomic folders. The rename is the one moment at which a
// result appears. It is prepared beside its place, because a rename does not cross file systems, and under a name that
// nobody can guess (".NAME.<16 hex digits>.tmp"): a planted file of a known name would block every later run.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "libcompliance/base/result.h"
#include "libcompliance/io/file_system.h"

namespace compliance {

/// The whole of a file of at most `limit` bytes. Missing, unfit or too large: an Error that names the file.
Result<std::string> read_file(FileSystem& files, const std::string& path, std::uint64_t limit);

/// A file that appears whole or not at all: written under a random name beside `path`, then synced and renamed by
/// `commit`. Without `commit` the destructor removes it; what a killed process leaves is the random name alone.
class AtomicFile final : public ByteSink {
 public:
  /// Nothing may be at `path`, unless `Replace::yes`; then a regular file may. Its parent must be a folder, not a link.
  /// Otherwise an Error.
  static Result<AtomicFile> create(FileSystem& files, std::string path, FileSystem::Replace replace);
  AtomicFile(AtomicFile&&) noexcept;
  ~AtomicFile() override;

  void write(std::string_view bytes) override;
  void commit();

 private:
  AtomicFile(FileSystem& files, std::string path, FileSystem::Replace replace);
  FileSystem* files_;
  std::string path_;
  std::string temporary_;
  FileSystem::Replace replace_;
  std::unique_ptr<FileSystem::NewFile> file_;  // null once committed or moved from
};

/// A folder that appears whole or not at all: filled under a random name beside `path`, then renamed by `commit`. The
/// random name is known before anything stands there, so that a journal can record it first; the folder itself is made
/// with the first call of `inside`. Without `commit` the destructor removes it.
class AtomicFolder {
 public:
  /// Nothing may be at `path`; its parent must be a folder, not a link. Otherwise an Error.
  static Result<AtomicFolder> create(FileSystem& files, std::string path);
  AtomicFolder(AtomicFolder&&) noexcept;
  ~AtomicFolder();

  /// The path of `name` inside; `name` must be is_plain_relative. Makes the folders on the way.
  std::string inside(std::string_view name);
  const std::string& temporary() const { return temporary_; }

  /// Makes the content durable under its temporary name (files were synced by their own `close`), and leaves the folder
  /// to a journal that knows that name: from here on the destructor does not remove it. Otherwise an error between the
  /// journal's "committed" and the rename would destroy what was promised.
  void hand_over();

  /// Makes the content durable, and then gives the folder its place.
  void commit();

 private:
  AtomicFolder(FileSystem& files, std::string path);
  void make();
  void sync();
  FileSystem* files_;
  std::string path_;
  std::string temporary_;
  bool made_ = false;
  bool durable_ = false;
  bool owned_ = true;  // removed by the destructor, if made
};

/// Whether `name` is one that AtomicFile and AtomicFolder give while they prepare.
bool is_temporary_name(std::string_view name);

/// Removes what killed processes left in `folder` (not below it) under temporary names. For a folder in which only the
/// holder of a lock writes.
void remove_abandoned(FileSystem& files, const std::string& folder);

/// Removes what killed processes left of AtomicFile for `path`: regular files under its temporary names. For a place at
/// which only the holder of a lock writes.
void remove_abandoned_beside(FileSystem& files, const std::string& path);

/// Whether `name` may be used below a folder: relative, "/"-separated, no empty part, no "." or "..", no NUL, no
/// backslash (TC-177, S14).
bool is_plain_relative(std::string_view name);

/// `folder` + "/" + `name`.
std::string join_path(std::string_view folder, std::string_view name);

/// Makes the folders that are missing above `path`, each 0700. Throws when something else stands in their place.
void make_parents(FileSystem& files, const std::string& path);

/// The folder that holds the last part of `path`: "a" for "a/b" and "a/b/", "." for "b", "/" for "/b".
std::string parent_path(std::string_view path);

/// The last part of `path`, without slashes: "b" for "a/b/"; empty for "/".
std::string last_name(std::string_view path);

}  // namespace compliance
