// SPDX-License-Identifier: Apache-2.0
// Two file systems for tests: one in memory that can lose power, and one that lets a chosen call of another fail.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/io/file_system.h"

namespace compliance::testing {

/// Files in memory. It remembers for every change whether it was synced: the content of a file by its `close`, a name
/// by the sync of its folder. "/" exists. Relative paths start there too.
class MemoryFiles final : public FileSystem {
 public:
  /// What is wrong with the disk, or with the code above it: mutants that a good test must see (F07).
  struct Lies {
    bool close_syncs_nothing = false;
    bool sync_folder_syncs_nothing = false;
    bool rename_syncs_nothing = false;
  };

  MemoryFiles() : MemoryFiles(Lies{}) {}
  explicit MemoryFiles(Lies lies);
  ~MemoryFiles() override;

  /// For arranging and looking, without a fault: `put` makes a durable file and its folders; `text` throws
  /// std::out_of_range when no file is there; `paths` are all files and folders, those ending in "/".
  void put(const std::string& path, std::string_view text);
  std::string text(const std::string& path) const;
  std::vector<std::string> paths() const;

  /// From now on `path` counts as readable by others.
  void expose(const std::string& path) { exposed_.insert(normal(path)); }

  /// Power fails now: `survives` is asked for every change that was not synced, in order. It decides for names and
  /// contents separately; a content that does not survive goes back to what was synced last, or is cut in half.
  enum class Unsynced { name, content, half_content };
  void lose_power(const std::function<bool(Unsynced)>& survives);

  /// After so many more steps the power is off: every change of the disk throws PowerFailed and does nothing, until
  /// `lose_power` decides what is found afterwards. A step is half a call where a call does two things.
  struct PowerFailed : EnvironmentError {
    PowerFailed() : EnvironmentError("power failed") {}
  };
  void fail_power_after(std::size_t steps) { steps_left_ = steps; }

  std::optional<Kind> kind(const std::string& path) override;
  bool is_private(const std::string& path) override;
  std::string absolute(const std::string& path) override { return normal(path); }
  Result<std::unique_ptr<ByteSource>> open(const std::string& path) override;
  Result<std::vector<Entry>> list(const std::string& folder) override;
  std::unique_ptr<NewFile> create(const std::string& path) override;
  void make_folder(const std::string& path) override;
  void rename(const std::string& from, const std::string& to, Replace replace) override;
  void remove_tree(const std::string& path) override;
  void sync_folder(const std::string& path) override;
  std::unique_ptr<Lock> try_lock(const std::string& path) override;

 private:
  struct Node;
  class Writer;
  class HeldLock;
  struct Change;
  using NodePointer = std::shared_ptr<Node>;

  static std::string normal(const std::string& path);
  NodePointer find(const std::string& path) const;
  NodePointer folder_of(const std::string& path) const;
  NodePointer put_folder(const std::string& path);
  void step();
  void change(Change change);
  void make_durable(const NodePointer& folder);

  Lies lies_;
  NodePointer root_;
  std::vector<Change> unsynced_;  // names, in the order of the calls
  std::set<std::string> exposed_;
  std::set<std::string> locked_;
  std::size_t steps_left_ = static_cast<std::size_t>(-1);
};

/// Passes every call on, and makes one of them, or all from one on, fail.
class FailingFiles final : public FileSystem {
 public:
  /// `once`: the call alone; `for_good`: it and all later ones, as on a full disk. `after`: the call is carried out and
  /// then reported as failed, as when a rename is done and the sync behind it is not.
  enum class Fails { once, for_good, after };
  FailingFiles(FileSystem& files, std::size_t call, Fails fails, std::string reason = "No space left on device")
      : files_(&files), call_(call), fails_(fails), reason_(std::move(reason)) {}

  /// From now on `call` is the one that fails.
  void fail_from(std::size_t call) { call_ = call; }

  /// The calls so far; `call` counts from 0.
  std::size_t calls() const { return calls_; }

  std::optional<Kind> kind(const std::string& path) override;
  bool is_private(const std::string& path) override;
  std::string absolute(const std::string& path) override { return files_->absolute(path); }
  Result<std::unique_ptr<ByteSource>> open(const std::string& path) override;
  Result<std::vector<Entry>> list(const std::string& folder) override;
  std::unique_ptr<NewFile> create(const std::string& path) override;
  void make_folder(const std::string& path) override;
  void rename(const std::string& from, const std::string& to, Replace replace) override;
  void remove_tree(const std::string& path) override;
  void sync_folder(const std::string& path) override;
  std::unique_ptr<Lock> try_lock(const std::string& path) override;

 private:
  class Source;
  class Writer;
  template <class Call>
  auto pass(const std::string& path, Call call);

  FileSystem* files_;
  std::size_t call_;
  Fails fails_;
  std::string reason_;
  std::size_t calls_ = 0;
};

}  // namespace compliance::testing
