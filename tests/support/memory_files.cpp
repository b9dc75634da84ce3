// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memory_files.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "libcompliance/io/files.h"

namespace compliance::testing {

struct MemoryFiles::Node {
  Kind kind = Kind::file;
  std::string content = {}, durable_content = {};
  std::map<std::string, NodePointer> entries = {}, durable_entries = {};
};

// A name that appears, goes, or moves: the unit that survives a power cut or does not.
struct MemoryFiles::Change {
  NodePointer from = {};
  std::string from_name = {};
  NodePointer to = {};
  std::string to_name = {};
  NodePointer node = {};

  void apply(std::map<std::string, NodePointer> Node::*entries) const {
    if (from) ((*from).*entries).erase(from_name);
    if (to) ((*to).*entries)[to_name] = node;
  }
};

class MemoryFiles::Writer final : public FileSystem::NewFile {
 public:
  Writer(MemoryFiles& files, NodePointer node) : files_(&files), node_(std::move(node)) {}
  void write(std::string_view bytes) override {
    files_->step();
    node_->content += bytes;
  }
  void close() override {
    files_->step();
    if (!files_->lies_.close_syncs_nothing) node_->durable_content = node_->content;
  }

 private:
  MemoryFiles* files_;
  NodePointer node_;
};

class MemoryFiles::HeldLock final : public FileSystem::Lock {
 public:
  HeldLock(MemoryFiles& files, std::string path) : files_(&files), path_(std::move(path)) {}
  ~HeldLock() override { files_->locked_.erase(path_); }

 private:
  MemoryFiles* files_;
  std::string path_;
};

namespace {

class CopySource final : public ByteSource {
 public:
  explicit CopySource(std::string text) : text_(std::move(text)), source_(text_) {}
  std::size_t read(std::span<char> buffer) override { return source_.read(buffer); }

 private:
  std::string text_;
  TextSource source_;
};

[[noreturn]] void fail(const std::string& path, std::string_view why) {
  throw EnvironmentError(path + ": " + std::string{why});
}

}  // namespace

MemoryFiles::MemoryFiles(Lies lies) : lies_(lies), root_(std::make_shared<Node>()) { root_->kind = Kind::folder; }
MemoryFiles::~MemoryFiles() = default;

std::string MemoryFiles::normal(const std::string& path) {
  std::string result;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    if (const std::string part = path.substr(at, slash - at); !part.empty() && part != ".") result += "/" + part;
    at = slash + 1;
  }
  return result.empty() ? "/" : result;
}

MemoryFiles::NodePointer MemoryFiles::find(const std::string& path) const {
  const std::string whole = normal(path);
  NodePointer node = root_;
  for (std::size_t at = 1; at < whole.size();) {
    const std::size_t slash = std::min(whole.find('/', at), whole.size());
    const auto found = node->entries.find(whole.substr(at, slash - at));
    if (found == node->entries.end()) return nullptr;
    node = found->second;
    at = slash + 1;
  }
  return node;
}

MemoryFiles::NodePointer MemoryFiles::folder_of(const std::string& path) const {
  NodePointer folder = find(parent_path(normal(path)));
  if (!folder || folder->kind != Kind::folder) fail(path, "its folder does not exist");
  return folder;
}

void MemoryFiles::step() {
  if (steps_left_ == 0) throw PowerFailed{};
  --steps_left_;
}

void MemoryFiles::change(Change change) {
  step();
  change.apply(&Node::entries);
  unsynced_.push_back(std::move(change));
}

void MemoryFiles::make_durable(const NodePointer& folder) {
  std::erase_if(unsynced_, [&](const Change& change) {
    if (change.from != folder && change.to != folder) return false;
    change.apply(&Node::durable_entries);
    return true;
  });
}

MemoryFiles::NodePointer MemoryFiles::put_folder(const std::string& path) {
  if (NodePointer folder = find(path)) return folder;
  const NodePointer parent = put_folder(parent_path(path));
  const auto folder = std::make_shared<Node>(Node{.kind = Kind::folder});
  return parent->entries[last_name(path)] = parent->durable_entries[last_name(path)] = folder;
}

void MemoryFiles::put(const std::string& path, std::string_view text) {
  const std::string whole = normal(path);
  const NodePointer folder = put_folder(parent_path(whole));
  folder->entries[last_name(whole)] = folder->durable_entries[last_name(whole)] = std::make_shared<Node>(
      Node{.kind = Kind::file, .content = std::string{text}, .durable_content = std::string{text}});
}

std::string MemoryFiles::text(const std::string& path) const {
  const NodePointer node = find(path);
  if (!node || node->kind != Kind::file) throw std::out_of_range(path);
  return node->content;
}

std::vector<std::string> MemoryFiles::paths() const {
  std::vector<std::string> result;
  const std::function<void(const std::string&, const Node&)> walk = [&](const std::string& path, const Node& node) {
    for (const auto& [name, child] : node.entries) {
      result.push_back(path + name + (child->kind == Kind::folder ? "/" : ""));
      if (child->kind == Kind::folder) walk(path + name + "/", *child);
    }
  };
  walk("/", *root_);
  return result;
}

void MemoryFiles::lose_power(const std::function<bool(Unsynced)>& survives) {
  for (const Change& change : unsynced_)
    if (survives(Unsynced::name)) change.apply(&Node::durable_entries);
  unsynced_.clear();
  const std::function<void(Node&)> settle = [&](Node& node) {
    if (node.content != node.durable_content && !survives(Unsynced::content))
      node.content =
          survives(Unsynced::half_content) ? node.content.substr(0, node.content.size() / 2) : node.durable_content;
    node.durable_content = node.content;
    node.entries = node.durable_entries;
    for (const auto& [name, child] : node.entries) settle(*child);
  };
  settle(*root_);
  locked_.clear();
  steps_left_ = static_cast<std::size_t>(-1);
}

std::optional<Kind> MemoryFiles::kind(const std::string& path) {
  const NodePointer node = find(path);
  return node ? std::optional{node->kind} : std::nullopt;
}

bool MemoryFiles::is_private(const std::string& path) {
  if (!find(path)) fail(path, "cannot look: No such file or directory");
  return !exposed_.contains(normal(path));
}

Result<std::unique_ptr<ByteSource>> MemoryFiles::open(const std::string& path) {
  const NodePointer node = find(path);
  if (!node) return Error{.message = "expected a file, and nothing is there", .place = {path}};
  if (node->kind != Kind::file) return Error{.message = "expected a file, not a folder", .place = {path}};
  return std::unique_ptr<ByteSource>{std::make_unique<CopySource>(node->content)};
}

Result<std::vector<Entry>> MemoryFiles::list(const std::string& folder) {
  const NodePointer node = find(folder);
  if (!node || node->kind != Kind::folder) return Error{.message = "expected a folder", .place = {folder}};
  std::vector<Entry> entries;
  for (const auto& [name, child] : node->entries) entries.push_back({name, child->kind});
  return entries;
}

std::unique_ptr<FileSystem::NewFile> MemoryFiles::create(const std::string& path) {
  const NodePointer folder = folder_of(path);
  if (find(path)) fail(path, "cannot create: File exists");
  auto node = std::make_shared<Node>();
  change({.to = folder, .to_name = last_name(normal(path)), .node = node});
  return std::make_unique<Writer>(*this, std::move(node));
}

void MemoryFiles::make_folder(const std::string& path) {
  const NodePointer folder = folder_of(path);
  if (find(path)) fail(path, "cannot create: File exists");
  change(
      {.to = folder, .to_name = last_name(normal(path)), .node = std::make_shared<Node>(Node{.kind = Kind::folder})});
}

void MemoryFiles::rename(const std::string& from, const std::string& to, Replace replace) {
  const NodePointer node = find(from), old = find(to);
  if (!node) fail(to, "cannot rename to this name: No such file or directory");
  if (old && (replace == Replace::no || old->kind != node->kind)) fail(to, "cannot rename to this name: File exists");
  const NodePointer from_folder = folder_of(from), to_folder = folder_of(to);
  change({.from = from_folder,
          .from_name = last_name(normal(from)),
          .to = to_folder,
          .to_name = last_name(normal(to)),
          .node = node});
  step();
  if (lies_.rename_syncs_nothing) return;
  make_durable(to_folder);
  make_durable(from_folder);
}

void MemoryFiles::remove_tree(const std::string& path) {
  const NodePointer node = find(path);
  if (!node) return;
  const auto names = node->entries;  // a copy: each removal changes the original
  for (const auto& [name, child] : names) remove_tree(join_path(normal(path), name));
  const NodePointer folder = folder_of(path);
  change({.from = folder, .from_name = last_name(normal(path))});
  step();
  make_durable(folder);
}

void MemoryFiles::sync_folder(const std::string& path) {
  const NodePointer folder = find(path);
  if (!folder || folder->kind != Kind::folder) fail(path, "cannot open: Not a directory");
  step();
  if (!lies_.sync_folder_syncs_nothing) make_durable(folder);
}

std::unique_ptr<FileSystem::Lock> MemoryFiles::try_lock(const std::string& path) {
  if (!find(path)) create(path);
  if (!locked_.insert(normal(path)).second) return nullptr;
  return std::make_unique<HeldLock>(*this, normal(path));
}

}  // namespace compliance::testing
