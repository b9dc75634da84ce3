// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/entry.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <stdexcept>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/scalars.h"

namespace compliance {
namespace {

constexpr std::uint64_t max_integer = (std::uint64_t{1} << 53U) - 1;

constexpr std::array acts{Act::init,           Act::plan,           Act::retain_begin,     Act::retain_commit,
                          Act::retain_abort,   Act::apply_begin,    Act::apply_commit,     Act::apply_abort,
                          Act::hold_add,       Act::hold_release,   Act::cancellation_add, Act::explain,
                          Act::request_add,    Act::request_verify, Act::request_decide,   Act::request_extend,
                          Act::request_refuse, Act::request_cancel, Act::request_fulfil,   Act::request_close,
                          Act::request_letter, Act::consent_add,    Act::recipient_told,   Act::breach_add,
                          Act::breach_close};

std::string_view to_string(By by) {
  switch (by) {
    case By::cli:
      return "cli";
    case By::timer:
      return "timer";
  }
  throw std::logic_error{"By: no such value"};
}

std::optional<Act> parse_act(std::string_view text) {
  const auto* const act = std::ranges::find(acts, text, [](Act value) { return compliance::to_string(value); });
  return act == acts.end() ? std::nullopt : std::optional{*act};
}

// The forms of the values. Every value has one, and none of them can hold a word of somebody's.

bool consists_of(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

bool is_id(std::string_view text) { return text.size() == 32 && consists_of(text, "0123456789abcdef"); }

// 43 characters hold 258 bits: the last two of a digest's text are zero, or two texts would stand for one digest.
bool is_digest(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.size() == 43 && consists_of(text, alphabet) && alphabet.find(text.back()) % 4 == 0;
}

// `pattern` has a 0 for each digit; everything else stands for itself.
bool matches(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char c, char p) { return p == '0' ? is_digit(c) : c == p; });
}

unsigned two_digits(std::string_view text, std::size_t at) {
  return static_cast<unsigned>(text[at] - '0') * 10 + static_cast<unsigned>(text[at + 1] - '0');
}

bool is_day(std::string_view text) {
  if (!matches(text, "0000-00-00")) return false;
  const auto year = static_cast<int>(two_digits(text, 0) * 100 + two_digits(text, 2));
  return year > 0 && std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{two_digits(text, 5)},
                                                 std::chrono::day{two_digits(text, 8)}}
                         .ok();
}

bool is_time(std::string_view text) {
  return matches(text, "0000-00-00T00:00:00Z") && is_day(text.substr(0, 10)) && two_digits(text, 11) < 24 &&
         two_digits(text, 14) < 60 && two_digits(text, 17) < 60;
}

// R for a request, B for a breach; the year, and a number of at least six digits.
bool is_register_name(std::string_view text) {
  return text.size() >= 13 && text.size() <= 24 && (text[0] == 'R' || text[0] == 'B') &&
         matches(text.substr(1, 6), "-0000-") && consists_of(text.substr(7), "0123456789");
}

bool is_count_key(std::string_view text) {
  return !text.empty() && text.size() <= 32 && consists_of(text, "abcdefghijklmnopqrstuvwxyz_");
}

bool is_version(std::string_view text) {
  return !text.empty() && text.size() <= 32 && is_digit(text.front()) &&
         consists_of(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.~-");
}

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

// Sorted by key, each key once.
bool are_counts(const Counts& counts) {
  const auto out_of_order = [](const auto& a, const auto& b) { return a.first >= b.first; };
  return std::ranges::adjacent_find(counts, out_of_order) == counts.end() &&
         std::ranges::all_of(
             counts, [](const auto& count) { return is_count_key(count.first) && count.second <= max_integer; });
}

// The key of the first value that does not have its form; empty when all have.
std::string_view unfit_key(const AuditEntry& entry) {
  if (!entry.policy_digest.empty() && !is_digest(entry.policy_digest)) return "cfg";
  if (!entry.as_of.empty() && !is_day(entry.as_of)) return "day";
  if (!is_id(entry.id)) return "id";
  if (!are_counts(entry.counts)) return "n";
  if (!is_id(entry.op)) return "op";
  if (!entry.plan_digest.empty() && !is_digest(entry.plan_digest)) return "plan";
  if (!entry.request.empty() && !is_register_name(entry.request)) return "req";
  if (entry.seq > max_integer) return "seq";
  if (!entry.tenant.empty() && !is_name(entry.tenant)) return "ten";
  if (!is_time(entry.time)) return "t";
  if (!is_version(entry.tool)) return "tool";
  return {};
}

std::string quoted(std::string_view text) { return '"' + std::string{text} + '"'; }

std::string quoted_or_null(std::string_view text) { return text.empty() ? "null" : quoted(text); }

// Entries about no request are written as they were before there were any: old ones stay what they are.
std::string_view version_of(const AuditEntry& entry) {
  if (!entry.request.empty()) return "3";
  return entry.tenant.empty() ? "1" : "2";
}

// Members sorted by key. Every value has its form, so that nothing needs escaping.
std::string write(const AuditEntry& entry) {
  std::string counts;
  for (const auto& [key, count] : entry.counts)
    counts += (counts.empty() ? "" : ",") + quoted(key) + ':' + std::to_string(count);
  return R"({"act":)" + quoted(to_string(entry.act)) + R"(,"by":)" + quoted(to_string(entry.by)) + R"(,"cfg":)" +
         quoted_or_null(entry.policy_digest) + R"(,"clk":)" + (entry.clock_went_back ? R"("back")" : "null") +
         R"(,"day":)" + quoted_or_null(entry.as_of) + R"(,"id":)" + quoted(entry.id) + R"(,"n":{)" + counts +
         R"(},"op":)" + quoted(entry.op) + R"(,"plan":)" + quoted_or_null(entry.plan_digest) +
         (entry.request.empty() ? "" : R"(,"req":)" + quoted(entry.request)) + R"(,"seq":)" +
         std::to_string(entry.seq) + R"(,"t":)" + quoted(entry.time) +
         (version_of(entry) == "1" ? "" : R"(,"ten":)" + quoted_or_null(entry.tenant)) + R"(,"tool":)" +
         quoted(entry.tool) + R"(,"v":)" + std::string{version_of(entry)} + '}';
}

// Reads what `write` writes. After the first thing that is not there, everything reads as empty and `fits` is false.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool skip(std::string_view literal) {
    if (!rest_.starts_with(literal)) return false;
    rest_.remove_prefix(literal.size());
    return true;
  }

  Reader& expect(std::string_view literal) {
    if (!skip(literal)) fail();
    return *this;
  }

  std::string text() {
    expect("\"");
    std::string value{rest_.substr(0, rest_.find('"'))};
    rest_.remove_prefix(value.size());
    expect("\"");
    return value;
  }

  std::string text_or_null() { return skip("null") ? std::string{} : text(); }

  std::uint64_t integer() {
    const std::size_t length = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const auto number = parse_number(rest_.substr(0, length));
    rest_.remove_prefix(length);
    if (!number) fail();
    return number.value_or(0);
  }

  Counts counts() {
    Counts counts;
    expect("{");
    if (skip("}")) return counts;
    do {
      std::string key = text();
      counts.emplace_back(std::move(key), expect(":").integer());
    } while (skip(","));
    expect("}");
    return counts;
  }

  bool fits() const { return fits_ && rest_.empty(); }

 private:
  void fail() {
    fits_ = false;
    rest_ = {};
  }
  std::string_view rest_;
  bool fits_ = true;
};

}  // namespace

std::string_view to_string(Act act) {
  switch (act) {
    case Act::init:
      return "init";
    case Act::plan:
      return "plan";
    case Act::retain_begin:
      return "retain.begin";
    case Act::retain_commit:
      return "retain.commit";
    case Act::retain_abort:
      return "retain.abort";
    case Act::apply_begin:
      return "apply.begin";
    case Act::apply_commit:
      return "apply.commit";
    case Act::apply_abort:
      return "apply.abort";
    case Act::hold_add:
      return "hold.add";
    case Act::hold_release:
      return "hold.release";
    case Act::cancellation_add:
      return "cancellation.add";
    case Act::explain:
      return "explain";
    case Act::request_add:
      return "request.add";
    case Act::request_verify:
      return "request.verify";
    case Act::request_decide:
      return "request.decide";
    case Act::request_extend:
      return "request.extend";
    case Act::request_refuse:
      return "request.refuse";
    case Act::request_cancel:
      return "request.cancel";
    case Act::request_fulfil:
      return "request.fulfil";
    case Act::request_close:
      return "request.close";
    case Act::request_letter:
      return "request.letter";
    case Act::consent_add:
      return "consent.add";
    case Act::recipient_told:
      return "recipient.told";
    case Act::breach_add:
      return "breach.add";
    case Act::breach_close:
      return "breach.close";
  }
  throw std::logic_error{"Act: no such value"};
}

std::string to_leaf(const AuditEntry& entry) {
  AuditEntry sorted = entry;
  std::ranges::sort(sorted.counts);
  if (const std::string_view key = unfit_key(sorted); !key.empty())
    throw std::logic_error{"audit entry: \"" + std::string{key} + "\" does not have its form"};
  std::string leaf = write(sorted);
  if (leaf.size() > max_leaf_size) throw std::logic_error{"audit entry: longer than 4096 bytes"};
  return leaf;
}

Result<AuditEntry> parse_leaf(std::string_view leaf) {
  if (leaf.size() > max_leaf_size) return Error{.message = "expected an entry of at most 4096 bytes"};
  Reader reader{leaf};
  AuditEntry entry;
  const auto act = parse_act(reader.expect(R"({"act":)").text());
  const std::string by = reader.expect(R"(,"by":)").text();
  entry.policy_digest = reader.expect(R"(,"cfg":)").text_or_null();
  entry.clock_went_back = reader.expect(R"(,"clk":)").text_or_null() == "back";
  entry.as_of = reader.expect(R"(,"day":)").text_or_null();
  entry.id = reader.expect(R"(,"id":)").text();
  entry.counts = reader.expect(R"(,"n":)").counts();
  entry.op = reader.expect(R"(,"op":)").text();
  entry.plan_digest = reader.expect(R"(,"plan":)").text_or_null();
  if (reader.skip(R"(,"req":)")) entry.request = reader.text();
  entry.seq = reader.expect(R"(,"seq":)").integer();
  entry.time = reader.expect(R"(,"t":)").text();
  if (reader.skip(R"(,"ten":)")) entry.tenant = reader.text_or_null();
  entry.tool = reader.expect(R"(,"tool":)").text();
  reader.expect(R"(,"v":)").expect(version_of(entry)).expect("}");
  const Error not_canonical{.message = "expected an entry in its canonical form, as compliance-audit-log(5) has it"};
  if (!reader.fits() || !act) return not_canonical;
  entry.act = *act;
  entry.by = by == to_string(By::timer) ? By::timer : By::cli;
  if (const std::string_view key = unfit_key(entry); !key.empty())
    return Error{.message = "expected \"" + std::string{key} + "\" in the form that compliance-audit-log(5) gives it"};
  // What the reader let pass (another "by", an empty text for null) does not come back the same.
  if (write(entry) != leaf) return not_canonical;
  return entry;
}

}  // namespace compliance
