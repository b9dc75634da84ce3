// SPDX-License-Identifier: Apache-2.0
// A value, or the reason why there is none. Pure code returns it; code that touches the world throws
// EnvironmentError instead. (std::expected needs C++23 with the compiler of Debian 12.)

#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "libcompliance/base/error.h"

namespace compliance {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
  Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose

  explicit operator bool() const noexcept { return outcome_.index() == 0; }

  // std::get throws std::bad_variant_access on misuse, instead of being undefined.
  const T& operator*() const& { return std::get<0>(outcome_); }
  T& operator*() & { return std::get<0>(outcome_); }
  T&& operator*() && { return std::get<0>(std::move(outcome_)); }
  const T* operator->() const { return &std::get<0>(outcome_); }
  T* operator->() { return &std::get<0>(outcome_); }
  const Error& error() const& { return std::get<1>(outcome_); }
  Error&& error() && { return std::get<1>(std::move(outcome_)); }

 private:
  std::variant<T, Error> outcome_;
};

/// Done, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit on purpose

  explicit operator bool() const noexcept { return !error_; }
  const Error& error() const& { return error_.value(); }
  Error&& error() && { return std::move(error_).value(); }

 private:
  std::optional<Error> error_;
};

/// `result`, with `place` added to its error unless the error already knows where it is.
template <class T>
Result<T> at(const Place& place, Result<T> result) {
  if (result || !result.error().place.source.empty() || result.error().place.line != 0) return result;
  Error error = std::move(result).error();
  error.place = place;
  return error;
}

}  // namespace compliance

#define COMPLIANCE_CONCAT_(a, b) a##b
#define COMPLIANCE_CONCAT(a, b) COMPLIANCE_CONCAT_(a, b)

/// COMPLIANCE_TRY(auto day, parse_date(text)); binds the value, or returns the error to the caller.
#define COMPLIANCE_TRY(declaration, expression)                                                        \
  auto COMPLIANCE_CONCAT(try_, __LINE__) = (expression);                                               \
  if (!COMPLIANCE_CONCAT(try_, __LINE__)) return std::move(COMPLIANCE_CONCAT(try_, __LINE__)).error(); \
  declaration = *std::move(COMPLIANCE_CONCAT(try_, __LINE__))

/// COMPLIANCE_CHECK(validate(x)); returns the error to the caller, if there is one.
#define COMPLIANCE_CHECK(expression)                                                 \
  do {                                                                               \
    if (auto checked_ = (expression); !checked_) return std::move(checked_).error(); \
  } while (false)
