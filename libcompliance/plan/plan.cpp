// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/plan.h"

#include <algorithm>
#include <array>

#include "libcompliance/formats/json.h"
#include "libcompliance/model/vocabulary.h"
#include "libcompliance/plan/hashing_source.h"
#include "libcompliance/plan/plan_json.h"

namespace compliance {
namespace {

constexpr std::int64_t format_version = 1;
constexpr std::size_t longest_line = std::size_t{1} << 20;

Json to_json(const std::vector<std::string>& texts) {
  Json list = Json::list();
  for (const std::string& text : texts) list.add(text);
  return list;
}

enum class Paths { written, left_out };

Json header_of(const Plan& plan, Paths paths) {
  Json tables = Json::list();
  for (const PlannedTable& table : plan.tables) {
    tables.add(Json::object()
                   .set("export", plan.exports[table.of].name)
                   .set("file", table.file)
                   .set("record", table.record)
                   .set("sha256", table.sha256)
                   .set("bytes", table.bytes)
                   .set("records", table.records)
                   .set("counts", counts_json(table.counts())));
  }
  Json files = Json::list();
  for (const PlannedFile& file : plan.files)
    files.add(
        Json::object().set("export", plan.exports[file.of].name).set("file", file.file).set("sha256", file.sha256));
  Json exports = Json::list();
  for (const PlannedExport& each : plan.exports)
    exports.add(Json::object()
                    .set("export", each.name)
                    .set("folder", paths == Paths::written ? Json{each.folder} : Json{})
                    .set("binding_sha256", each.binding_sha256)
                    .set("taken", each.taken));
  Json limits = Json::object();
  for (const auto& [record, most] : plan.limits) limits.set(record, most);
  Json rules = Json::list();
  for (const RuleTotal& rule : rule_totals(plan.tables)) {
    rules.add(Json::object()
                  .set("keeper", rule.keeper)
                  .set("counts", counts_json(rule.records))
                  .set("first_due_since", format_date(rule.first_due_since)));
  }
  Json compared;
  if (const auto& with = plan.compared_with)
    compared = std::move(Json::object()
                             .set("policy_file", paths == Paths::written ? Json{with->policy_file} : Json{})
                             .set("policy_sha256", with->policy_sha256));
  return Json::object()
      .set("compliance_plan", format_version)
      .set("policy", plan.policy)
      .set("policy_file", paths == Paths::written ? Json{plan.policy_file} : Json{})
      .set("policy_sha256", plan.policy_sha256)
      .set("law_sha256", plan.law_sha256.empty() ? Json{} : Json{plan.law_sha256})
      .set("compared_with", std::move(compared))
      .set("exports", std::move(exports))
      .set("tenant", plan.tenant ? Json{*plan.tenant} : Json{})
      .set("as_of", format_date(plan.as_of))
      .set("look_ahead", plan.look_ahead ? Json{format_period(*plan.look_ahead)} : Json{})
      .set("state_version", paths == Paths::written ? Json{plan.state_version} : Json{})
      .set("limits", std::move(limits))
      .set("rules", std::move(rules))
      .set("tables", std::move(tables))
      .set("files", std::move(files));
}

Json line_of(const Plan& plan, const PlannedTable& table, const Effect& effect) {
  return Json::object()
      .set("export", plan.exports[table.of].name)
      .set("file", table.file)
      .set("line", effect.line)
      .set("key", effect.key)
      .set("action", effect_words[static_cast<std::size_t>(effect.action)])
      .set("fields", effect.action == EffectAction::reduce ? to_json(effect.fields) : Json{})
      .set("ended", to_json(effect.ended))
      .set("due_since", format_date(effect.due_since))
      .set("early", effect.early)
      .set("before", effect.before == EffectBefore::not_compared ? Json{} : Json{word_of(effect.before, before_words)});
}

// Returns the SHA-256 of the whole.
std::string serialize(const Plan& plan, Paths paths, ByteSink* sink) {
  HashingSink whole{sink};
  HashingSink body{&whole};
  body.write(to_json_line(header_of(plan, paths)) + '\n');
  for (const PlannedTable& table : plan.tables)
    for (const Effect& effect : table.effects) body.write(to_json_line(line_of(plan, table, effect)) + '\n');
  whole.write(to_json_line(Json::object().set("effects", plan.effects()).set("sha256", body.finish())) + '\n');
  return whole.finish();
}

// Reads lines of a bounded length.
class LineReader {
 public:
  explicit LineReader(ByteSource& source) : source_(source) {}

  // The next line without its line feed; none at the end. An unfinished last line is an Error.
  Result<std::optional<std::string_view>> next() {
    while (true) {
      if (const std::size_t end = buffer_.find('\n', begin_); end != std::string::npos) {
        const std::string_view line = std::string_view{buffer_}.substr(begin_, end - begin_);
        begin_ = end + 1;
        return std::optional{line};
      }
      if (buffer_.size() - begin_ > longest_line) return Error{.message = "expected a shorter line"};
      buffer_.erase(0, begin_);
      begin_ = 0;
      const std::size_t old = buffer_.size();
      buffer_.resize(old + chunk);
      const std::size_t count = source_.read({buffer_.data() + old, chunk});
      buffer_.resize(old + count);
      if (count == 0) {
        if (!buffer_.empty()) return Error{.message = "the last line is cut off"};
        return std::optional<std::string_view>{};
      }
    }
  }

 private:
  static constexpr std::size_t chunk = 65536;
  ByteSource& source_;
  std::string buffer_;
  std::size_t begin_ = 0;
};

// Takes typed members out of a record; the first that is missing or of another type is remembered as the error.
class Members {
 public:
  explicit Members(const Json& json) : json_(json) {}
  std::string text(std::string_view key) { return get<std::string>(key, &Json::as_text); }
  std::int64_t integer(std::string_view key) { return get<std::int64_t>(key, &Json::as_integer); }
  bool boolean(std::string_view key) { return get<bool>(key, &Json::as_boolean); }
  Json::List list(std::string_view key) { return get<Json::List>(key, &Json::as_list); }
  bool is_null(std::string_view key) const {
    const Json* member = json_.find(key);
    return member != nullptr && member->is_null();
  }
  std::uint64_t count(std::string_view key) {
    const std::int64_t value = integer(key);
    if (value < 0) fail(key);
    return value < 0 ? 0 : static_cast<std::uint64_t>(value);
  }
  Date date(std::string_view key) {
    const auto day = parse_date(text(key));
    if (!day) fail(key);
    return day ? *day : Date{};
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> result;
    for (const Json& item : list(key)) {
      if (item.as_text() == nullptr)
        fail(key);
      else
        result.push_back(*item.as_text());
    }
    return result;
  }
  void fail(std::string_view key) {
    if (error_.empty()) error_ = "\"" + std::string{key} + "\" is missing or not what a plan has there";
  }
  Result<void> check() const {
    if (error_.empty()) return {};
    return Error{.message = error_};
  }

 private:
  template <class T>
  T get(std::string_view key, const T* (Json::*as)() const) {
    const Json* member = json_.find(key);
    const T* value = member == nullptr ? nullptr : (member->*as)();
    if (value == nullptr) fail(key);
    return value == nullptr ? T{} : *value;
  }
  const Json& json_;
  std::string error_;
};

Result<Plan> read_header(const Json& json) {
  Members members{json};
  if (members.integer("compliance_plan") != format_version) return Error{.message = "expected a plan of version 1"};
  Plan plan;
  plan.policy = members.text("policy");
  plan.policy_file = members.text("policy_file");
  plan.policy_sha256 = members.text("policy_sha256");
  if (!members.is_null("law_sha256")) plan.law_sha256 = members.text("law_sha256");
  if (!members.is_null("compared_with")) {
    const Json* with = json.find("compared_with");
    if (with == nullptr) return Error{.message = "\"compared_with\" is missing or not what a plan has there"};
    Members old{*with};
    plan.compared_with = {.policy_file = old.text("policy_file"), .policy_sha256 = old.text("policy_sha256")};
    COMPLIANCE_CHECK(old.check());
  }
  if (!members.is_null("tenant")) plan.tenant = members.text("tenant");
  for (const Json& each : members.list("exports")) {
    Members one{each};
    plan.exports.push_back({.name = one.text("export"),
                            .folder = one.text("folder"),
                            .binding_sha256 = one.text("binding_sha256"),
                            .taken = one.text("taken")});
    COMPLIANCE_CHECK(one.check());
  }
  plan.as_of = members.date("as_of");
  if (!members.is_null("look_ahead")) {
    COMPLIANCE_TRY(plan.look_ahead, parse_period(members.text("look_ahead")));
  }
  plan.state_version = members.count("state_version");
  if (const Json* limits = json.find("limits"); limits != nullptr && limits->as_object() != nullptr) {
    for (const auto& [record, most] : *limits->as_object()) {
      if (most.as_integer() == nullptr || *most.as_integer() < 0)
        members.fail("limits");
      else
        plan.limits[record] = static_cast<std::uint64_t>(*most.as_integer());
    }
  } else {
    members.fail("limits");
  }
  const auto export_of = [&](Members& from) -> std::size_t {
    const std::string name = from.text("export");
    for (std::size_t e = 0; e < plan.exports.size(); ++e)
      if (plan.exports[e].name == name) return e;
    from.fail("export");
    return 0;
  };
  for (const Json& each : members.list("tables")) {
    Members table{each};
    plan.tables.push_back({.of = export_of(table),
                           .file = table.text("file"),
                           .record = table.text("record"),
                           .sha256 = table.text("sha256"),
                           .bytes = table.count("bytes"),
                           .records = table.count("records")});
    COMPLIANCE_CHECK(table.check());
  }
  for (const Json& each : members.list("files")) {
    Members file{each};
    plan.files.push_back({export_of(file), file.text("file"), file.text("sha256")});
    COMPLIANCE_CHECK(file.check());
  }
  COMPLIANCE_CHECK(members.check());
  return plan;
}

Result<void> read_effect(const Json& json, Plan& plan) {
  Members members{json};
  const std::string file = members.text("file"), name = members.text("export");
  const auto table = std::find_if(plan.tables.begin(), plan.tables.end(), [&](const PlannedTable& each) {
    return each.file == file && plan.exports[each.of].name == name;
  });
  if (table == plan.tables.end()) members.fail("file");
  Effect effect{.line = members.count("line"), .key = members.text("key")};
  const std::string action = members.text("action");
  const auto word = std::find(effect_words.begin(), effect_words.end(), action);
  if (word == effect_words.end()) members.fail("action");
  effect.action = static_cast<EffectAction>(word - effect_words.begin());
  if (effect.action == EffectAction::reduce) effect.fields = members.texts("fields");
  effect.ended = members.texts("ended");
  effect.due_since = members.date("due_since");
  effect.early = members.boolean("early");
  if (plan.compared_with) {
    const auto before = from_word<EffectBefore>(members.text("before"), before_words);
    if (!before || *before == EffectBefore::not_compared) members.fail("before");
    effect.before = before.value_or(EffectBefore::not_compared);
  }
  COMPLIANCE_CHECK(members.check());
  if (!table->effects.empty() && table->effects.back().line >= effect.line)
    return Error{.message = "the records of a table do not stand in the order of its file"};
  table->effects.push_back(std::move(effect));
  return {};
}

}  // namespace

ActionCounts PlannedTable::counts() const {
  ActionCounts counts{};
  for (const Effect& effect : effects) ++counts[static_cast<std::size_t>(effect.action)];
  return counts;
}

std::uint64_t Plan::effects() const {
  std::uint64_t count = 0;
  for (const PlannedTable& table : tables) count += table.effects.size();
  return count;
}

std::string Plan::place_of(std::size_t of, std::string_view file) const {
  return (exports.size() == 1 ? std::string{} : exports[of].name + '/') + std::string{file};
}

std::vector<RuleTotal> rule_totals(std::span<const PlannedTable> tables) {
  std::vector<RuleTotal> totals;
  for (const PlannedTable& table : tables)
    for (const Effect& effect : table.effects)
      for (const std::string& keeper : effect.ended) {
        auto total =
            std::find_if(totals.begin(), totals.end(), [&](const auto& each) { return each.keeper == keeper; });
        if (total == totals.end())
          total = totals.insert(totals.end(), {.keeper = keeper, .first_due_since = effect.due_since});
        ++total->records[static_cast<std::size_t>(effect.action)];
        total->first_due_since = std::min(total->first_due_since, effect.due_since);
      }
  return totals;
}

std::string write_plan(const Plan& plan, ByteSink& sink) { return serialize(plan, Paths::written, &sink); }

std::string digest_of(const Plan& plan) { return serialize(plan, Paths::left_out, nullptr); }

Result<Plan> read_plan(ByteSource& source, std::string_view name) {
  LineReader lines{source};
  Sha256 whole;
  std::optional<Plan> plan;
  for (std::uint32_t number = 1;; ++number) {
    const Place place{std::string{name}, number, 0};
    COMPLIANCE_TRY(const std::optional<std::string_view> line, at(place, lines.next()));
    if (!line)
      return Error{.message = number == 1 ? "expected a plan, found an empty file" : "the plan is cut off",
                   .place = place};
    Result<Json> json = parse_json(*line, name);
    if (!json) return Error{.message = "expected a line of a plan", .place = place};
    if (!plan) {
      COMPLIANCE_TRY(plan, at(place, read_header(*json)));
    } else if (json->find("sha256") != nullptr) {
      whole.add(*line);
      whole.add("\n");
      COMPLIANCE_TRY(const std::optional<std::string_view> more, at(place, lines.next()));
      // Not its hash alone: also the counts that a reviewer reads, and every spelling, must be what `write_plan`
      // writes.
      if (more || to_hex(as_bytes(whole.finish())) != serialize(*plan, Paths::written, nullptr))
        return Error{.message = "the plan was changed after it was made",
                     .place = {std::string{name}, 0, 0},
                     .hint = "make a new plan: compliance retain … --plan FILE"};
      return std::move(*plan);
    } else {
      COMPLIANCE_CHECK(at(place, read_effect(*json, *plan)));
    }
    whole.add(*line);
    whole.add("\n");
  }
}

}  // namespace compliance
