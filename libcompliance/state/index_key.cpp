// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/index_key.h"

#include "libcompliance/base/error.h"
#include "libcompliance/io/files.h"

namespace compliance {
namespace {

constexpr std::uint64_t max_key_file_size = 4096;

}  // namespace

void make_index_key(FileSystem& files, const std::string& path) {
  Result<AtomicFile> file = AtomicFile::create(files, path, FileSystem::Replace::no);
  if (!file) throw EnvironmentError(to_string(file.error()));
  std::string text = to_base64(SecretKey::random().bytes()) + '\n';
  file->write(text);
  wipe(text);
  file->commit();
}

SecretKey read_index_key(FileSystem& files, const std::string& path) {
  if (!files.kind(path)) throw EnvironmentError(path + ": the key of the fingerprints is not there; restore it");
  if (!files.is_private(path))
    throw EnvironmentError(path + ": others may use the key of the fingerprints; it must be yours, with mode 0600");
  Result<std::string> text = read_file(files, path, max_key_file_size);
  if (!text) throw EnvironmentError(to_string(text.error()));
  if (text->ends_with('\n')) text->pop_back();
  std::optional<std::string> bytes = from_base64(*text);
  wipe(*text);
  std::optional<SecretKey> key = bytes ? SecretKey::from_bytes(*bytes) : std::nullopt;
  if (bytes) wipe(*bytes);
  if (!key) throw EnvironmentError(path + ": is not the key of the fingerprints, or is damaged; restore it");
  return *std::move(key);
}

}  // namespace compliance
