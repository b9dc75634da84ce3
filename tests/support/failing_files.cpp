// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memory_files.h"

namespace compliance::testing {

template <class Call>
auto FailingFiles::pass(const std::string& path, Call call) {
  const std::size_t number = calls_++;
  const bool fails = fails_ == Fails::for_good ? number >= call_ : number == call_;
  const auto error = [&] { return EnvironmentError(path + ": " + reason_); };
  if (!fails) return call();
  if (fails_ != Fails::after) throw error();
  static_cast<void>(call());
  throw error();
}

class FailingFiles::Source final : public ByteSource {
 public:
  Source(FailingFiles& files, std::unique_ptr<ByteSource> source, std::string path)
      : files_(&files), source_(std::move(source)), path_(std::move(path)) {}
  std::size_t read(std::span<char> buffer) override {
    return files_->pass(path_, [&] { return source_->read(buffer); });
  }

 private:
  FailingFiles* files_;
  std::unique_ptr<ByteSource> source_;
  std::string path_;
};

class FailingFiles::Writer final : public FileSystem::NewFile {
 public:
  Writer(FailingFiles& files, std::unique_ptr<NewFile> file, std::string path)
      : files_(&files), file_(std::move(file)), path_(std::move(path)) {}
  void write(std::string_view bytes) override {
    files_->pass(path_, [&] { file_->write(bytes); });
  }
  void close() override {
    files_->pass(path_, [&] { file_->close(); });
  }

 private:
  FailingFiles* files_;
  std::unique_ptr<NewFile> file_;
  std::string path_;
};

std::optional<Kind> FailingFiles::kind(const std::string& path) {
  return pass(path, [&] { return files_->kind(path); });
}

bool FailingFiles::is_private(const std::string& path) {
  return pass(path, [&] { return files_->is_private(path); });
}

Result<std::unique_ptr<ByteSource>> FailingFiles::open(const std::string& path) {
  COMPLIANCE_TRY(std::unique_ptr<ByteSource> source, pass(path, [&] { return files_->open(path); }));
  return std::unique_ptr<ByteSource>{std::make_unique<Source>(*this, std::move(source), path)};
}

Result<std::vector<Entry>> FailingFiles::list(const std::string& folder) {
  return pass(folder, [&] { return files_->list(folder); });
}

std::unique_ptr<FileSystem::NewFile> FailingFiles::create(const std::string& path) {
  return std::make_unique<Writer>(*this, pass(path, [&] { return files_->create(path); }), path);
}

void FailingFiles::make_folder(const std::string& path) {
  pass(path, [&] { files_->make_folder(path); });
}

void FailingFiles::rename(const std::string& from, const std::string& to, Replace replace) {
  pass(to, [&] { files_->rename(from, to, replace); });
}

void FailingFiles::remove_tree(const std::string& path) {
  pass(path, [&] { files_->remove_tree(path); });
}

void FailingFiles::sync_folder(const std::string& path) {
  pass(path, [&] { files_->sync_folder(path); });
}

std::unique_ptr<FileSystem::Lock> FailingFiles::try_lock(const std::string& path) {
  return pass(path, [&] { return files_->try_lock(path); });
}

}  // namespace compliance::testing
