// SPDX-License-Identifier: Apache-2.0
// A value that may be about a person. It can be computed with, but not printed by accident: there is no operator<<,
// no conversion, and the one way out has a name that a reviewer can search for.

#pragma once

#include <ostream>
#include <utility>

namespace compliance {

template <class T>
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(T value) : value_(std::move(value)) {}

  /// The value itself. Every caller states by this name that the value goes where it may go.
  const T& reveal() const { return value_; }

  friend bool operator==(const Sensitive&, const Sensitive&) = default;
  friend auto operator<=>(const Sensitive&, const Sensitive&) = default;

 private:
  T value_{};
};

template <class T>
std::ostream& operator<<(std::ostream&, const Sensitive<T>&) = delete;

}  // namespace compliance
