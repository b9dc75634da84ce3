// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "libcompliance/io/descriptor.h"
#include "libcompliance/io/file_system.h"
#include "libcompliance/io/files.h"

namespace compliance {
namespace {

using io::c_path;
using io::Descriptor;
using io::fail;
using io::retry;

constexpr std::size_t buffer_size = 128 * 1024;

Kind kind_of(mode_t mode) { return S_ISREG(mode) ? Kind::file : S_ISDIR(mode) ? Kind::folder : Kind::other; }

Error unfit(const std::string& path, std::string message, std::string hint = {}) {
  return {.message = std::move(message), .place = {path}, .hint = std::move(hint)};
}

class PosixSource final : public ByteSource {
 public:
  PosixSource(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

  std::size_t read(std::span<char> buffer) override {
    const ssize_t count = retry([&] { return ::read(file_.number(), buffer.data(), buffer.size()); });
    if (count < 0) fail(path_, "read", errno);
    return static_cast<std::size_t>(count);
  }

 private:
  Descriptor file_;
  std::string path_;
};

class PosixNewFile final : public FileSystem::NewFile {
 public:
  PosixNewFile(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {
    buffer_.reserve(buffer_size);
  }

  void write(std::string_view bytes) override {
    if (!file_) fail(path_, "write", EBADF);
    if (buffer_.size() + bytes.size() > buffer_size) {
      write_out(buffer_);
      buffer_.clear();
    }
    if (bytes.size() >= buffer_size) {
      write_out(bytes);
    } else {
      buffer_ += bytes;
    }
  }

  void close() override {
    if (!file_) fail(path_, "close", EBADF);
    write_out(buffer_);
    Descriptor file = std::move(file_);  // whatever happens now, this file is not written to again
    if (::fsync(file.number()) != 0) fail(path_, "write", errno);
    if (::close(file.release()) != 0) fail(path_, "write", errno);
  }

 private:
  void write_out(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = retry([&] { return ::write(file_.number(), bytes.data(), bytes.size()); });
      if (count <= 0) {
        const int reason = count < 0 ? errno : EIO;  // nothing written and no reason given: do not loop for ever
        file_ = Descriptor{};
        fail(path_, "write", reason);
      }
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  Descriptor file_;  // none once closed or failed
  std::string path_;
  std::string buffer_;
};

class PosixLock final : public FileSystem::Lock {
 public:
  explicit PosixLock(Descriptor file) : file_(std::move(file)) {}

 private:
  Descriptor file_;
};

class PosixFiles final : public FileSystem {
 public:
  std::optional<Kind> kind(const std::string& path) override {
    struct stat status {};
    if (::lstat(c_path(path), &status) == 0) return kind_of(status.st_mode);
    if (errno == ENOENT) return std::nullopt;
    fail(path, "look", errno);
  }

  bool is_private(const std::string& path) override {
    struct stat status {};
    if (::lstat(c_path(path), &status) != 0) fail(path, "look", errno);
    return kind_of(status.st_mode) != Kind::other && status.st_uid == ::geteuid() && (status.st_mode & 077U) == 0;
  }

  std::string absolute(const std::string& path) override {
    if (path.starts_with('/')) return path;
    const std::unique_ptr<char, void (*)(void*)> here{::getcwd(nullptr, 0), std::free};
    if (!here) fail(path, "find the working folder", errno);
    return join_path(here.get(), path);
  }

  Result<std::unique_ptr<ByteSource>> open(const std::string& path) override {
    // O_NONBLOCK: opening a pipe must not wait for a writer. It changes nothing for a regular file.
    Descriptor file = io::open_at(AT_FDCWD, c_path(path), O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!file) {
      if (errno == ENOENT || errno == ENOTDIR) return unfit(path, "expected a file, and nothing is there");
      if (errno == ENAMETOOLONG) return unfit(path, "expected a shorter file name");
      if (errno == ELOOP) return unfit(path, "expected a file, not a link", "name the file itself");
      if (errno == ENXIO) return unfit(path, "expected a file");
      fail(path, "open", errno);
    }
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) fail(path, "look", errno);
    if (kind_of(status.st_mode) == Kind::folder) return unfit(path, "expected a file, not a folder");
    if (kind_of(status.st_mode) != Kind::file) return unfit(path, "expected a file");
    return std::unique_ptr<ByteSource>{std::make_unique<PosixSource>(std::move(file), path)};
  }

  Result<std::vector<Entry>> list(const std::string& folder) override {
    Descriptor opened = io::open_at(AT_FDCWD, c_path(folder), O_RDONLY | O_DIRECTORY);
    if (!opened) {
      if (errno == ENOENT) return unfit(folder, "expected a folder, and nothing is there");
      if (errno == ENAMETOOLONG) return unfit(folder, "expected a shorter folder name");
      if (errno == ELOOP || errno == ENOTDIR)
        return unfit(folder, "expected a folder", "a link is not followed: name the folder itself");
      fail(folder, "open", errno);
    }
    return read_entries(std::move(opened), folder);
  }

  std::unique_ptr<NewFile> create(const std::string& path) override {
    Descriptor file = io::open_at(AT_FDCWD, c_path(path), O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (!file) fail(path, "create", errno);
    return std::make_unique<PosixNewFile>(std::move(file), path);
  }

  void make_folder(const std::string& path) override {
    if (::mkdir(c_path(path), 0700) != 0) fail(path, "create", errno);
  }

  void rename(const std::string& from, const std::string& to, Replace replace) override {
    if (replace == Replace::yes) {
      if (::rename(c_path(from), c_path(to)) != 0) fail(to, "rename to this name", errno);
    } else if (::renameat2(AT_FDCWD, c_path(from), AT_FDCWD, c_path(to), RENAME_NOREPLACE) != 0) {
      if (errno != EINVAL && errno != ENOSYS) fail(to, "rename to this name", errno);
      io::rename_in_two_steps(from, to);
    }
    const std::string from_parent = parent_path(from), to_parent = parent_path(to);
    sync_folder(to_parent);
    if (from_parent != to_parent) sync_folder(from_parent);
  }

  void remove_tree(const std::string& path) override {
    if (io::remove_below(path)) sync_folder(parent_path(path));
  }

  void sync_folder(const std::string& path) override {
    // Not O_NOFOLLOW: "a/link" is as good a parent for names as the folder itself.
    const Descriptor folder{retry([&] { return ::open(c_path(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC); })};
    if (!folder) fail(path, "open", errno);
    if (::fsync(folder.number()) != 0) fail(path, "write", errno);
  }

  std::unique_ptr<Lock> try_lock(const std::string& path) override {
    Descriptor file = io::open_at(AT_FDCWD, c_path(path), O_RDWR | O_CREAT | O_NONBLOCK, 0600);
    if (!file) fail(path, "lock", errno);
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) fail(path, "lock", errno);
    if (kind_of(status.st_mode) != Kind::file) fail(path, "lock", EINVAL);
    if (retry([&] { return ::flock(file.number(), LOCK_EX | LOCK_NB); }) == 0)
      return std::make_unique<PosixLock>(std::move(file));
    if (errno == EWOULDBLOCK) return nullptr;
    fail(path, "lock", errno);
  }

 private:
  static std::vector<Entry> read_entries(Descriptor opened, const std::string& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream{::fdopendir(opened.number()), ::closedir};
    if (!stream) fail(folder, "read", errno);
    opened.release();  // the stream owns it now
    std::vector<Entry> entries;
    for (errno = 0; const dirent* found = ::readdir(stream.get()); errno = 0) {
      const std::string_view name = found->d_name;
      if (name == "." || name == "..") continue;
      struct stat status {};
      if (::fstatat(::dirfd(stream.get()), found->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) continue;  // removed while we were reading
        fail(join_path(folder, name), "look", errno);
      }
      entries.push_back({std::string{name}, kind_of(status.st_mode)});
    }
    if (errno != 0) fail(folder, "read", errno);
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return entries;
  }
};

}  // namespace

FileSystem& operating_system() {
  static PosixFiles files;
  return files;
}

}  // namespace compliance
