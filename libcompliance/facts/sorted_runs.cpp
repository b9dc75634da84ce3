// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/sorted_runs.h"

#include <algorithm>
#include <cstring>

namespace compliance {
namespace {

constexpr std::size_t window_size = std::size_t{32} << 10U;
constexpr std::size_t head_size = sizeof(std::uint64_t) + sizeof(std::uint32_t);  // of an entry: its value and its size

}  // namespace

SortedRuns::SortedRuns(Scratch& scratch) : scratch_(&scratch) {}

void SortedRuns::add(std::string_view key, std::uint64_t value) {
  entries_.push_back({.begin = keys_.size(), .size = static_cast<std::uint32_t>(key.size()), .value = value});
  keys_ += key;
  // Where there is far too little memory runs become longer, or their number would take more than they do.
  const std::uint64_t most = scratch_->memory() / 8 << std::min<std::size_t>(ends_.size() / 64, 20);
  if (keys_.size() + entries_.size() * sizeof(Entry) > most) write_run();
}

void SortedRuns::write_run() {
  if (entries_.empty()) return;
  const auto key_of = [&](const Entry& entry) { return std::string_view{keys_}.substr(entry.begin, entry.size); };
  std::ranges::sort(entries_, [&](const Entry& a, const Entry& b) {
    const auto order = key_of(a).compare(key_of(b));
    return order < 0 || (order == 0 && a.value < b.value);
  });
  if (!file_) file_ = scratch_->create();
  std::string text;
  const auto write = [&] {
    file_->append(text);
    size_ += text.size();
    text.clear();
  };
  for (const Entry& entry : entries_) {
    text.append(reinterpret_cast<const char*>(&entry.value), sizeof entry.value);
    text.append(reinterpret_cast<const char*>(&entry.size), sizeof entry.size);
    text += key_of(entry);
    if (text.size() > window_size) write();
  }
  write();
  ends_.push_back(size_);
  entries_.clear();
  keys_.clear();
}

SortedRuns::Reader::Reader(const SortedRuns& runs) : file_(runs.file_.get()) {
  std::uint64_t begin = 0;
  for (const std::uint64_t end : runs.ends_) {
    runs_.push_back({.at = begin, .end = end});
    begin = end;
  }
}

bool SortedRuns::Reader::is_later(const Run& a, const Run& b) {
  const auto order = a.key().compare(b.key());
  return order > 0 || (order == 0 && a.value > b.value);
}

bool SortedRuns::Reader::next() {
  if (!started_) {
    started_ = true;
    for (Run& run : runs_) advance(run);  // none is empty
    std::ranges::make_heap(runs_, is_later);
    return !runs_.empty();
  }
  if (runs_.empty()) return false;
  std::ranges::pop_heap(runs_, is_later);
  if (advance(runs_.back()))
    std::ranges::push_heap(runs_, is_later);
  else
    runs_.pop_back();
  return !runs_.empty();
}

// Whether so many bytes are left; then they are in the window.
bool SortedRuns::Reader::have(Run& run, std::size_t count) {
  if (run.window.size() - run.begin >= count) return true;
  run.window.erase(0, run.begin);
  run.begin = 0;
  const std::size_t had = run.window.size();
  const auto more =
      static_cast<std::size_t>(std::min<std::uint64_t>(std::max(window_size, count) - had, run.end - run.at));
  run.window.resize(had + more);
  file_->read(run.at, {run.window.data() + had, more});
  run.at += more;
  return run.window.size() >= count;
}

bool SortedRuns::Reader::advance(Run& run) {
  if (!have(run, head_size)) return false;
  std::uint32_t size = 0;
  std::memcpy(&run.value, run.window.data() + run.begin, sizeof run.value);
  std::memcpy(&size, run.window.data() + run.begin + sizeof run.value, sizeof size);
  have(run, head_size + size);
  run.key_size = size;
  run.begin += head_size + size;
  return true;
}

std::string key_of_number(std::uint64_t number) {
  std::string key(sizeof number, '\0');
  for (std::size_t i = key.size(); i-- > 0; number >>= 8U) key[i] = static_cast<char>(number & 0xFFU);
  return key;
}

std::uint64_t number_of_key(std::string_view key) {
  std::uint64_t number = 0;
  for (const char byte : key) number = number << 8U | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace compliance
