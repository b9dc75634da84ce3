// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/io/files.h"

#include <sys/random.h>

#include <array>
#include <utility>

#include "libcompliance/base/text.h"
#include "libcompliance/io/descriptor.h"

namespace compliance {
namespace {

std::string random_hex() {
  std::array<unsigned char, 8> bytes{};
  // Up to 256 bytes are delivered whole or not at all.
  if (io::retry([&] { return ::getrandom(bytes.data(), bytes.size(), 0); }) < 0) io::fail("random", "read", errno);
  std::string text;
  for (const unsigned char byte : bytes)
    for (const int digit : {byte >> 4, byte & 0xF}) text += "0123456789abcdef"[digit];
  return text;
}

constexpr std::size_t random_digits = 16;
constexpr std::string_view temporary_end = ".tmp";

// How the temporary names of `path` begin, without its folder.
std::string temporary_start(const std::string& path) {
  // The longest name that every file system takes is 255 bytes; 22 are ours.
  return "." + last_name(path).substr(0, 200) + ".";
}

std::string temporary_beside(const std::string& path) {
  return join_path(parent_path(path), temporary_start(path) + random_hex() + std::string{temporary_end});
}

// Whether something new may be made at `path`.
Result<void> check_place(FileSystem& files, const std::string& path, FileSystem::Replace replace) {
  const std::string name = last_name(path);
  if (!is_plain_relative(name)) return Error{.message = "expected a name for something new", .place = {path}};
  const std::string parent = parent_path(path);
  if (files.kind(parent) != Kind::folder)
    return Error{.message = "expected a folder to write in", .place = {parent}, .hint = "make the folder first"};
  const std::optional<Kind> there = files.kind(path);
  if (!there || (there == Kind::file && replace == FileSystem::Replace::yes)) return {};
  if (replace == FileSystem::Replace::yes) return Error{.message = "expected a file or nothing here", .place = {path}};
  return Error{.message = "expected nothing here yet",
               .place = {path},
               .hint = "an output never overwrites: choose another name, or move away what is there"};
}

// Removes what was prepared. Called while another failure may be on its way out, which matters more than this one; a
// file under a random name that stays behind is never taken for a result.
void discard(FileSystem& files, const std::string& temporary) noexcept {
  try {
    files.remove_tree(temporary);
  } catch (const EnvironmentError&) {
  }
}

std::string without_trailing_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

// The folders below `folder` before `folder` itself: a name is durable before what leads to it.
void sync_tree(FileSystem& files, const std::string& folder) {
  const Result<std::vector<Entry>> entries = files.list(folder);
  if (!entries) throw EnvironmentError(to_string(entries.error()));
  for (const Entry& entry : *entries)
    if (entry.kind == Kind::folder) sync_tree(files, join_path(folder, entry.name));
  files.sync_folder(folder);
}

}  // namespace

Result<std::string> read_file(FileSystem& files, const std::string& path, std::uint64_t limit) {
  COMPLIANCE_TRY(const std::unique_ptr<ByteSource> source, files.open(path));
  std::string text;
  std::vector<char> buffer(64 * 1024);
  while (const std::size_t count = source->read(buffer)) {
    if (count > limit - text.size())
      return Error{.message = "expected a file of at most " + count_of(limit, "byte"), .place = {path}};
    text.append(buffer.data(), count);
  }
  return text;
}

AtomicFile::AtomicFile(FileSystem& files, std::string path, FileSystem::Replace replace)
    : files_(&files),
      path_(std::move(path)),
      temporary_(temporary_beside(path_)),
      replace_(replace),
      file_(files.create(temporary_)) {}

Result<AtomicFile> AtomicFile::create(FileSystem& files, std::string path, FileSystem::Replace replace) {
  COMPLIANCE_CHECK(check_place(files, path, replace));
  return AtomicFile{files, without_trailing_slashes(std::move(path)), replace};
}

AtomicFile::AtomicFile(AtomicFile&&) noexcept = default;

AtomicFile::~AtomicFile() {
  if (!file_) return;
  file_.reset();
  discard(*files_, temporary_);
}

void AtomicFile::write(std::string_view bytes) { file_->write(bytes); }

void AtomicFile::commit() {
  file_->close();
  files_->rename(temporary_, path_, replace_);
  file_.reset();
}

AtomicFolder::AtomicFolder(FileSystem& files, std::string path)
    : files_(&files), path_(std::move(path)), temporary_(temporary_beside(path_)) {}

Result<AtomicFolder> AtomicFolder::create(FileSystem& files, std::string path) {
  COMPLIANCE_CHECK(check_place(files, path, FileSystem::Replace::no));
  return AtomicFolder{files, without_trailing_slashes(std::move(path))};
}

AtomicFolder::AtomicFolder(AtomicFolder&& other) noexcept
    : files_(other.files_),
      path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      made_(other.made_),
      durable_(other.durable_),
      owned_(std::exchange(other.owned_, false)) {}

AtomicFolder::~AtomicFolder() {
  if (made_ && owned_) discard(*files_, temporary_);
}

void AtomicFolder::make() {
  if (made_) return;
  files_->make_folder(temporary_);
  made_ = true;
}

std::string AtomicFolder::inside(std::string_view name) {
  if (!is_plain_relative(name)) throw std::logic_error("AtomicFolder::inside: not a plain relative name");
  make();
  for (std::size_t slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/', slash + 1)) {
    const std::string folder = join_path(temporary_, name.substr(0, slash));
    if (!files_->kind(folder)) files_->make_folder(folder);
  }
  return join_path(temporary_, name);
}

void AtomicFolder::sync() {
  if (durable_) return;
  make();
  sync_tree(*files_, temporary_);
  files_->sync_folder(parent_path(temporary_));
  durable_ = true;
}

void AtomicFolder::hand_over() {
  sync();
  owned_ = false;
}

void AtomicFolder::commit() {
  sync();
  files_->rename(temporary_, path_, FileSystem::Replace::no);
  owned_ = false;
}

bool is_temporary_name(std::string_view name) {
  constexpr std::size_t digits = random_digits;
  if (name.size() < std::string_view{".x."}.size() + digits + temporary_end.size()) return false;
  if (!name.starts_with('.') || !name.ends_with(temporary_end)) return false;
  const std::string_view random = name.substr(name.size() - temporary_end.size() - digits, digits);
  return name[name.size() - temporary_end.size() - digits - 1] == '.' &&
         random.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void remove_abandoned(FileSystem& files, const std::string& folder) {
  const Result<std::vector<Entry>> entries = files.list(folder);
  if (!entries) throw EnvironmentError(to_string(entries.error()));
  for (const Entry& entry : *entries)
    if (is_temporary_name(entry.name)) files.remove_tree(join_path(folder, entry.name));
}

void remove_abandoned_beside(FileSystem& files, const std::string& path) {
  const std::string folder = parent_path(path), start = temporary_start(path);
  const Result<std::vector<Entry>> entries = files.list(folder);
  if (!entries) return;  // no place to write at, either; who writes there says so
  for (const Entry& entry : *entries)
    if (entry.kind == Kind::file && is_temporary_name(entry.name) && entry.name.starts_with(start) &&
        entry.name.size() == start.size() + random_digits + temporary_end.size())
      files.remove_tree(join_path(folder, entry.name));
}

bool is_plain_relative(std::string_view name) {
  if (name.find('\0') != std::string_view::npos || name.find('\\') != std::string_view::npos) return false;
  while (true) {
    const std::size_t slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string path{folder};
  if (!path.empty() && !path.ends_with('/')) path += '/';
  return path += name;
}

std::string parent_path(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  while (path.size() > 1 && !path.ends_with('/')) path.remove_suffix(1);
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string{path};
}

std::string last_name(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return std::string{slash == std::string_view::npos ? path : path.substr(slash + 1)};
}

void make_parents(FileSystem& files, const std::string& path) {
  const std::string parent = parent_path(path);
  if (parent == path || files.kind(parent)) return;
  make_parents(files, parent);
  files.make_folder(parent);
  files.sync_folder(parent_path(parent));
}

}  // namespace compliance
