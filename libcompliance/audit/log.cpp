// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/log.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "libcompliance/audit/entry.h"
#include "libcompliance/audit/tiles.h"
#include "libcompliance/audit/tree.h"
#include "libcompliance/io/files.h"

namespace compliance {
namespace {

constexpr std::uint64_t max_key_file_size = 4096;

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw EnvironmentError{to_string(result.error())};
  return *std::move(result);
}

void write_file(FileSystem& files, const std::string& path, std::string_view bytes, FileSystem::Replace replace) {
  auto file = or_throw(AtomicFile::create(files, path, replace));
  file.write(bytes);
  file.commit();
}

[[noreturn]] void refuse_damage(const std::string& path) {
  throw EnvironmentError{path + ": is not what the checkpoint signs; nothing was added to the log"};
}

// Writes bundles and tiles, and remembers them, so that what they replace can be removed once they are published. They
// need no temporary names: a path holds the number of its entries, so that no checkpoint yet leads to one that is new.
class Pieces {
 public:
  Pieces(FileSystem& files, const std::string& folder) : files_(files), folder_(folder), folders_{folder} {}

  void write(const std::string& name, std::string_view bytes) {
    const std::string path = join_path(folder_, name);
    make_folders_for(name);
    files_.remove_tree(path);  // a crash may have left something
    const auto file = files_.create(path);
    file->write(bytes);
    file->close();
    written_.push_back(path);
  }

  // After this a checkpoint may lead to them.
  void sync() {
    for (const std::string& folder : folders_) files_.sync_folder(folder);
  }

  // Of each piece that was written, the versions with fewer entries; and with more, which a crash left.
  void remove_superseded() {
    for (const std::string& path : written_) {
      const std::string folder = parent_path(path);
      if (!folder.ends_with(".p")) {
        if (files_.kind(path + ".p")) files_.remove_tree(path + ".p");
        continue;
      }
      for (const Entry& entry : or_throw(files_.list(folder)))
        if (entry.name != last_name(path)) files_.remove_tree(join_path(folder, entry.name));
    }
  }

 private:
  void make_folders_for(const std::string& name) {
    for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
      const std::string path = join_path(folder_, name.substr(0, slash));
      if (folders_.insert(path).second && !files_.kind(path)) files_.make_folder(path);
    }
  }

  FileSystem& files_;
  const std::string& folder_;
  std::vector<std::string> written_;
  std::set<std::string> folders_;  // that hold the pieces, and those that lead there from `folder_`
};

RightEdge read_right_edge(FileSystem& files, const std::string& folder, const Checkpoint& checkpoint) {
  std::vector<std::vector<Digest>> last;
  for (std::uint64_t count = checkpoint.size; count > 0; count /= tile_width) {
    const auto level = static_cast<unsigned>(last.size());
    last.emplace_back();
    if (count % tile_width == 0) continue;
    const std::size_t width = static_cast<std::size_t>(count % tile_width);
    const std::string path = join_path(folder, tile_path(level, count / tile_width, width));
    TileContent tile = decode_tile(or_throw(read_file(files, path, max_piece_size)), width);
    if (tile.length != Length::exact) refuse_damage(path);
    last.back() = std::move(tile.hashes);
  }
  RightEdge edge{checkpoint.size, std::move(last)};
  if (edge.root() != checkpoint.root) refuse_damage(join_path(folder, "tile"));
  return edge;
}

// The bundle that the next entry goes into. Its entries must be those that the tree has hashes of.
std::string read_last_bundle(FileSystem& files, const std::string& folder, const RightEdge& edge) {
  const std::size_t width = static_cast<std::size_t>(edge.size() % tile_width);
  if (width == 0) return {};
  const std::string path = join_path(folder, bundle_path(edge.size() / tile_width, width));
  std::string bundle = or_throw(read_file(files, path, max_piece_size));
  const BundleContent content = decode_bundle(bundle, width);
  if (content.length != Length::exact ||
      !std::ranges::equal(content.entries, edge.unfinished().front().hashes, {}, leaf_hash))
    refuse_damage(path);
  return bundle;
}

void write_bundles(Pieces& pieces, std::string bundle, std::uint64_t size, std::span<const std::string> leaves) {
  for (const std::string& leaf : leaves) {
    add_to_bundle(bundle, leaf);
    if (++size % tile_width != 0) continue;
    pieces.write(bundle_path(size / tile_width - 1, tile_width), bundle);
    bundle.clear();
  }
  if (!bundle.empty())
    pieces.write(bundle_path(size / tile_width, static_cast<std::size_t>(size % tile_width)), bundle);
}

}  // namespace

void AuditLog::create(FileSystem& files, const std::string& folder, const std::string& key_file,
                      std::string_view origin) {
  if (!is_log_name(origin)) throw std::logic_error{"audit log: the origin is no name for a log"};
  const LogSigner signer{std::string{origin}, SecretKey::random()};
  files.make_folder(folder);
  std::string key = signer.text() + '\n';
  write_file(files, key_file, key, FileSystem::Replace::no);
  wipe(key);
  write_file(files, join_path(folder, "verifier"), signer.verifier().text() + '\n', FileSystem::Replace::no);
  write_file(files, join_path(folder, "checkpoint"), sign_checkpoint(0, RightEdge{}.root(), signer),
             FileSystem::Replace::no);
  files.sync_folder(parent_path(folder));
}

AuditLog AuditLog::open(FileSystem& files, const std::string& folder, const std::string& key_file) {
  if (!files.kind(key_file)) throw EnvironmentError{key_file + ": the key of the audit log is not there"};
  if (!files.is_private(key_file))
    throw EnvironmentError{key_file + ": others may use the key of the audit log; it must be yours, with mode 0600"};
  std::string text = or_throw(read_file(files, key_file, max_key_file_size));
  Result<LogSigner> signer = at({key_file}, LogSigner::parse(text));
  wipe(text);
  LogSigner known = or_throw(std::move(signer));
  const std::string path = join_path(folder, "checkpoint");
  const std::string note = or_throw(read_file(files, path, max_note_size));
  Checkpoint checkpoint = or_throw(open_checkpoint(note, known.verifier(), path));
  return AuditLog{files, folder, std::move(known), std::move(checkpoint)};
}

void AuditLog::append(std::span<const std::string> leaves) {
  if (leaves.empty()) return;
  std::vector<Digest> hashes;
  hashes.reserve(leaves.size());
  for (const std::string& leaf : leaves) {
    if (leaf.empty() || leaf.size() > max_leaf_size) throw std::logic_error{"audit log: a leaf is 1 to 4096 bytes"};
    hashes.push_back(leaf_hash(leaf));
  }
  RightEdge edge = read_right_edge(*files_, folder_, checkpoint_);
  Pieces pieces{*files_, folder_};
  write_bundles(pieces, read_last_bundle(*files_, folder_, edge), edge.size(), leaves);
  for (const Tile& tile : edge.add(std::move(hashes)))
    pieces.write(tile_path(tile.level, tile.index, tile.hashes.size()), encode_tile(tile.hashes));
  pieces.sync();
  const Digest root = edge.root();
  write_file(*files_, join_path(folder_, "checkpoint"), sign_checkpoint(edge.size(), root, signer_),
             FileSystem::Replace::yes);
  checkpoint_.size = edge.size();
  checkpoint_.root = root;
  pieces.remove_superseded();
}

Result<std::vector<std::string>> read_leaves(FileSystem& files, const std::string& folder, std::uint64_t from,
                                             std::uint64_t to) {
  const std::string checkpoint_path = join_path(folder, "checkpoint");
  COMPLIANCE_TRY(const std::string note, read_file(files, checkpoint_path, max_note_size));
  COMPLIANCE_TRY(const Checkpoint checkpoint, read_checkpoint(note, checkpoint_path));
  if (from > to || to > checkpoint.size)
    return Error{.message = "expected numbers of entries in order, up to " + std::to_string(checkpoint.size),
                 .place = {folder, 0, 0}};
  std::vector<std::string> leaves;
  for (std::uint64_t at = from; at < to;) {
    const std::uint64_t index = at / tile_width;
    const std::size_t width = width_of(index, checkpoint.size);
    const std::string path = join_path(folder, bundle_path(index, width));
    COMPLIANCE_TRY(const std::string bytes, read_file(files, path, max_piece_size));
    const BundleContent bundle = decode_bundle(bytes, width);
    if (bundle.length != Length::exact)
      return Error{.message = "expected the number of entries here to be " + std::to_string(width),
                   .place = {path, 0, 0}};
    for (; at < to && at / tile_width == index; ++at) leaves.emplace_back(bundle.entries[at % tile_width]);
  }
  return leaves;
}

}  // namespace compliance
