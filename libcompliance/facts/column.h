// SPDX-License-Identifier: Apache-2.0
// A vector for millions of small values: it grows where it stands, so that no moment holds the old and the new at once,
// and what it has reserved but not used takes no memory. Private to facts.

#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace compliance {

template <class T>
class Column {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  void push_back(const T& value) {
    if (size_ == capacity_) reserve(capacity_ == 0 ? 64 : capacity_ * 2);
    std::construct_at(values_.get() + size_, value);
    ++size_;
  }

  void append(const T* values, std::size_t count) {
    while (capacity_ - size_ < count) reserve(capacity_ == 0 ? 64 : capacity_ * 2);
    std::uninitialized_copy_n(values, count, values_.get() + size_);
    size_ += count;
  }

  T& operator[](std::size_t index) { return values_.get()[index]; }
  const T& operator[](std::size_t index) const { return values_.get()[index]; }
  const T* data() const { return values_.get(); }
  std::size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(T* values) const { std::free(values); }
  };

  // A large block moves by its page tables alone (mremap), which no allocator of C++ can ask for.
  void reserve(std::size_t capacity) {
    void* const grown = std::realloc(values_.get(), capacity * sizeof(T));
    if (grown == nullptr) throw std::bad_alloc{};
    static_cast<void>(values_.release());
    values_.reset(static_cast<T*>(grown));
    capacity_ = capacity;
  }

  std::unique_ptr<T, Free> values_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace compliance
