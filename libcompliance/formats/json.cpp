// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/json.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

using Sax = nlohmann::json_sax<nlohmann::json>;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view integer_message = "expected a whole number between -9007199254740991 and 9007199254740991";

// Characters one by one, counting them for its owner: the parser does not tell its handler where it is.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  friend bool operator==(const CountingIterator&, const CountingIterator&) = default;

 private:
  const char* at_;
  std::size_t* count_;  // the same for all iterators over one text
};

// Builds the tree from the parser's events. Returning false stops the parser; `message` then says why.
// (nlohmann::json itself would keep the last of duplicate keys and round long integers to a double.)
class TreeBuilder final : public Sax {
 public:
  std::string message;
  Json root;

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool number_integer(number_integer_t value) override {
    return value < -json_integer_limit ? refuse(integer_message) : add(std::int64_t{value});
  }
  bool number_unsigned(number_unsigned_t value) override {
    return value > static_cast<std::uint64_t>(json_integer_limit) ? refuse(integer_message)
                                                                  : add(static_cast<std::int64_t>(value));
  }
  bool number_float(number_float_t, const string_t&) override { return refuse(integer_message); }
  bool binary(binary_t&) override { return refuse("expected JSON"); }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::list()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& key) override {
    if (!open_.back().keys.insert(key).second) return refuse("duplicate key");
    open_.back().key = std::move(key);
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& exception) override {
    constexpr int number_overflow = 406;
    return refuse(exception.id == number_overflow ? integer_message : "expected JSON");
  }

 private:
  struct Open {
    Json value;
    std::string key = {};  // of an object: that of the next member
    std::unordered_set<std::string> keys = {};
  };

  bool refuse(std::string_view why) {
    message = why;
    return false;
  }

  bool open(Json value) {
    if (open_.size() >= static_cast<std::size_t>(json_depth_limit))
      return refuse("expected at most " + std::to_string(json_depth_limit) + " levels of lists and objects");
    open_.push_back({std::move(value)});
    return true;
  }

  bool close() {
    Json value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
  }

  bool add(Json value) {
    if (open_.empty())
      root = std::move(value);
    else if (Open& parent = open_.back(); parent.value.as_list())
      parent.value.add(std::move(value));
    else
      parent.value.set(parent.key, std::move(value));
    return true;
  }

  std::vector<Open> open_;
};

Place place_of(std::string_view bytes, std::size_t offset, std::string_view source) {
  const std::string_view before = bytes.substr(0, offset);
  const std::string_view line = before.substr(before.find_last_of('\n') + 1);  // npos + 1 is 0
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return {std::string{source}, static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1),
          static_cast<std::uint32_t>(std::count_if(line.begin(), line.end(), starts_character) + 1)};
}

void append_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view named = "\"\\\b\f\n\r\t", names = "\"\\bfnrt";
  out += '"';
  for (const char c : text) {
    if (const std::size_t at = named.find(c); at != std::string_view::npos) {
      (out += '\\') += names[at];
    } else if (const auto byte = static_cast<unsigned char>(c); byte < 0x20) {
      ((out += "\\u00") += digits[byte >> 4U]) += digits[byte & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

enum class Layout { line, indented };
enum class Order { as_added, by_key };

// Appends JSON to `out_`, on one line or indented.
class Writer {
 public:
  Writer(std::string& out, Layout layout, Order order)
      : out_(out), indented_(layout == Layout::indented), order_(order) {}

  void write(const Json& value) {
    if (const Json::List* list = value.as_list())
      write_list(*list);
    else if (const Json::Members* members = value.as_object())
      write_object(*members);
    else if (const std::string* text = value.as_text())
      append_text(out_, *text);
    else if (const std::int64_t* number = value.as_integer())
      out_ += std::to_string(*number);
    else if (const bool* boolean = value.as_boolean())
      out_ += *boolean ? "true" : "false";
    else
      out_ += "null";
  }

 private:
  void write_list(const Json::List& list) {
    out_ += '[';
    ++depth_;
    for (const Json& item : list) {
      start_item(&item == &list.front());
      write(item);
    }
    end_items(list.empty());
    out_ += ']';
  }

  void write_object(const Json::Members& members) {
    std::vector<const Json::Members::value_type*> ordered;
    for (const auto& member : members) ordered.push_back(&member);
    // Bytes, because keys are ASCII there; RFC 8785 sorts by UTF-16 code units.
    if (order_ == Order::by_key)
      std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    out_ += '{';
    ++depth_;
    for (const auto* member : ordered) {
      start_item(member == ordered.front());
      append_text(out_, member->first);
      out_ += indented_ ? ": " : ":";
      write(member->second);
    }
    end_items(members.empty());
    out_ += '}';
  }

  void start_item(bool first) {
    if (!first) out_ += ',';
    new_line();
  }
  void end_items(bool none) {
    --depth_;
    if (!none) new_line();
  }
  void new_line() {
    if (indented_) (out_ += '\n').append(depth_ * 2, ' ');
  }

  std::string& out_;
  bool indented_;
  Order order_;
  std::size_t depth_ = 0;
};

}  // namespace

Json Json::object(Members members) {
  Json json;
  json.value_ = std::move(members);
  return json;
}

Json& Json::set(std::string_view key, Json value) {
  std::get<Members>(value_).emplace_back(key, std::move(value));
  return *this;
}

Json& Json::add(Json value) {
  std::get<List>(value_).push_back(std::move(value));
  return *this;
}

const Json* Json::find(std::string_view key) const {
  if (const Members* members = as_object())
    for (const auto& [name, value] : *members)
      if (name == key) return &value;
  return nullptr;
}

std::string to_json_line(const Json& value) {
  std::string out;
  Writer{out, Layout::line, Order::as_added}.write(value);
  return out;
}

std::string to_json_text(const Json& value) {
  std::string out;
  Writer{out, Layout::indented, Order::as_added}.write(value);
  return out += '\n';
}

std::string to_canonical_json(const Json& value) {
  std::string out;
  Writer{out, Layout::line, Order::by_key}.write(value);
  return out;
}

Result<Json> parse_json(std::string_view bytes, std::string_view source) {
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  // The parser takes a NUL byte for the end, and with it anything that follows.
  const std::size_t bad = std::min(find_invalid_utf8(bytes), bytes.find('\0'));
  if (bad != std::string_view::npos)
    return Error{.message = bytes[bad] == '\0' ? "expected JSON" : "expected UTF-8",
                 .place = place_of(bytes, bad, source)};
  TreeBuilder builder;
  std::size_t count = 0;
  const CountingIterator begin{bytes.data(), &count}, end{bytes.data() + bytes.size(), &count};
  if (!nlohmann::json::sax_parse(begin, end, static_cast<Sax*>(&builder)))
    return Error{.message = builder.message, .place = place_of(bytes, count > 0 ? count - 1 : 0, source)};
  return std::move(builder.root);
}

}  // namespace compliance
