// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/output_files.h"

#include <utility>

#include "libcompliance/plan/hashing_source.h"

namespace compliance {

class OutputFiles::File final : public FileSystem::NewFile {
 public:
  File(std::unique_ptr<FileSystem::NewFile> file, std::string name, std::vector<OutputFile>& written)
      : file_(std::move(file)), hash_(file_.get()), written_(&written) {
    entry_.file = std::move(name);
  }

  void write(std::string_view bytes) override {
    hash_.write(bytes);
    entry_.bytes += bytes.size();
  }

  void close() override {
    file_->close();
    entry_.sha256 = hash_.finish();
    written_->push_back(std::move(entry_));
  }

 private:
  std::unique_ptr<FileSystem::NewFile> file_;
  HashingSink hash_;
  OutputFile entry_;
  std::vector<OutputFile>* written_;
};

std::unique_ptr<FileSystem::NewFile> OutputFiles::create(const std::string& name) {
  return std::make_unique<File>(files_->create(out_->inside(name)), name, written_);
}

}  // namespace compliance
