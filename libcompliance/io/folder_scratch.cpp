// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/io/folder_scratch.h"

#include <unistd.h>

#include "libcompliance/io/descriptor.h"

namespace compliance {
namespace {

using io::fail;
using io::retry;

class NamelessFile final : public Scratch::File {
 public:
  NamelessFile(io::Descriptor file, std::string folder) : file_(std::move(file)), folder_(std::move(folder)) {}

  void append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = retry([&] { return ::write(file_.number(), bytes.data(), bytes.size()); });
      if (count <= 0) fail(folder_, "write a file for sorting", count < 0 ? errno : EIO);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  void read(std::uint64_t offset, std::span<char> bytes) override {
    while (!bytes.empty()) {
      const ssize_t count =
          retry([&] { return ::pread(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset)); });
      if (count <= 0) fail(folder_, "read a file for sorting", count < 0 ? errno : EIO);
      bytes = bytes.subspan(static_cast<std::size_t>(count));
      offset += static_cast<std::uint64_t>(count);
    }
  }

 private:
  io::Descriptor file_;
  std::string folder_;
};

}  // namespace

std::unique_ptr<Scratch::File> FolderScratch::create() {
  // It never has a name that a killed process could leave behind, and O_EXCL keeps it from getting one.
  io::Descriptor file{
      retry([&] { return ::open(io::c_path(folder_), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600); })};
  if (!file) fail(folder_, "make a file for sorting", errno);
  return std::make_unique<NamelessFile>(std::move(file), folder_);
}

std::uint64_t usual_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES), size = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || size <= 0) return std::uint64_t{1} << 30U;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size) / 2;
}

}  // namespace compliance
