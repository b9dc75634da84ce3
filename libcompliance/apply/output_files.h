// SPDX-License-Identifier: Apache-2.0
// The files of an output, each hashed while it is written, so that result.json can name them all.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "libcompliance/io/files.h"

namespace compliance {

struct OutputFile {
  std::string file = {};  // relative to the output
  std::uint64_t bytes = 0;
  std::string sha256 = {};  // hex
};

class OutputFiles {
 public:
  /// Both must outlive it.
  OutputFiles(FileSystem& files, AtomicFolder& out) : files_(&files), out_(&out) {}

  /// A new file below the output (AtomicFolder::inside). It counts as written once it is closed; this object must live
  /// until then.
  std::unique_ptr<FileSystem::NewFile> create(const std::string& name);

  /// In the order in which they were closed.
  const std::vector<OutputFile>& written() const { return written_; }

 private:
  class File;
  FileSystem* files_;
  AtomicFolder* out_;
  std::vector<OutputFile> written_;
};

}  // namespace compliance
