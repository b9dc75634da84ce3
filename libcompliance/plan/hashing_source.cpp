// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/hashing_source.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace compliance {
namespace {

constexpr std::size_t block_size = std::size_t{256} << 10;

}  // namespace

// A ring of blocks between the thread that reads and hashes, and the reader.
class HashingSource::Ahead {
 public:
  /// Null where no thread can be had.
  static std::unique_ptr<Ahead> start(ByteSource& source, Sha256& hash) {
    if (std::thread::hardware_concurrency() < 2) return nullptr;
    try {
      return std::make_unique<Ahead>(source, hash);
    } catch (const std::system_error&) {
      return nullptr;
    }
  }

  Ahead(ByteSource& source, Sha256& hash) : source_(source), hash_(hash), thread_([this] { run(); }) {}

  ~Ahead() {
    {
      const std::scoped_lock lock{mutex_};
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  std::size_t read(std::span<char> buffer) {
    if (at_ == current_size_) {
      std::unique_lock lock{mutex_};
      if (has_current_) {
        has_current_ = false;
        ++taken_;
        changed_.notify_all();
      }
      changed_.wait(lock, [&] { return filled_ > taken_ || ended_; });
      if (filled_ == taken_) {
        if (failure_) std::rethrow_exception(failure_);
        return 0;
      }
      has_current_ = true;
      at_ = 0;
      current_size_ = blocks_[taken_ % blocks_.size()].size;
    }
    const Block& block = blocks_[taken_ % blocks_.size()];
    const std::size_t count = std::min(buffer.size(), current_size_ - at_);
    std::memcpy(buffer.data(), block.bytes.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  struct Block {
    std::vector<char> bytes = std::vector<char>(block_size);
    std::size_t size = 0;
  };

  void run() {
    std::exception_ptr failure;
    try {
      while (fill()) {
      }
    } catch (...) {  // for the reader, who knows what it means
      failure = std::current_exception();
    }
    const std::scoped_lock lock{mutex_};
    failure_ = failure;
    ended_ = true;
    changed_.notify_all();
  }

  // The next block; false at the end, or when nobody wants more.
  bool fill() {
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [&] { return stopped_ || filled_ - taken_ < blocks_.size(); });
      if (stopped_) return false;
    }
    Block& block = blocks_[filled_ % blocks_.size()];
    block.size = source_.read(block.bytes);
    if (block.size == 0) return false;
    hash_.add({block.bytes.data(), block.size});
    const std::scoped_lock lock{mutex_};
    ++filled_;
    changed_.notify_all();
    return true;
  }

  ByteSource& source_;
  Sha256& hash_;
  std::array<Block, 4> blocks_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t filled_ = 0, taken_ = 0;  // blocks so far
  bool stopped_ = false;                  // the reader wants no more
  bool ended_ = false;                    // there is no more
  std::exception_ptr failure_;

  // The reader's: the block that it is in.
  bool has_current_ = false;
  std::size_t at_ = 0, current_size_ = 0;

  std::thread thread_;  // the last, so that all is there when it starts
};

HashingSource::HashingSource(ByteSource& source) : source_(&source) {}
HashingSource::~HashingSource() = default;

std::size_t HashingSource::read(std::span<char> buffer) {
  // A thread is not worth its while for little.
  if (!ahead_ && bytes_ >= 4 * block_size && may_start_) {
    may_start_ = false;
    ahead_ = Ahead::start(*source_, hash_);
  }
  const std::size_t count = ahead_ ? ahead_->read(buffer) : source_->read(buffer);
  if (!ahead_) hash_.add({buffer.data(), count});
  bytes_ += count;
  return count;
}

std::string HashingSource::finish() {
  std::vector<char> rest(block_size);
  const std::uint64_t given = bytes_;
  while (read(rest) != 0) {
  }
  bytes_ = given;
  ahead_.reset();
  return to_hex(as_bytes(hash_.finish()));
}

}  // namespace compliance
