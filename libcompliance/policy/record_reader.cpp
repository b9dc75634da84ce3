// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/formats/scalars.h"
#include "libcompliance/policy/conditions.h"
#include "libcompliance/policy/names.h"
#include "libcompliance/policy/readers.h"

namespace compliance {
namespace {

class RecordReader {
 public:
  RecordReader(const YamlNode& root, Policy& policy) : root_(root), policy_(policy) {}

  Result<void> read() {
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
        COMPLIANCE_TRY(policy_.records[i].belongs_to, find_record(policy_, *parent));
      }
      if (const YamlNode* original = node.find("copies")) {
        COMPLIANCE_TRY(policy_.records[i].copies, find_record(policy_, *original));
        if (policy_.records[i].copies != policy_.records[i].belongs_to)
          return Error{.message = "a copy belongs to its original: expected the same name under \"belongs_to\"",
                       .place = original->place};
      }
      if (const YamlNode* condition = node.find("sole_trader_when")) {
        COMPLIANCE_TRY(policy_.records[i].sole_trader_when, read_own_condition(policy_, *condition, i));
      }
    }
    for (std::size_t i = 0; i < policy_.records.size(); ++i)
      if (const YamlNode* created = records.members[i].value.find("created")) {
        COMPLIANCE_TRY(policy_.records[i].created, find_date_field(policy_, *created, i));
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

 private:
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
    if (node.kind == YamlNode::Kind::scalar) return field;
    field.values = texts_of(node.find("values"));
    if (const YamlNode* type = node.find("type")) field.type = type->text == "date" ? FieldType::date : FieldType::text;
    if (node.find("values") != nullptr) field.type = FieldType::word;
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

  const YamlNode& root_;
  Policy& policy_;
};

}  // namespace

Result<void> read_records(const YamlNode& root, Policy& policy) { return RecordReader{root, policy}.read(); }

}  // namespace compliance
