// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/formats/scalars.h"
#include "libcompliance/policy/conditions.h"
#include "libcompliance/policy/names.h"
#include "libcompliance/policy/readers.h"

namespace compliance {
namespace {

class MomentReader {
 public:
  MomentReader(const YamlNode& root, Policy& policy) : root_(root), policy_(policy) {}

  Result<void> read() {
    COMPLIANCE_CHECK(read_moments());
    return read_ceilings();
  }

 private:
  Result<void> read_moments() {
    const YamlNode* moments = root_.find("moments");
    if (moments == nullptr) return {};
    for (const YamlNode::Member& member : moments->members) COMPLIANCE_CHECK(read_moment(member, *moments, 1));
    return {};
  }

  // Reads a moment behind those that it names, so that each stands behind what it is made of, wherever it is written.
  Result<void> read_moment(const YamlNode::Member& member, const YamlNode& moments, std::size_t depth) {
    for (const Moment& known : policy_.moments)
      if (known.name == member.key) return {};
    if (member.value.find("date") != nullptr) return read_date_moment(member);
    moments_being_read_.push_back(member.key);
    const YamlNode& list = list_of_moments(member.value);
    for (const YamlNode& item : list.items) {
      if (std::find(moments_being_read_.begin(), moments_being_read_.end(), item.text) != moments_being_read_.end())
        return Error{.message = "\"" + item.text + "\" is made of itself, by way of the moments that it names",
                     .place = item.place};
      if (depth == most_moment_depth)
        return Error{.message = "expected moments that are nested at most 8 deep", .place = item.place};
      const auto named = std::find_if(moments.members.begin(), moments.members.end(),
                                      [&](const YamlNode::Member& each) { return each.key == item.text; });
      if (named != moments.members.end()) COMPLIANCE_CHECK(read_moment(*named, moments, depth + 1));
    }
    moments_being_read_.pop_back();
    return read_moment_of_moments(member, list, moments);
  }

  static const YamlNode& list_of_moments(const YamlNode& node) {
    for (const char* key : {"latest", "earliest"})
      if (const YamlNode* list = node.find(key)) return *list;
    return node.at("several");
  }

  Result<void> read_date_moment(const YamlNode::Member& member) {
    const YamlNode& node = member.value;
    Moment moment{.name = member.key, .title = optional_local_text(node.find("title")), .place = member.place};
    COMPLIANCE_TRY(moment.of, find_record(policy_, node.at("of")));
    COMPLIANCE_TRY(moment.date, find_date_field(policy_, node.at("date"), moment.of));
    if (const YamlNode* condition = node.find("not_yet_when")) {
      COMPLIANCE_TRY(moment.not_yet_when, read_own_condition(policy_, *condition, moment.of));
    }
    if (const YamlNode* field = node.find("not_before")) {
      COMPLIANCE_TRY(moment.not_before, find_date_field(policy_, *field, moment.of));
    }
    if (const YamlNode* field = node.find("resumed_on")) {
      COMPLIANCE_TRY(moment.resumed_on, find_date_field(policy_, *field, moment.of));
    }
    add_moment(std::move(moment), 1);
    return {};
  }

  Result<void> read_moment_of_moments(const YamlNode::Member& member, const YamlNode& list, const YamlNode& moments) {
    const YamlNode& node = member.value;
    Moment moment{.name = member.key,
                  .kind = node.find("latest")     ? Moment::Kind::latest
                          : node.find("earliest") ? Moment::Kind::earliest
                                                  : Moment::Kind::several,
                  .title = optional_local_text(node.find("title")),
                  .place = member.place};
    COMPLIANCE_TRY(moment.of, find_record(policy_, node.at("of")));
    std::size_t depth = 1;
    for (const YamlNode& item : list.items) {
      if (moments.find(item.text) == nullptr) {
        std::vector<std::string_view> known;
        for (const YamlNode::Member& each : moments.members) known.push_back(each.key);
        return unknown_name(item.place, "moment", item.text, known);
      }
      COMPLIANCE_TRY(const std::size_t each, find_moment(policy_, item));
      const std::size_t of = policy_.moments[each].of;
      if (!policy_.steps_up(moment.of, of) && !policy_.steps_up(of, moment.of))
        return Error{.message = "\"" + item.text + "\" is a moment of " + policy_.records[of].name + ", and neither " +
                                policy_.records[moment.of].name + " nor " + policy_.records[of].name +
                                " belongs to the other",
                     .place = item.place};
      depth = std::max(depth, moment_depth_[each] + 1);
      moment.moments.push_back(each);
    }
    if (depth > most_moment_depth)
      return Error{.message = "expected moments that are nested at most 8 deep", .place = list.place};
    add_moment(std::move(moment), depth);
    return {};
  }

  void add_moment(Moment moment, std::size_t depth) {
    policy_.moments.push_back(std::move(moment));
    moment_depth_.push_back(depth);
  }

  Result<void> read_ceilings() {
    const YamlNode* ceilings = root_.find("ceilings");
    if (ceilings == nullptr) return {};
    for (const YamlNode& node : ceilings->items) {
      Ceiling ceiling{.place = node.place};
      COMPLIANCE_TRY(ceiling.at_most, read_period(node.at("at_most")));
      COMPLIANCE_TRY(ceiling.after, find_moment(policy_, node.at("after")));
      for (const YamlNode& item : node.at("covers").items) {
        COMPLIANCE_TRY(const std::size_t record, find_record(policy_, item));
        COMPLIANCE_CHECK(
            demand_reach(policy_, item.place, record, ceiling.after, collecting_hint(policy_, record, ceiling.after)));
        ceiling.covers.push_back(record);
      }
      policy_.ceilings.push_back(std::move(ceiling));
    }
    return {};
  }

  const YamlNode& root_;
  Policy& policy_;
  std::vector<std::string_view> moments_being_read_;  // each named by the one before
  std::vector<std::size_t> moment_depth_;             // by moment; a date has 1
};

}  // namespace

// A record can only follow its links upwards.
Result<void> demand_reach(const Policy& policy, const Place& place, std::size_t record, std::size_t moment,
                          std::string hint) {
  const std::size_t of = policy.moments[moment].of;
  if (policy.steps_up(record, of)) return {};
  return Error{.message = "\"" + policy.moments[moment].name + "\" is a moment of " + policy.records[of].name +
                          ", to which " + policy.records[record].name + " does not belong",
               .place = place,
               .hint = policy.steps_up(of, record) ? std::move(hint) : ""};
}

// How a record gets at a moment of those that belong to it.
std::string collecting_hint(const Policy& policy, std::size_t record, std::size_t moment) {
  return "declare a moment {of: " + policy.records[record].name + ", latest: [" + policy.moments[moment].name +
         "]}, and name that";
}

Result<void> read_moments(const YamlNode& root, Policy& policy) { return MomentReader{root, policy}.read(); }

}  // namespace compliance
