// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <array>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/yaml_source.h"

namespace compliance {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* escape_message = "unknown escape in double quotes";
constexpr const char* escape_hint = "in single quotes a backslash stands for itself";

// How the builder leaves the parser, which knows no other way to stop. Caught in parse_yaml.
struct Refused {
  Error error;
};

YamlNode make_scalar(Place place, std::string text, bool quoted) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.place = std::move(place);
  node.text = std::move(text);
  node.quoted = quoted;
  return node;
}

// Builds the tree from the parser's events, and refuses what the tree cannot say. (YAML::Load would accept duplicate
// keys and keep the first, resolve aliases into cycles, and ignore merge keys and further documents.)
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view bytes, std::string_view source) : bytes_(bytes), places_(bytes, source) {
    root_.place = places_.of(0);
  }

  YamlNode take() && { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    const bool marked = bytes_.substr(std::min(offset(mark), bytes_.size())).starts_with("---");
    refuse(mark, marked ? "expected one document" : "expected the end of the document");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    if (expects_key()) refuse(mark, "expected a key that is text", "null and ~ are text only in quotes");
    count(mark);
    // The parser puts an empty value at the token that follows it, which may be lines away.
    YamlNode node;
    if (open_.empty())
      node.place = root_.place;
    else
      node.place = open_.back().key ? open_.back().key_place : open_.back().node.place;
    add(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases (*) are not allowed", "write the value out");
  }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    refuse(mark, "anchors (&) are not allowed", "write the value out where it is needed");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    refuse_tag(mark, tag);
    // The parser writes the escapes \N and \_ as single bytes of Latin-1.
    if (find_invalid_utf8(value) != std::string_view::npos) refuse(mark, escape_message, escape_hint);
    if (find_hidden(value) != std::string_view::npos) refuse(mark, "expected text without control characters");
    count(mark);
    const bool quoted = tag == "!";
    if (expects_key())
      set_key(mark, value, quoted);
    else
      add(make_scalar(place(mark), value, quoted));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, YamlNode::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, tag, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or map that is being read.
  struct Open {
    YamlNode node;
    std::optional<std::string> key = {};  // of a map: read, and waiting for its value
    Place key_place = {};
    std::unordered_map<std::string, std::uint32_t> lines = {};  // of a map: where its keys stand
  };

  static std::size_t offset(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.pos, 0)); }
  Place place(const YAML::Mark& mark) { return places_.of(offset(mark)); }

  [[noreturn]] void refuse(const YAML::Mark& mark, std::string message, std::string hint = {}) {
    throw Refused{{.message = std::move(message), .place = place(mark), .hint = std::move(hint)}};
  }

  // Implicit tags are "?" and, for quoted scalars, "!". A written "!" looks like the latter, but starts the node.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    const bool implicit = tag.empty() || tag == "?" || tag == "!";
    if (!implicit || bytes_.substr(std::min(offset(mark), bytes_.size())).starts_with('!'))
      refuse(mark, "tags (!) are not allowed");
  }

  void count(const YAML::Mark& mark) {
    if (++values_ > yaml_value_limit) refuse(mark, "expected at most 100000 values");
  }

  bool expects_key() const {
    return !open_.empty() && open_.back().node.kind == YamlNode::Kind::map && !open_.back().key;
  }

  void set_key(const YAML::Mark& mark, const std::string& key, bool quoted) {
    if (key == "<<" && !quoted) refuse(mark, "merge keys (<<) are not allowed", "write the keys out");
    Open& map = open_.back();
    map.key_place = place(mark);
    const auto [first, is_new] = map.lines.emplace(key, map.key_place.line);
    if (!is_new)
      refuse(mark, "duplicate key \"" + printable(key) + '"', "the first is on line " + std::to_string(first->second));
    map.key = key;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YamlNode::Kind kind) {
    refuse_tag(mark, tag);
    if (expects_key()) refuse(mark, "expected a key that is text", "does every bracket close?");
    if (open_.size() >= static_cast<std::size_t>(yaml_depth_limit))
      refuse(mark, "expected at most " + std::to_string(yaml_depth_limit) + " levels of lists and maps");
    count(mark);
    open_.emplace_back();
    open_.back().node.kind = kind;
    open_.back().node.place = place(mark);
  }

  void close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (Open& parent = open_.back(); parent.node.kind == YamlNode::Kind::list) {
      parent.node.items.push_back(std::move(value));
    } else {
      parent.node.members.push_back({*std::move(parent.key), parent.key_place, std::move(value)});
      parent.key.reset();
    }
  }

  std::string_view bytes_;
  YamlPlaces places_;
  YamlNode root_;
  std::vector<Open> open_;
  std::size_t values_ = 0;
  int documents_ = 0;
};

struct Sentence {
  std::string_view theirs;  // how the parser's message starts
  std::string_view ours;
  std::string_view hint = {};
};

// In the parser's words "end of map not found" may mean a wrong indentation: ours say what to look for.
const std::array sentences{
    Sentence{YAML::ErrorMsg::END_OF_MAP_FLOW, "expected \",\" or \"}\""},
    Sentence{YAML::ErrorMsg::END_OF_SEQ_FLOW, "expected \",\" or \"]\""},
    Sentence{YAML::ErrorMsg::END_OF_MAP, "expected a key at the indentation of its map"},
    Sentence{YAML::ErrorMsg::END_OF_SEQ, "expected \"- \" at the indentation of its list"},
    Sentence{YAML::ErrorMsg::MAP_VALUE, "expected one key and one value on a line",
             "text with a colon and a space in it needs quotes"},
    Sentence{YAML::ErrorMsg::MAP_KEY, "a key cannot stand here"},
    Sentence{YAML::ErrorMsg::BLOCK_ENTRY, "a list item (\"- \") cannot stand here"},
    Sentence{YAML::ErrorMsg::FLOW_END, "expected no \"]\" or \"}\" without its opening bracket"},
    Sentence{YAML::ErrorMsg::EOF_IN_SCALAR, "expected a closing quote"},
    Sentence{YAML::ErrorMsg::DOC_IN_SCALAR, "expected a closing quote before \"---\" or \"...\""},
    Sentence{YAML::ErrorMsg::INVALID_ESCAPE, escape_message, escape_hint},
    Sentence{YAML::ErrorMsg::INVALID_HEX, escape_message, escape_hint},
    Sentence{YAML::ErrorMsg::INVALID_UNICODE, escape_message, escape_hint},
    Sentence{YAML::ErrorMsg::UNKNOWN_TOKEN, "expected a value", "text that starts with this character needs quotes"},
    Sentence{YAML::ErrorMsg::UNKNOWN_ANCHOR, "aliases (*) are not allowed", "write the value out"},
    Sentence{YAML::ErrorMsg::ALIAS_NOT_FOUND, "aliases (*) are not allowed", "text that starts with * needs quotes"},
    Sentence{YAML::ErrorMsg::CHAR_IN_ALIAS, "aliases (*) are not allowed", "text that starts with * needs quotes"},
    Sentence{YAML::ErrorMsg::ANCHOR_NOT_FOUND, "anchors (&) are not allowed", "text that starts with & needs quotes"},
    Sentence{YAML::ErrorMsg::CHAR_IN_ANCHOR, "anchors (&) are not allowed", "text that starts with & needs quotes"},
    Sentence{YAML::ErrorMsg::MULTIPLE_ANCHORS, "anchors (&) are not allowed", "text that starts with & needs quotes"},
    Sentence{YAML::ErrorMsg::MULTIPLE_TAGS, "tags (!) are not allowed"},
    Sentence{YAML::ErrorMsg::CHAR_IN_TAG_HANDLE, "tags (!) are not allowed"},
    Sentence{YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, "tags (!) are not allowed"},
    Sentence{YAML::ErrorMsg::END_OF_VERBATIM_TAG, "tags (!) are not allowed"},
    Sentence{YAML::ErrorMsg::CHAR_IN_BLOCK, "expected the text of a block on the lines after \"|\" or \">\""},
    Sentence{YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, "expected the text of a block on the lines after \"|\" or \">\""}};

Error translate(const YAML::Exception& exception, std::string_view bytes, std::string_view source) {
  Error error{.message = "expected YAML"};
  for (const Sentence& sentence : sentences) {
    if (!std::string_view{exception.msg}.starts_with(sentence.theirs)) continue;
    error.message = sentence.ours;
    error.hint = sentence.hint;
    break;
  }
  error.place = YamlPlaces{bytes, source}.of(static_cast<std::size_t>(std::max(exception.mark.pos, 0)));
  return error;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const Member& member : members)
    if (member.key == key) return &member.value;
  return nullptr;
}

const YamlNode& YamlNode::at(std::string_view key) const {
  if (const YamlNode* value = find(key)) return *value;
  throw std::logic_error{"a required key was not checked before it was read"};
}

std::span<const YamlNode> YamlNode::one_or_many() const {
  if (kind == Kind::list) return items;
  return {this, kind == Kind::nothing ? std::size_t{0} : std::size_t{1}};
}

Result<YamlNode> parse_yaml(std::string_view bytes, std::string_view source) {
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  COMPLIANCE_CHECK(check_yaml_bytes(bytes, source));
  std::istringstream stream{std::string{bytes}};  // the parser takes nothing else
  TreeBuilder builder{bytes, source};
  try {
    YAML::Parser parser{stream};
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (Refused& refused) {
    return std::move(refused.error);
  } catch (const YAML::Exception& exception) {
    return translate(exception, bytes, source);
  }
  return std::move(builder).take();
}

}  // namespace compliance
