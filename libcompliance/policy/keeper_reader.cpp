// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/scalars.h"
#include "libcompliance/policy/conditions.h"
#include "libcompliance/policy/names.h"
#include "libcompliance/policy/readers.h"
#include "libcompliance/policy/statement_reader.h"

namespace compliance {
namespace {

class KeeperReader {
 public:
  KeeperReader(const YamlNode& root, Policy& policy) : root_(root), policy_(policy) {}

  Result<void> read() {
    if (const YamlNode* duties = root_.find("duties"))
      for (const YamlNode::Member& duty : duties->members) COMPLIANCE_CHECK(read_duty(duty));
    if (const YamlNode* instructions = root_.find("instructions"))
      for (const YamlNode::Member& each : instructions->members) COMPLIANCE_CHECK(read_instruction(each));
    for (const YamlNode::Member& purpose : root_.at("purposes").members) COMPLIANCE_CHECK(read_purpose(purpose));
    COMPLIANCE_CHECK(read_compatible_purposes());
    cover_copies();
    return {};
  }

 private:
  Result<void> read_duty(const YamlNode::Member& member) {
    Keeper keeper{.kind = Keeper::Kind::duty, .name = member.key, .place = member.place};
    keeper.title = optional_local_text(member.value.find("title"));
    if (const YamlNode* law = member.value.find("law")) keeper.law = law->text;
    if (const YamlNode* from = member.value.find("from")) COMPLIANCE_CHECK(read_statutory(*from, member.value, keeper));
    return add_keeper(std::move(keeper), member.value, member.value.find("covers"));
  }

  // A duty that the program knows: the policy says only what it covers and when it starts.
  Result<void> read_statutory(const YamlNode& from, const YamlNode& duty, Keeper& keeper) const {
    keeper.statutory = find_statutory_duty(from.text);
    if (keeper.statutory == nullptr) {
      std::vector<std::string_view> known;
      for (const StatutoryDuty& each : statutory_duties()) known.push_back(each.name);
      return unknown_name(from.place, "statutory duty", from.text, known);
    }
    keeper.law = keeper.statutory->citation;
    keeper.keep = Keep{.period = keeper.statutory->period,
                       .counted = keeper.statutory->counted,
                       .year_ends = year_ends_of(keeper.statutory->counted)};
    const YamlNode* after = duty.find("after");
    if (const YamlNode* keep = duty.find("keep")) {
      for (const YamlNode::Member& member : keep->members)
        if (member.key != "after")
          return Error{.message = "\"" + member.key + "\" comes with \"" + from.text + "\"",
                       .place = member.place,
                       .hint = "leave it out; or write law instead of from, and all of it yourself"};
      after = keep->find("after");
    }
    if (after != nullptr) {
      COMPLIANCE_TRY(keeper.keep->after, find_moment(policy_, *after));
    }
    return {};
  }

  Result<void> read_instruction(const YamlNode::Member& member) {
    const YamlNode& node = member.value;
    Keeper keeper{.kind = Keeper::Kind::instruction, .name = member.key, .place = member.place};
    keeper.title = optional_local_text(node.find("title"));
    COMPLIANCE_TRY(keeper.tenants, find_all_named(node.find("of"), "tenant", policy_.statement.tenants));
    keeper.instruction = text_of(node.find("reference"));
    if (const YamlNode* use_until = node.find("use_until")) {
      COMPLIANCE_TRY(keeper.use_until, find_moment(policy_, *use_until));
    }
    return add_keeper(std::move(keeper), node, node.find("needs"));
  }

  Result<void> read_purpose(const YamlNode::Member& member) {
    const YamlNode& node = member.value;
    Keeper keeper{.kind = Keeper::Kind::purpose, .name = member.key, .place = member.place};
    keeper.title = optional_local_text(node.find("title"));
    if (const YamlNode* basis = node.find("basis"))
      for (const YamlNode& word : basis->one_or_many())
        keeper.bases.push_back(*from_word<Basis>(word.text, basis_words));
    keeper.interest = optional_local_text(node.find("interest"));
    if (const YamlNode* assessment = node.find("assessment")) {
      COMPLIANCE_TRY(keeper.assessment, read_reference(*assessment));
    }
    if (const YamlNode* kind = node.find("kind"))
      keeper.message = *from_word<MessageKind>(kind->text, message_kind_words);
    keeper.channels = texts_of(node.find("channels"));
    keeper.topics = texts_of(node.find("topics"));
    if (const YamlNode* consent = node.find("consent")) {
      keeper.consent = from_word<ConsentMethod>(consent->at("method").text, consent_method_words);
      keeper.consent_evidence = text_of(consent->find("evidence"));
    }
    if (const YamlNode* law = node.find("law")) keeper.law = law->text;
    if (const YamlNode* from = node.find("from")) {
      COMPLIANCE_TRY(keeper.from, read_date(*from));
    }
    if (const YamlNode* use_until = node.find("use_until")) {
      COMPLIANCE_TRY(keeper.use_until, find_moment(policy_, *use_until));
    }
    return add_keeper(std::move(keeper), node, node.find("needs"));
  }

  Result<void> add_keeper(Keeper keeper, const YamlNode& node, const YamlNode* covers) {
    if (policy_.keepers.size() == most_keepers)
      return Error{.message = "expected at most 64 purposes and duties", .place = keeper.place};
    for (const Keeper& other : policy_.keepers)
      if (other.name == keeper.name)
        return Error{.message = "\"" + keeper.name + "\" is the name of a duty and of a purpose",
                     .place = keeper.place,
                     .hint = "a verdict names them side by side: give one of them another name"};
    if (const YamlNode* condition = node.find("applies_when")) {
      COMPLIANCE_TRY(keeper.applies_when, read_condition(policy_, *condition));
    }
    if (const YamlNode* keep = node.find("keep"); keep != nullptr && keeper.statutory == nullptr) {
      COMPLIANCE_TRY(keeper.keep, read_keep(*keep));
    }
    if (const YamlNode* via = node.find("via")) COMPLIANCE_CHECK(read_via(*via, keeper));
    if (covers != nullptr) COMPLIANCE_CHECK(read_covers(*covers, keeper));
    policy_.keepers.push_back(std::move(keeper));
    return {};
  }

  Result<void> read_covers(const YamlNode& covers, Keeper& keeper) const {
    for (const YamlNode& item : covers.items) {
      COMPLIANCE_TRY(const FieldRef ref, find_field_ref(policy_, item.place, item.text));
      COMPLIANCE_CHECK(demand_reach_of(item.place, ref.record, keeper));
      keeper.covers.push_back(ref);
    }
    return {};
  }

  Result<void> read_compatible_purposes() {
    for (const YamlNode::Member& member : root_.at("purposes").members) {
      COMPLIANCE_TRY(const auto found,
                     find_all_named(member.value.find("compatible_with"), "purpose", policy_.keepers));
      for (Keeper& keeper : policy_.keepers)
        if (keeper.name == member.key) keeper.compatible_with = found;
    }
    return {};
  }

  // Earlier versions of a record live as long as the cells of the same name that they are versions of.
  void cover_copies() {
    for (std::size_t r = 0; r < policy_.records.size(); ++r) {
      const auto& original = policy_.records[r].copies;
      if (!original) continue;
      for (Keeper& keeper : policy_.keepers)
        for (std::size_t i = 0, size = keeper.covers.size(); i < size; ++i) {
          if (keeper.covers[i].record != *original) continue;
          const auto field = policy_.records[r].find_field(policy_.field(keeper.covers[i]).name);
          const FieldRef copy{r, field.value_or(0)};
          if (field && std::find(keeper.covers.begin(), keeper.covers.end(), copy) == keeper.covers.end())
            keeper.covers.push_back(copy);
        }
    }
  }

  std::chrono::month_day year_ends_of(Counted counted) const {
    return counted == Counted::from_book_year_end ? policy_.book_year_ends : calendar_year_ends;
  }

  Result<Keep> read_keep(const YamlNode& node) const {
    Keep keep;
    if (const YamlNode* period = node.find("for")) {
      COMPLIANCE_TRY(keep.period, read_period(*period));
    }
    if (const YamlNode* after = node.find("after")) {
      COMPLIANCE_TRY(keep.after, find_moment(policy_, *after));
    }
    if (const YamlNode* counted = node.find("counted"))
      keep.counted = *from_word<Counted>(counted->text, counted_words);
    keep.year_ends = year_ends_of(keep.counted);
    return keep;
  }

  Result<void> read_via(const YamlNode& node, Keeper& keeper) const {
    COMPLIANCE_TRY(keeper.via, find_record(policy_, node));
    if (!keeper.keep || !keeper.keep->after) return {};
    const Moment& moment = policy_.moments[*keeper.keep->after];
    if (moment.of != *keeper.via)
      return Error{
          .message =
              "\"" + moment.name + "\" is a moment of " + policy_.records[moment.of].name + ", not of " + node.text,
          .place = node.place,
          .hint = "the records in between are those whose moment counts: via: " + policy_.records[moment.of].name};
    return {};
  }

  // Whether cells of a record can follow its links to what the keeper reads.
  Result<void> demand_reach_of(const Place& place, std::size_t record, const Keeper& keeper) const {
    const bool is_above = keeper.via && policy_.steps_up(*keeper.via, record);
    const auto after = keeper.keep ? keeper.keep->after : std::nullopt;
    if (after && !is_above)
      COMPLIANCE_CHECK(demand_reach(policy_, place, record, *after,
                                    keeper.kind == Keeper::Kind::duty
                                        ? "with via: " + policy_.records[policy_.moments[*after].of].name +
                                              ", the latest of those that belong to a " + policy_.records[record].name +
                                              " counts"
                                        : collecting_hint(policy_, record, *after)));
    if (keeper.use_until)
      COMPLIANCE_CHECK(
          demand_reach(policy_, place, record, *keeper.use_until, collecting_hint(policy_, record, *keeper.use_until)));
    if (!keeper.applies_when) return {};
    const std::size_t asked = keeper.applies_when->field.record;
    if (policy_.steps_up(record, asked) || (is_above && policy_.steps_up(*keeper.via, asked))) return {};
    return Error{.message = "\"applies_when\" asks for " + policy_.name_of(keeper.applies_when->field) + ", and " +
                            policy_.records[record].name + " does not belong to such a record",
                 .place = place};
  }

  const YamlNode& root_;
  Policy& policy_;
};

}  // namespace

Result<void> read_keepers(const YamlNode& root, Policy& policy) { return KeeperReader{root, policy}.read(); }

}  // namespace compliance
