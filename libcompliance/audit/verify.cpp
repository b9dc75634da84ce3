// SPDX-License-Identifier: Apache-2.0
// The reader's side of log.h. Two trees grow side by side: one of the entries, one of the hashes that the level-0 tiles
// hold. Where they differ, the one that leads to the signed root says which of the two was changed. What is missing on
// one side is taken from the other, so that the rest can still be judged; it is a finding already.

#include <algorithm>
#include <iterator>

#include "libcompliance/audit/entry_checks.h"
#include "libcompliance/audit/log.h"
#include "libcompliance/audit/tiles.h"
#include "libcompliance/audit/tree.h"
#include "libcompliance/io/files.h"

namespace compliance {
namespace {

// A checkpoint kept elsewhere, and the root of our first `checkpoint.size` entries.
struct Kept {
  std::string source;
  Checkpoint checkpoint;
  std::optional<Digest> by_entries = {};
  std::optional<Digest> by_tiles = {};
};

// A stored hash that is not the one of these entries.
struct Difference {
  std::string path;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

struct Side {
  RightEdge tree = {};
  std::vector<Difference> differences = {};  // from the tiles above level 0
};

// A list of equal length: what one side lacks at the end is taken from the other.
void fill_up(std::vector<Digest>& hashes, const std::vector<Digest>& other) {
  for (std::size_t i = hashes.size(); i < other.size(); ++i) hashes.push_back(other[i]);
}

class Verification {
 public:
  Verification(FileSystem& files, const std::string& folder, const Checkpoint& checkpoint, std::vector<Kept> kept)
      : files_(files), folder_(folder), checkpoint_(checkpoint), kept_(std::move(kept)) {}

  LogReport run() {
    take_prefixes({}, {});
    const std::uint64_t bundles = checkpoint_.size / tile_width + (checkpoint_.size % tile_width != 0 ? 1 : 0);
    bool readable = true;
    for (std::uint64_t index = 0; readable && index < bundles; ++index) readable = read_bundle(index);
    if (readable) {
      const std::vector<Tile> of_entries = entries_.tree.unfinished(), of_tiles = tiles_.tree.unfinished();
      for (std::size_t i = 0; i < of_entries.size(); ++i) check_upper_tile(of_entries[i], of_tiles[i]);
      judge();
    }
    report_kept(readable);
    return {checkpoint_, std::move(findings_), first_bad_};
  }

 private:
  std::string path_of(const std::string& name) const { return join_path(folder_, name); }

  void report(std::string_view code, const std::string& path, std::string message, std::string hint = {}) {
    findings_.push_back({.code = code,
                         .severity = Severity::error,
                         .place = {path, 0, 0},
                         .message = std::move(message),
                         .hint = std::move(hint)});
  }

  void report_bad_entry(std::uint64_t number) { first_bad_ = std::min(number, first_bad_.value_or(number)); }

  // The file's bytes; of one that cannot be had, a finding.
  std::optional<std::string> read(const std::string& name) {
    const std::string path = path_of(name);
    Result<std::string> bytes = read_file(files_, path, max_piece_size);
    if (bytes) return *std::move(bytes);
    report("audit.missing", path, bytes.error().message);
    return std::nullopt;
  }

  BundleContent entries_of(const std::optional<std::string>& bytes, const std::string& name, std::size_t width) {
    if (!bytes) return {};
    BundleContent bundle = decode_bundle(*bytes, width);
    report_length(bundle.length, name);
    return bundle;
  }

  TileContent read_tile(const std::string& name, std::size_t width) {
    const std::optional<std::string> bytes = read(name);
    if (!bytes) return {};
    TileContent tile = decode_tile(*bytes, width);
    report_length(tile.length, name);
    return tile;
  }

  void report_length(Length length, const std::string& name) {
    if (length == Length::cut) report("audit.cut", path_of(name), "ends before its last entry");
    if (length == Length::extended) report("audit.extended", path_of(name), "goes on after its last entry");
  }

  // False when there is no telling what its entries were: then the root cannot be computed.
  bool read_bundle(std::uint64_t index) {
    const std::size_t width = width_of(index, checkpoint_.size);
    const std::string name = bundle_path(index, width);
    const std::optional<std::string> bytes = read(name);
    const BundleContent bundle = entries_of(bytes, name, width);
    TileContent tile = read_tile(tile_path(0, index, width), width);

    std::vector<Digest> hashes;
    for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
      hashes.push_back(leaf_hash(bundle.entries[i]));
      entry_checks_.add(index * tile_width + i, bundle.entries[i], path_of(name));
    }
    if (hashes.size() < width) {
      report_bad_entry(index * tile_width + hashes.size());
      entries_are_whole_ = false;
    }
    fill_up(hashes, tile.hashes);
    fill_up(tile.hashes, hashes);
    if (hashes.size() < width) {
      report("audit.missing", path_of(name),
             "neither the entries from " + std::to_string(index * tile_width + hashes.size()) +
                 " on nor their hashes are there; what follows was not checked");
      return false;
    }
    for (std::size_t i = 0; i < width; ++i)
      if (hashes[i] != tile.hashes[i]) differing_.push_back(index * tile_width + i);
    take_prefixes(hashes, tile.hashes);
    grow(std::move(hashes), std::move(tile.hashes));
    return true;
  }

  void grow(std::vector<Digest> of_entries, std::vector<Digest> of_tiles) {
    const std::vector<Tile> by_entries = entries_.tree.add(std::move(of_entries));
    const std::vector<Tile> by_tiles = tiles_.tree.add(std::move(of_tiles));
    for (std::size_t i = 0; i < by_entries.size(); ++i)
      if (by_entries[i].hashes.size() == tile_width) check_upper_tile(by_entries[i], by_tiles[i]);
  }

  // The same tile as the two sides have it. Level 0 was compared hash by hash already.
  void check_upper_tile(const Tile& of_entries, const Tile& of_tiles) {
    if (of_entries.level == 0) return;
    const std::size_t width = of_entries.hashes.size();
    const std::string name = tile_path(of_entries.level, of_entries.index, width);
    const TileContent stored = read_tile(name, width);
    compare(stored, of_entries, path_of(name), entries_.differences);
    compare(stored, of_tiles, path_of(name), tiles_.differences);
  }

  void compare(const TileContent& stored, const Tile& computed, const std::string& path, std::vector<Difference>& to) {
    const std::uint64_t leaves = std::uint64_t{1} << (8 * computed.level);
    for (std::size_t i = 0; i < stored.hashes.size(); ++i) {
      const std::uint64_t first = (computed.index * tile_width + i) * leaves;
      if (stored.hashes[i] != computed.hashes[i]) to.push_back({path, first, first + leaves - 1});
    }
  }

  // The roots of the kept sizes that lie in the leaves which come next: after the ones there are, or one of `next`.
  void take_prefixes(const std::vector<Digest>& of_entries, const std::vector<Digest>& of_tiles) {
    const auto prefix_root = [](RightEdge tree, const std::vector<Digest>& next, std::uint64_t size) {
      const auto count = static_cast<std::ptrdiff_t>(size - tree.size());
      tree.add({next.begin(), next.begin() + count});
      return tree.root();
    };
    const std::uint64_t from = entries_.tree.size();
    for (Kept& kept : kept_) {
      const std::uint64_t size = kept.checkpoint.size;
      if (size < from || size > from + of_entries.size()) continue;
      kept.by_entries = prefix_root(entries_.tree, of_entries, size);
      kept.by_tiles = prefix_root(tiles_.tree, of_tiles, size);
    }
  }

  void judge() {
    const bool entries_lead_to_root = entries_.tree.root() == checkpoint_.root;
    tiles_are_right_ = !entries_lead_to_root && tiles_.tree.root() == checkpoint_.root;
    if (entries_lead_to_root) {
      report_differing("audit.tile_changed", tile_name, "does not hold the hash of ");
      report_differences("audit.tile_changed", entries_.differences);
    } else if (tiles_are_right_) {
      report_differing("audit.entry_changed", bundle_path, "is not what was signed: ");
      if (!differing_.empty()) report_bad_entry(differing_.front());
      report_differences("audit.tile_changed", tiles_.differences);
    } else {
      report("audit.root_differs", path_of("checkpoint"),
             "the " + std::to_string(checkpoint_.size) +
                 " entries do not lead to the signed root, and neither do the tiles: both were changed",
             "compare with a backup, or with a checkpoint that was kept elsewhere");
      report_differing("audit.root_differs", bundle_path, "has another hash in its tile: ");
      report_differences("audit.root_differs", entries_.differences);
    }
    // What an entry says counts only if it is what was signed.
    if (!entries_lead_to_root || !entries_are_whole_) return;
    std::ranges::move(std::move(entry_checks_).finish(), std::back_inserter(findings_));
  }

  static std::string tile_name(std::uint64_t index, std::size_t width) { return tile_path(0, index, width); }

  // One finding a file, however many of its entries differ.
  void report_differing(std::string_view code, std::string (*name)(std::uint64_t, std::size_t), std::string_view what) {
    for (std::span<const std::uint64_t> rest = differing_; !rest.empty();) {
      const std::uint64_t index = rest.front() / tile_width;
      const auto next = std::ranges::find_if(rest, [&](std::uint64_t number) { return number / tile_width != index; });
      const auto count = static_cast<std::size_t>(next - rest.begin());
      report(code, path_of(name(index, width_of(index, checkpoint_.size))),
             std::string{what} + "entry " + std::to_string(rest.front()) +
                 (count > 1 ? " and " + std::to_string(count - 1) + " more" : ""));
      rest = rest.subspan(count);
    }
  }

  void report_differences(std::string_view code, const std::vector<Difference>& differences) {
    for (const Difference& where : differences)
      report(code, where.path,
             "does not hold the hash of entries " + std::to_string(where.first) + " to " + std::to_string(where.last));
  }

  void report_kept(bool complete) {
    for (const Kept& kept : kept_) {
      const std::string size = std::to_string(kept.checkpoint.size);
      if (kept.checkpoint.size > checkpoint_.size) {
        report("audit.rolled_back", kept.source,
               "ROLLED BACK: the log had " + size + " entries, and has " + std::to_string(checkpoint_.size),
               "an old copy was restored, or the end was cut off");
        continue;
      }
      const std::optional<Digest>& root = tiles_are_right_ ? kept.by_tiles : kept.by_entries;
      if (kept.checkpoint.origin != checkpoint_.origin || (root && *root != kept.checkpoint.root))
        report("audit.rewritten", kept.source,
               "REWRITTEN: the first " + size + " entries were others than those of the log, which has " +
                   std::to_string(checkpoint_.size) + " now");
      else if (!root && !complete)
        report("audit.missing", kept.source, "could not be compared: the log cannot be read that far");
    }
  }

  FileSystem& files_;
  const std::string& folder_;
  const Checkpoint& checkpoint_;
  std::vector<Kept> kept_;
  Side entries_;
  Side tiles_;
  EntryChecks entry_checks_;
  std::vector<std::uint64_t> differing_;  // entries whose stored hash is another
  bool entries_are_whole_ = true;
  bool tiles_are_right_ = false;
  std::vector<Finding> findings_;
  std::optional<std::uint64_t> first_bad_;
};

Finding bad_signature(const Error& error) {
  return {.code = "audit.bad_signature",
          .severity = Severity::error,
          .place = error.place,
          .message = error.message,
          .hint = error.hint};
}

LogReport verify_once(FileSystem& files, const std::string& folder, const std::string& note,
                      const LogVerifier& verifier, std::span<const std::pair<std::string, std::string>> kept,
                      const std::optional<Checkpoint>& known) {
  const Result<Checkpoint> checkpoint = open_checkpoint(note, verifier, join_path(folder, "checkpoint"));
  if (!checkpoint) return {.findings = {bad_signature(checkpoint.error())}, .first_bad = {}};
  std::vector<Kept> prefixes;
  std::vector<Finding> unreadable;
  for (const auto& [source, text] : kept) {
    Result<Checkpoint> prefix = open_checkpoint(text, verifier, source);
    if (prefix)
      prefixes.push_back({source, *std::move(prefix)});
    else
      unreadable.push_back(bad_signature(prefix.error()));
  }
  if (known) prefixes.push_back({"state.db", *known});
  LogReport report = Verification{files, folder, *checkpoint, std::move(prefixes)}.run();
  std::ranges::move(unreadable, std::back_inserter(report.findings));
  return report;
}

}  // namespace

Result<LogReport> verify_log(FileSystem& files, const std::string& folder, const LogVerifier& verifier,
                             std::span<const std::pair<std::string, std::string>> kept,
                             const std::optional<Checkpoint>& known) {
  const std::string path = join_path(folder, "checkpoint");
  COMPLIANCE_TRY(std::string note, read_file(files, path, max_note_size));
  while (true) {
    LogReport report = verify_once(files, folder, note, verifier, kept, known);
    if (report.findings.empty()) return report;
    // A writer may have published meanwhile, and removed unfinished tiles that this reader still wanted.
    COMPLIANCE_TRY(std::string now, read_file(files, path, max_note_size));
    if (now == note) return report;
    note = std::move(now);
  }
}

}  // namespace compliance
