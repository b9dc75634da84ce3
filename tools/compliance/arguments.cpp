// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

namespace compliance::tools {
namespace {

using Kind = Parameter::Kind;
using Values = std::vector<std::string>;

struct Declared {
  const Parameter* parameter;
  CLI::Option* option;
};

std::vector<const Parameter*> all_options(const Arguments& global, const Arguments& own) {
  std::vector<const Parameter*> options;
  for (const Arguments* arguments : {&own, &global})
    for (const Parameter& parameter : arguments->parameters())
      if (parameter.kind != Kind::positional) options.push_back(&parameter);
  return options;
}

bool names(const Parameter& parameter, std::string_view word) {
  return word == parameter.name || (!parameter.short_name.empty() && word == parameter.short_name);
}

// The part of an option as typed that is a name and cannot be a value.
std::string_view name_of(std::string_view word) {
  return word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
}

Error needs_value(const Parameter& option) {
  return {.message = "expected a value",
          .place = {std::string{option.name} + ' ' + std::string{option.value}},
          .hint = "a value that looks like an option is written " + std::string{option.name} + "=VALUE"};
}

Error unknown_option(std::string_view word, std::span<const Parameter* const> options) {
  const std::string_view name = name_of(word);
  std::vector<std::string_view> candidates;
  for (const Parameter* option : options) candidates.push_back(option->name);
  std::string hint = name.starts_with("--") ? did_you_mean(name, candidates) : std::string{};
  if (hint.empty()) hint = "--help lists the options";
  return {.message = "unknown option " + std::string{name}, .hint = std::move(hint)};
}

// CLI11 takes the next word for the value in "--out= DIR", and any word in "--out --json". Both are mistakes.
Result<void> check_values_present(std::span<const std::string> words, std::span<const Parameter* const> options) {
  const auto find = [&](std::string_view word) -> const Parameter* {
    const auto found = std::ranges::find_if(options, [&](const Parameter* option) { return names(*option, word); });
    return found == options.end() ? nullptr : *found;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word.starts_with("--") && word.ends_with('=') && name_of(word).size() + 1 == word.size())
      if (const Parameter* option = find(name_of(word)); option && option->kind == Kind::option)
        return needs_value(*option);
    const Parameter* option = find(word);
    if (!option || option->kind != Kind::option) continue;
    if (i + 1 == words.size() || find(words[i + 1])) return needs_value(*option);
    ++i;
  }
  return {};
}

Result<void> assign(const Parameter& parameter, Values values) {
  const Place place{std::string{parameter.name}};
  if (values.empty()) return {};
  if (auto* const* flag = std::get_if<bool*>(&parameter.target)) {
    **flag = true;
    return {};
  }
  for (const std::string& value : values)
    if (!parameter.words.empty() && std::ranges::find(parameter.words, value) == parameter.words.end()) {
      const Values known(parameter.words.begin(), parameter.words.end());
      return Error{"expected " + join_words(known, " or "), place, did_you_mean(value, parameter.words)};
    }
  if (parameter.repeatable()) {
    *std::get<Values*>(parameter.target) = std::move(values);
    return {};
  }
  if (values.size() > 1) return Error{.message = "given more than once", .place = place};
  if (auto* const* text = std::get_if<std::string*>(&parameter.target)) **text = std::move(values.front());
  if (auto* const* text = std::get_if<std::optional<std::string>*>(&parameter.target))
    **text = std::move(values.front());
  return {};
}

Result<void> assign_positionals(std::span<const std::string> words, const Arguments& own) {
  std::string_view last = {};
  for (const Parameter& parameter : own.parameters()) {
    if (parameter.kind != Kind::positional) continue;
    last = parameter.name;
    const std::size_t count = parameter.repeatable() ? words.size() : std::min<std::size_t>(1, words.size());
    COMPLIANCE_CHECK(assign(parameter, Values(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count))));
    words = words.subspan(count);
  }
  if (words.empty()) return {};
  return Error{.message = last.empty() ? "expected no argument" : "expected no argument after " + std::string{last},
               .hint = "--help shows the arguments"};
}

}  // namespace

Parameter& Parameter::one_of(std::vector<std::string_view> values) {
  words = std::move(values);
  return *this;
}

Parameter& Parameter::at_least_one() {
  required = true;
  return *this;
}

Parameter& Parameter::may_be_absent() {
  required = false;
  return *this;
}

Parameter& Arguments::add(Parameter parameter) { return parameters_.emplace_back(std::move(parameter)); }

Parameter& Arguments::positional(std::string_view name, Parameter::Target target, std::string_view help) {
  const bool optional = std::holds_alternative<std::optional<std::string>*>(target);
  return add({Kind::positional, name, {}, name, help, target, !optional});
}

Parameter& Arguments::option(std::string_view name, std::string_view value, Parameter::Target target,
                             std::string_view help) {
  const bool required = std::holds_alternative<std::string*>(target);
  return add({Kind::option, name, {}, value, help, target, required});
}

Parameter& Arguments::flag(std::string_view name, bool& target, std::string_view help) {
  const std::size_t comma = name.find(',');
  const std::string_view short_name = comma == std::string_view::npos ? std::string_view{} : name.substr(0, comma);
  return add({Kind::flag,
              comma == std::string_view::npos ? name : name.substr(comma + 1),
              short_name,
              {},
              help,
              &target,
              false});
}

const Parameter* Arguments::find(std::string_view option) const {
  for (const Parameter& parameter : parameters_)
    if (parameter.kind != Kind::positional && names(parameter, option)) return &parameter;
  return nullptr;
}

Result<void> parse(std::span<const std::string> words, const Arguments& global, const Arguments& own) {
  const auto end_of_options = std::ranges::find(words, "--");
  const auto option_count = static_cast<std::size_t>(end_of_options - words.begin());
  const std::span<const std::string> before = words.first(option_count);
  const std::vector<const Parameter*> options = all_options(global, own);
  COMPLIANCE_CHECK(check_values_present(before, options));

  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<Declared> declared;
  for (const Parameter* parameter : options) {
    std::string name{parameter->name};
    if (!parameter->short_name.empty()) name += ',' + std::string{parameter->short_name};
    CLI::Option* option = app.add_option(name, CLI::callback_t([](const CLI::results_t&) { return true; }));
    option->type_size(parameter->kind == Kind::flag ? 0 : 1)->expected(parameter->kind == Kind::flag ? 0 : 1);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false)->disable_flag_override();
    declared.push_back({parameter, option});
  }
  try {
    app.parse(Values(before.rbegin(), before.rend()));
  } catch (const CLI::ParseError&) {
    // The presence of values was checked above; what is left is a value for a flag.
    return Error{.message = "expected no value after an option that takes none", .hint = "--help lists the options"};
  }

  Values positionals;
  for (std::string& word : app.remaining()) {
    if (word.size() > 1 && word.front() == '-') return unknown_option(word, options);
    positionals.push_back(std::move(word));
  }
  if (end_of_options != words.end()) positionals.insert(positionals.end(), end_of_options + 1, words.end());
  for (const Declared& each : declared) COMPLIANCE_CHECK(assign(*each.parameter, each.option->results()));
  return assign_positionals(positionals, own);
}

Result<void> check_complete(const Arguments& own) {
  for (const Parameter& parameter : own.parameters()) {
    const auto* text = std::get_if<std::string*>(&parameter.target);
    const auto* texts = std::get_if<Values*>(&parameter.target);
    const bool absent = (text && (*text)->empty()) || (texts && (*texts)->empty());
    if (!parameter.required || !absent) continue;
    const std::string what = parameter.kind == Kind::option
                                 ? std::string{parameter.name} + ' ' + std::string{parameter.value}
                                 : std::string{parameter.name};
    return Error{.message = "expected " + what, .hint = "--help shows the arguments"};
  }
  return {};
}

}  // namespace compliance::tools
