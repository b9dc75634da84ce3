// SPDX-License-Identifier: Apache-2.0
// Reads a policy that already has the right shape, and resolves its names. Only what a shape cannot say is checked
// here.

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/scalars.h"
#include "libcompliance/policy/names.h"
#include "libcompliance/policy/policy.h"
#include "libcompliance/policy/policy_shape.h"
#include "libcompliance/policy/statement_reader.h"

namespace compliance {
namespace {

class PolicyReader {
 public:
  explicit PolicyReader(const YamlNode& root) : root_(root) {}

  Result<Policy> read() {
    COMPLIANCE_CHECK(read_head());
    COMPLIANCE_CHECK(read_who(root_, policy_.statement));
    COMPLIANCE_CHECK(read_records());
    COMPLIANCE_CHECK(read_moments());
    COMPLIANCE_CHECK(read_ceilings());
    if (const YamlNode* duties = root_.find("duties"))
      for (const YamlNode::Member& duty : duties->members) COMPLIANCE_CHECK(read_duty(duty));
    if (const YamlNode* instructions = root_.find("instructions"))
      for (const YamlNode::Member& each : instructions->members) COMPLIANCE_CHECK(read_instruction(each));
    for (const YamlNode::Member& purpose : root_.at("purposes").members) COMPLIANCE_CHECK(read_purpose(purpose));
    COMPLIANCE_CHECK(read_compatible_purposes());
    cover_copies();
    COMPLIANCE_CHECK(read_promises(root_, policy_));
    COMPLIANCE_CHECK(read_operation());
    return std::move(policy_);
  }

 private:
  Result<void> read_head() {
    policy_.name = root_.at("policy").text;
    policy_.title = local_text_of(root_.at("title"));
    const YamlNode& zone = root_.at("zone");
    COMPLIANCE_TRY(policy_.zone, at(zone.place, Zone::find(zone.text)));
    policy_.controller = root_.at("controller").at("name").text;
    return {};
  }

  // --- records ---

  Result<void> read_records() {
    const YamlNode& records = root_.at("records");
    for (const YamlNode::Member& member : records.members) {
      RecordType record{.name = member.key, .place = member.place};
      COMPLIANCE_CHECK(read_record_head(member.value, record));
      for (const YamlNode::Member& field : member.value.at("fields").members) {
        COMPLIANCE_TRY(Field read, read_field(field));
        record.fields.push_back(std::move(read));
      }
      COMPLIANCE_CHECK(read_origins(member.value, record));
      policy_.records.push_back(std::move(record));
    }
    for (std::size_t i = 0; i < policy_.records.size(); ++i) {
      const YamlNode& node = records.members[i].value;
      if (const YamlNode* parent = node.find("belongs_to")) {
        COMPLIANCE_TRY(policy_.records[i].belongs_to, find_record(*parent));
      }
      if (const YamlNode* original = node.find("copies")) {
        COMPLIANCE_TRY(policy_.records[i].copies, find_record(*original));
        if (policy_.records[i].copies != policy_.records[i].belongs_to)
          return Error{.message = "a copy belongs to its original: expected the same name under \"belongs_to\"",
                       .place = original->place};
      }
      if (const YamlNode* condition = node.find("sole_trader_when")) {
        COMPLIANCE_TRY(policy_.records[i].sole_trader_when, read_own_condition(*condition, i));
      }
    }
    for (const RecordType& record : policy_.records) {
      // A chain longer than there are record types runs in a circle.
      std::optional<std::size_t> above = record.belongs_to;
      for (std::size_t steps = 0; above; above = policy_.records[*above].belongs_to)
        if (++steps > policy_.records.size())
          return Error{.message = "\"" + record.name + "\" belongs to itself, by way of what it belongs to",
                       .place = record.place};
    }
    return {};
  }

  static Result<void> read_record_head(const YamlNode& node, RecordType& record) {
    record.is = *from_word<RecordKind>(node.at("is").text, record_kind_words);
    if (const YamlNode* subjects = node.find("subjects")) record.subjects = local_text_of(*subjects);
    if (const YamlNode* role = node.find("role")) record.role = *from_word<Role>(role->text, role_words);
    if (const YamlNode* recipe = node.at("when_due").find("anonymise")) record.anonymise = recipe->text;
    if (const YamlNode* examples = node.find("examples_only")) {
      COMPLIANCE_TRY(record.examples_only, read_boolean(*examples));
    }
    return {};
  }

  // Where the values of a record come from. What a field does not say, its record says for all.
  Result<void> read_origins(const YamlNode& node, RecordType& record) const {
    const auto& sources = policy_.statement.sources;
    COMPLIANCE_TRY(const auto record_sources, find_all_named(node.find("sources"), "source", sources));
    const std::vector<Provenance> record_provenance = read_provenance(node);
    const auto& fields = node.at("fields").members;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      Field& field = record.fields[f];
      field.provenance = read_provenance(fields[f].value);
      COMPLIANCE_TRY(field.sources, find_all_named(fields[f].value.find("sources"), "source", sources));
      if (field.provenance.empty()) {
        field.provenance = record_provenance;
        if (field.sources.empty()) field.sources = record_sources;
      }
      const YamlNode* derived = fields[f].value.find("derived_from");
      COMPLIANCE_TRY(field.derived_from, find_all_named(derived, "field of " + record.name, record.fields));
      if (derived == nullptr) continue;
      for (std::size_t i = 0; i < field.derived_from.size(); ++i)
        if (field.derived_from[i] == f)
          return Error{.message = "a field is not derived from itself", .place = derived->items[i].place};
    }
    return {};
  }

  static std::vector<Provenance> read_provenance(const YamlNode& node) {
    std::vector<Provenance> provenance;
    if (const YamlNode* words = node.find("provenance"))
      for (const YamlNode& word : words->one_or_many())
        provenance.push_back(*from_word<Provenance>(word.text, provenance_words));
    return provenance;
  }

  static Result<Field> read_field(const YamlNode::Member& member) {
    Field field{.name = member.key, .place = member.place};
    const YamlNode& node = member.value;
    const YamlNode& category = node.kind == YamlNode::Kind::scalar ? node : node.at("category");
    field.category = find_category(category.text);
    if (field.category == nullptr) return unknown_category(category);
    if (node.kind == YamlNode::Kind::scalar) return field;
    field.values = texts_of(node.find("values"));
    if (const YamlNode* type = node.find("type")) field.type = type->text == "date" ? FieldType::date : FieldType::text;
    if (const YamlNode* values = node.find("values")) {
      for (std::size_t i = 0; i < field.values.size(); ++i)
        if (std::find(field.values.begin(), field.values.begin() + static_cast<std::ptrdiff_t>(i), field.values[i]) !=
            field.values.begin() + static_cast<std::ptrdiff_t>(i))
          return Error{.message = "\"" + field.values[i] + "\" stands here twice", .place = values->items[i].place};
      field.type = FieldType::word;
    }
    if (const YamlNode* identifies = node.find("identifies"))
      field.identifies = from_word<Identifies>(identifies->text, identifies_words);
    if (const YamlNode* free_text = node.find("free_text")) {
      COMPLIANCE_TRY(field.free_text, read_boolean(*free_text));
    }
    for (const auto& [key, value] :
         {std::pair{"mandatory", &field.mandatory}, {"file", &field.is_file}, {"open_category", &field.open_category}})
      if (const YamlNode* flag = node.find(key)) {
        COMPLIANCE_TRY(*value, read_boolean(*flag));
      }
    field.about = text_of(node.find("about"));
    field.may_name = texts_of(node.find("may_name"));
    field.special_ground = text_of(node.find("special_ground"));
    if (const YamlNode* review = node.find("review_after")) {
      if (field.type != FieldType::date)
        return Error{.message = "\"review_after\" needs a field of type date", .place = review->place};
      COMPLIANCE_TRY(field.review_after, read_period(*review));
    }
    return field;
  }

  // --- names ---

  Result<std::size_t> find_record(const YamlNode& node) const {
    return compliance::find_record(policy_, node.place, node.text);
  }

  Result<std::size_t> find_date_field(const YamlNode& node, std::size_t record) const {
    COMPLIANCE_TRY(const std::size_t field, find_field(policy_, node.place, node.text, record));
    if (policy_.records[record].fields[field].type != FieldType::date)
      return Error{.message = "expected a field of type date", .place = node.place};
    return field;
  }

  Result<std::size_t> find_moment(const YamlNode& node) const {
    for (std::size_t i = 0; i < policy_.moments.size(); ++i)
      if (policy_.moments[i].name == node.text) return i;
    std::vector<std::string_view> known;
    for (const Moment& moment : policy_.moments) known.push_back(moment.name);
    return unknown_name(node.place, "moment", node.text, known);
  }

  // --- conditions ---

  Result<Condition> read_own_condition(const YamlNode& node, std::size_t record) const {
    const YamlNode::Member& member = node.members.front();
    COMPLIANCE_TRY(const std::size_t field, find_field(policy_, member.place, member.key, record));
    return read_words(member, {record, field});
  }

  Result<Condition> read_condition(const YamlNode& node) const {
    const YamlNode::Member& member = node.members.front();
    COMPLIANCE_TRY(const FieldRef field, find_field_ref(policy_, member.place, member.key));
    return read_words(member, field);
  }

  Result<Condition> read_words(const YamlNode::Member& member, FieldRef ref) const {
    const Field& field = policy_.field(ref);
    if (field.type != FieldType::word)
      return Error{.message = "a condition needs a field with \"values\", and " + policy_.name_of(ref) + " has none",
                   .place = member.place};
    Condition condition{.field = ref, .place = member.place};
    for (const YamlNode& word : member.value.one_or_many()) {
      const auto found = std::find(field.values.begin(), field.values.end(), word.text);
      if (found == field.values.end())
        return unknown_name(word.place, "value of " + policy_.name_of(ref), word.text,
                            {field.values.begin(), field.values.end()});
      condition.words.push_back(static_cast<std::int16_t>(found - field.values.begin()));
    }
    return condition;
  }

  // --- moments and ceilings ---

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
    COMPLIANCE_TRY(moment.of, find_record(node.at("of")));
    COMPLIANCE_TRY(moment.date, find_date_field(node.at("date"), moment.of));
    if (const YamlNode* condition = node.find("not_yet_when")) {
      COMPLIANCE_TRY(moment.not_yet_when, read_own_condition(*condition, moment.of));
    }
    if (const YamlNode* field = node.find("not_before")) {
      COMPLIANCE_TRY(moment.not_before, find_date_field(*field, moment.of));
    }
    if (const YamlNode* field = node.find("resumed_on")) {
      COMPLIANCE_TRY(moment.resumed_on, find_date_field(*field, moment.of));
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
    COMPLIANCE_TRY(moment.of, find_record(node.at("of")));
    std::size_t depth = 1;
    for (const YamlNode& item : list.items) {
      if (moments.find(item.text) == nullptr) {
        std::vector<std::string_view> known;
        for (const YamlNode::Member& each : moments.members) known.push_back(each.key);
        return unknown_name(item.place, "moment", item.text, known);
      }
      COMPLIANCE_TRY(const std::size_t each, find_moment(item));
      if (std::find(moment.moments.begin(), moment.moments.end(), each) != moment.moments.end())
        return Error{.message = "\"" + item.text + "\" stands here twice", .place = item.place};
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

  // A record can only follow its links upwards.
  Result<void> demand_reach(const Place& place, std::size_t record, std::size_t moment, std::string hint = {}) const {
    const std::size_t of = policy_.moments[moment].of;
    if (policy_.steps_up(record, of)) return {};
    return Error{.message = "\"" + policy_.moments[moment].name + "\" is a moment of " + policy_.records[of].name +
                            ", to which " + policy_.records[record].name + " does not belong",
                 .place = place,
                 .hint = policy_.steps_up(of, record) ? std::move(hint) : ""};
  }

  Result<void> read_ceilings() {
    const YamlNode* ceilings = root_.find("ceilings");
    if (ceilings == nullptr) return {};
    for (const YamlNode& node : ceilings->items) {
      Ceiling ceiling{.place = node.place};
      COMPLIANCE_TRY(ceiling.at_most, read_period(node.at("at_most")));
      COMPLIANCE_TRY(ceiling.after, find_moment(node.at("after")));
      for (const YamlNode& item : node.at("covers").items) {
        COMPLIANCE_TRY(const std::size_t record, find_record(item));
        COMPLIANCE_CHECK(demand_reach(item.place, record, ceiling.after, collecting_hint(record, ceiling.after)));
        ceiling.covers.push_back(record);
      }
      policy_.ceilings.push_back(std::move(ceiling));
    }
    return {};
  }

  // --- keepers ---

  Result<void> read_duty(const YamlNode::Member& member) {
    Keeper keeper{.kind = Keeper::Kind::duty, .name = member.key, .place = member.place};
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
    keeper.keep = Keep{.period = keeper.statutory->period, .counted = keeper.statutory->counted};
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
      COMPLIANCE_TRY(keeper.keep->after, find_moment(*after));
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
      COMPLIANCE_TRY(keeper.use_until, find_moment(*use_until));
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
      COMPLIANCE_TRY(keeper.use_until, find_moment(*use_until));
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
      COMPLIANCE_TRY(keeper.applies_when, read_condition(*condition));
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
      if (std::find(keeper.covers.begin(), keeper.covers.end(), ref) != keeper.covers.end())
        return Error{.message = "\"" + item.text + "\" stands here twice", .place = item.place};
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

  Result<Keep> read_keep(const YamlNode& node) const {
    Keep keep;
    if (const YamlNode* period = node.find("for")) {
      COMPLIANCE_TRY(keep.period, read_period(*period));
    }
    if (const YamlNode* after = node.find("after")) {
      COMPLIANCE_TRY(keep.after, find_moment(*after));
    }
    if (const YamlNode* counted = node.find("counted"))
      keep.counted = *from_word<Counted>(counted->text, counted_words);
    return keep;
  }

  Result<void> read_via(const YamlNode& node, Keeper& keeper) const {
    COMPLIANCE_TRY(keeper.via, find_record(node));
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
      COMPLIANCE_CHECK(demand_reach(place, record, *after,
                                    keeper.kind == Keeper::Kind::duty
                                        ? "with via: " + policy_.records[policy_.moments[*after].of].name +
                                              ", the latest of those that belong to a " + policy_.records[record].name +
                                              " counts"
                                        : collecting_hint(record, *after)));
    if (keeper.use_until)
      COMPLIANCE_CHECK(demand_reach(place, record, *keeper.use_until, collecting_hint(record, *keeper.use_until)));
    if (!keeper.applies_when) return {};
    const std::size_t asked = keeper.applies_when->field.record;
    if (policy_.steps_up(record, asked) || (is_above && policy_.steps_up(*keeper.via, asked))) return {};
    return Error{.message = "\"applies_when\" asks for " + policy_.name_of(keeper.applies_when->field) + ", and " +
                            policy_.records[record].name + " does not belong to such a record",
                 .place = place};
  }

  // How a record gets at a moment of those that belong to it.
  std::string collecting_hint(std::size_t record, std::size_t moment) const {
    return "declare a moment {of: " + policy_.records[record].name + ", latest: [" + policy_.moments[moment].name +
           "]}, and name that";
  }

  // --- operation ---

  Result<void> read_operation() {
    if (const YamlNode* operators = root_.find("operators")) {
      policy_.roles = texts_of(operators->find("roles"));
      policy_.service = texts_of(operators->find("service"));
      policy_.secrecy = text_of(operators->find("secrecy"));
    }
    if (const YamlNode* node = root_.find("cadence")) {
      Cadence cadence{.place = node->place};
      COMPLIANCE_TRY(cadence.every, read_period(node->at("every")));
      if (const YamlNode* look_ahead = node->find("look_ahead")) {
        COMPLIANCE_TRY(cadence.look_ahead, read_period(*look_ahead));
      }
      policy_.cadence = cadence;
    }
    if (const YamlNode* limits = root_.find("limits")) {
      if (const YamlNode* affected = limits->find("affected")) {
        COMPLIANCE_TRY(policy_.limits.affected_share, read_share(affected->at("share")));
        COMPLIANCE_TRY(policy_.limits.affected_minimum, read_integer(affected->at("minimum")));
      }
      if (const YamlNode* age = limits->find("export_age")) {
        COMPLIANCE_TRY(policy_.limits.export_age, read_period(*age));
      }
    }
    return {};
  }

  const YamlNode& root_;
  Policy policy_;
  std::vector<std::string_view> moments_being_read_;  // each named by the one before
  std::vector<std::size_t> moment_depth_;             // by moment; a date has 1
};

}  // namespace

Result<Policy> read_policy(std::string_view bytes, std::string_view source) {
  COMPLIANCE_TRY(const YamlNode root, parse_yaml(bytes, source));
  COMPLIANCE_CHECK(conform(root, policy_shape()));
  COMPLIANCE_TRY(Policy policy, PolicyReader{root}.read());
  policy.source = source;
  return policy;
}

}  // namespace compliance
