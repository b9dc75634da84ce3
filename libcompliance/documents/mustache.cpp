// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/mustache.h"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

namespace mustache = kainjow::mustache;

mustache::data to_data(const Json& json) {
  if (const bool* boolean = json.as_boolean()) return mustache::data{*boolean};
  if (const std::int64_t* integer = json.as_integer()) return mustache::data{std::to_string(*integer)};
  if (const std::string* text = json.as_text()) return text->empty() ? mustache::data{false} : mustache::data{*text};
  if (const Json::List* list = json.as_list()) {
    mustache::data items{mustache::data::type::list};
    for (const Json& item : *list) items.push_back(to_data(item));
    return items;
  }
  if (const Json::Members* members = json.as_object()) {
    mustache::data object{mustache::data::type::object};
    for (const auto& [key, value] : *members) object.set(key, to_data(value));
    return object;
  }
  return mustache::data{false};
}

// Remembers the first name that nothing has: by the language's own rule that would be an empty text.
class StrictContext final : public mustache::context<std::string> {
 public:
  using mustache::context<std::string>::context;
  const mustache::data* get(const std::string& name) const override {
    const mustache::data* found = mustache::context<std::string>::get(name);
    if (found == nullptr && unknown_.empty()) unknown_ = name;
    return found;
  }
  const std::string& unknown() const { return unknown_; }

 private:
  mutable std::string unknown_;
};

// The line of the first tag that we do not take, or 0.
std::uint32_t line_of_refused_tag(std::string_view text) {
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    const std::size_t sign = text.find_first_not_of("{ \t\r\n", at);
    if (sign != std::string_view::npos && (text[sign] == '>' || text[sign] == '='))
      return static_cast<std::uint32_t>(1 +
                                        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }
  return 0;
}

Error broken(std::string_view source) {
  return {.message = "expected a Mustache template whose tags and sections are all closed",
          .place = {std::string{source}, 0, 0},
          .hint = "compliance notice --print-template shows one"};
}

}  // namespace

Result<std::string> fill_in(std::string_view text, std::string_view source, const Json& data,
                            const std::function<std::string(std::string_view)>& escape) {
  if (const std::uint32_t line = line_of_refused_tag(text))
    return Error{.message = "expected a template without partials and without other delimiters",
                 .place = {std::string{source}, line, 0}};
  try {
    mustache::mustache filled{std::string{text}};
    if (!filled.is_valid()) return broken(source);
    filled.set_custom_escape([&](const std::string& value) { return escape(value); });
    const mustache::data root = to_data(data);
    StrictContext context{&root};
    std::ostringstream out;
    filled.render(context, out);
    if (!filled.is_valid()) return broken(source);
    if (!context.unknown().empty())
      return Error{.message = "the template names \"" + printable(context.unknown()) + "\", which there is not",
                   .place = {std::string{source}, 0, 0},
                   .hint = "compliance-notice(1) lists the names"};
    return std::move(out).str();
  } catch (const std::out_of_range&) {  // the library, on a tag that is cut off
    return broken(source);
  }
}

}  // namespace compliance
