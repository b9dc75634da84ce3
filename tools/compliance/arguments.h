// SPDX-License-Identifier: Apache-2.0
// What a command takes from the command line. A command declares it once; parsing, help, completion and the checks of
// the documentation all read that declaration. CLI11 does the tokenising and is known to arguments.cpp alone.

#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "libcompliance/base/result.h"

namespace compliance::tools {

/// One declared argument ("POLICY"), option ("--out DIR") or flag ("--portable"). Texts are literals.
struct Parameter {
  enum class Kind { positional, option, flag };
  /// Where the value goes, which also says how often it may be given: string once, always; optional once, or not at
  /// all; vector any number of times.
  using Target = std::variant<std::string*, std::optional<std::string>*, std::vector<std::string>*, bool*>;

  Kind kind;
  std::string_view name;        // "POLICY", "--out"
  std::string_view short_name;  // "-q", or empty
  std::string_view value;       // what stands for the value in the help: "DIR"; empty for a flag
  std::string_view help;        // one line without a full stop
  Target target;
  bool required;
  std::vector<std::string_view> words = {};  // the only values, when not empty

  bool repeatable() const { return std::holds_alternative<std::vector<std::string>*>(target); }

  /// Accepts these values only.
  Parameter& one_of(std::vector<std::string_view> values);
  /// For a vector: at least one, which is what positionals need unless told otherwise, or none.
  Parameter& at_least_one();
  Parameter& may_be_absent();
};

class Arguments {
 public:
  /// An argument without a name, in order. Only the last may be optional or a vector. Name it after what it is, as in
  /// the manual: POLICY, EXPORT, PLAN, JOBS and FILE are files to read (the tests of all commands rely on it).
  Parameter& positional(std::string_view name, Parameter::Target target, std::string_view help);

  /// "--out", "DIR". `value` may be any word in capitals.
  Parameter& option(std::string_view name, std::string_view value, Parameter::Target target, std::string_view help);

  /// "--portable", or with a short form "-q,--quiet".
  Parameter& flag(std::string_view name, bool& target, std::string_view help);

  const std::deque<Parameter>& parameters() const { return parameters_; }

  /// The option or flag with that long or short name, or null.
  const Parameter* find(std::string_view option) const;

 private:
  Parameter& add(Parameter parameter);
  std::deque<Parameter> parameters_;  // a deque: declarations hand out references
};

/// Fills the targets of both declarations from `words`, the command line without program and command. Options may stand
/// anywhere; after "--" everything is an argument. Messages never repeat a value: it may name a person.
/// Does not complain about what is missing: that waits until --help was honoured.
Result<void> parse(std::span<const std::string> words, const Arguments& global, const Arguments& own);

/// Refuses when something required was not given.
Result<void> check_complete(const Arguments& own);

}  // namespace compliance::tools
