// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/cases/cases.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/cases/cases_shape.h"
#include "libcompliance/formats/scalars.h"

namespace compliance {
namespace {

class CaseReader {
 public:
  CaseReader(const Policy& policy, const YamlNode& node) : policy_(policy), node_(node) {}

  Result<Case> read() {
    case_.id = node_.at("case").text;
    case_.about = node_.at("about").text;
    case_.place = node_.place;
    COMPLIANCE_TRY(case_.as_of, read_date(node_.at("as_of")));
    if (policy_.cadence) case_.look_ahead = policy_.cadence->look_ahead;
    if (const YamlNode* look_ahead = node_.find("look_ahead")) {
      COMPLIANCE_TRY(case_.look_ahead, read_period(*look_ahead));
      if (*case_.look_ahead == Period{}) case_.look_ahead.reset();
    }
    for (const YamlNode::Member& member : node_.at("records").members) {
      COMPLIANCE_TRY(const std::size_t record, find_record(member.key, member.place));
      for (const YamlNode& item : member.value.items) COMPLIANCE_CHECK(read_record(record, item));
    }
    COMPLIANCE_CHECK(read_concerns());
    for (const YamlNode::Member& member : node_.at("expect").members) COMPLIANCE_CHECK(read_expectation(member));
    return std::move(case_);
  }

 private:
  Result<std::size_t> find_record(std::string_view name, const Place& place) const {
    if (const auto found = policy_.find_record(name)) return *found;
    return Error{.message = "the policy has no record \"" + std::string{name} + "\"", .place = place};
  }

  Result<void> read_record(std::size_t type, const YamlNode& node) {
    const RecordType& definition = policy_.records[type];
    CaseRecord record{.record = type, .cells = std::vector<std::string>(definition.fields.size()), .place = node.place};
    for (const YamlNode::Member& member : node.members) {
      if (member.key == "belongs_to") {
        if (!definition.belongs_to)
          return Error{.message = "in the policy, " + definition.name + " belongs to nothing", .place = member.place};
        for (const YamlNode& item : member.value.one_or_many()) record.links.push_back(item.text);
        continue;
      }
      if (member.value.kind != YamlNode::Kind::scalar)
        return Error{.message = "expected one value", .place = member.value.place};
      if (member.key == "key") {
        record.key = member.value.text;
        continue;
      }
      const auto field = definition.find_field(member.key);
      if (!field) {
        std::vector<std::string_view> known{"key", "belongs_to"};
        for (const Field& each : definition.fields) known.push_back(each.name);
        return Error{.message = "the policy has no field of " + definition.name + " \"" + member.key + "\"",
                     .place = member.place,
                     .hint = did_you_mean(member.key, known)};
      }
      record.cells[*field] = member.value.text;
    }
    if (record.key.empty()) return Error{.message = "\"key\" is missing", .place = node.place};
    for (const CaseRecord& other : case_.records)
      if (other.record == type && other.key == record.key)
        return Error{.message = "another record has the same key", .place = node.place};
    case_.records.push_back(std::move(record));
    return {};
  }

  // "record:key": which of the case's records that is.
  Result<std::size_t> find_subject(const std::string& text, const Place& place) const {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return Error{.message = "expected record:key", .place = place};
    COMPLIANCE_TRY(const std::size_t type, find_record(text.substr(0, colon), place));
    const auto record = std::find_if(case_.records.begin(), case_.records.end(), [&](const CaseRecord& each) {
      return each.record == type && each.key == text.substr(colon + 1);
    });
    if (record == case_.records.end()) return Error{.message = "this case has no such record", .place = place};
    return static_cast<std::size_t>(record - case_.records.begin());
  }

  Result<void> read_concerns() {
    if (const YamlNode* held = node_.find("held"))
      for (const YamlNode& item : held->items) {
        COMPLIANCE_TRY(const std::size_t subject, find_subject(item.text, item.place));
        case_.concerns[subject].is_held = true;
      }
    if (const YamlNode* cancelled = node_.find("cancelled"))
      for (const YamlNode& item : cancelled->items) COMPLIANCE_CHECK(read_cancellation(item));
    return {};
  }

  Result<void> read_cancellation(const YamlNode& node) {
    COMPLIANCE_TRY(const std::size_t subject, find_subject(node.at("person").text, node.at("person").place));
    Cancellation cancellation;
    COMPLIANCE_TRY(cancellation.from, read_date(node.at("from")));
    if (const YamlNode* until = node.find("until")) {
      COMPLIANCE_TRY(cancellation.until, read_date(*until));
    }
    if (const YamlNode* purposes = node.find("purposes")) {
      for (const YamlNode& item : purposes->items) {
        COMPLIANCE_TRY(const std::size_t keeper, find_keeper(item.text, item.place));
        if (policy_.keepers[keeper].kind == Keeper::Kind::duty)
          return Error{.message = "a duty cannot be cancelled", .place = item.place, .hint = "expected a purpose"};
        cancellation.keepers |= std::uint64_t{1} << keeper;
      }
    } else {
      cancellation.keepers = all_but_duties(policy_);
    }
    case_.concerns[subject].cancellations.push_back(cancellation);
    return {};
  }

  // "record:key" or "record:key.field".
  Result<void> read_expectation(const YamlNode::Member& member) {
    Expectation expected{.place = member.place};
    const std::size_t colon = member.key.find(':');
    if (colon == std::string::npos)
      return Error{.message = "expected record:key or record:key.field", .place = member.place};
    COMPLIANCE_TRY(const std::size_t type, find_record(member.key.substr(0, colon), member.place));
    const std::string subject = member.key.substr(colon + 1);
    const std::string key = subject.substr(0, subject.find('.'));
    const auto record = std::find_if(case_.records.begin(), case_.records.end(),
                                     [&](const CaseRecord& each) { return each.record == type && each.key == key; });
    if (record == case_.records.end()) return Error{.message = "this case has no such record", .place = member.place};
    expected.subject = static_cast<std::size_t>(record - case_.records.begin());
    if (key.size() < subject.size()) {
      expected.field = policy_.records[type].find_field(subject.substr(key.size() + 1));
      if (!expected.field) return Error{.message = "the policy has no such field", .place = member.place};
    }
    const YamlNode& node = member.value;
    expected.verdict = *from_word<VerdictKind>(node.at("verdict").text, verdict_words);
    COMPLIANCE_CHECK(read_details(node, expected));
    case_.expectations.push_back(std::move(expected));
    return {};
  }

  Result<void> read_details(const YamlNode& node, Expectation& expected) {
    const auto demand = [&](const char* key, VerdictKind kind) -> Result<const YamlNode*> {
      const YamlNode* found = node.find(key);
      if (found != nullptr && expected.verdict != kind)
        return Error{.message = std::string{"\""} + key + "\" goes with the verdict " +
                                std::string{word_of(kind, verdict_words)},
                     .place = found->place};
      return found;
    };
    COMPLIANCE_TRY(const YamlNode* const until, demand("until", VerdictKind::keep));
    if (until != nullptr) {
      COMPLIANCE_TRY(expected.until, read_day_or_open(*until));
    }
    COMPLIANCE_TRY(const YamlNode* const because, demand("because", VerdictKind::keep));
    if (because != nullptr) {
      expected.because.emplace();
      for (const YamlNode& item : because->items) {
        if (item.text != case_hold) COMPLIANCE_CHECK(find_keeper(item.text, item.place));
        expected.because->push_back(item.text);
      }
    }
    COMPLIANCE_TRY(const YamlNode* const since, demand("since", VerdictKind::due));
    if (since != nullptr) {
      COMPLIANCE_TRY(expected.since, read_date(*since));
    }
    COMPLIANCE_TRY(const YamlNode* const reason, demand("reason", VerdictKind::undecided));
    if (reason != nullptr) expected.reason = from_word<Unknown>(reason->text, unknown_words);
    if (const YamlNode* uses = node.find("used_until"))
      for (const YamlNode::Member& use : uses->members) {
        COMPLIANCE_TRY(const std::size_t keeper, find_keeper(use.key, use.place));
        COMPLIANCE_TRY(expected.used_until[keeper], read_day_or_open(use.value));
      }
    return {};
  }

  static Result<std::string> read_day_or_open(const YamlNode& node) {
    if (node.text == "open") return node.text;  // the shape has seen that it is this or a day
    COMPLIANCE_TRY(const Date day, read_date(node));
    return format_date(day);
  }

  Result<std::size_t> find_keeper(std::string_view name, const Place& place) const {
    std::vector<std::string_view> known;
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k) {
      if (policy_.keepers[k].name == name) return k;
      known.push_back(policy_.keepers[k].name);
    }
    return Error{.message = "the policy has no purpose or duty \"" + std::string{name} + "\"",
                 .place = place,
                 .hint = did_you_mean(name, known)};
  }

  const Policy& policy_;
  const YamlNode& node_;
  Case case_;
};

}  // namespace

Result<std::vector<Case>> read_cases(std::string_view bytes, std::string_view source, const Policy& policy) {
  COMPLIANCE_TRY(const YamlNode root, parse_yaml(bytes, source));
  COMPLIANCE_CHECK(conform(root, cases_shape()));
  std::vector<Case> cases;
  for (const YamlNode& item : root.at("cases").items) {
    COMPLIANCE_TRY(Case read, (CaseReader{policy, item}.read()));
    cases.push_back(std::move(read));
  }
  return cases;
}

}  // namespace compliance
