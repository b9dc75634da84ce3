// SPDX-License-Identifier: Apache-2.0
// Record types and their fields: what is kept for nothing, or may not be kept, and where it comes from.
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"

namespace compliance {
namespace {

constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

class RecordInspection {
 public:
  explicit RecordInspection(Inspection& inspection) : inspection_(inspection), policy_(inspection.policy()) {
    if (const auto& recipients = policy_.statement.recipients)
      for (const Recipient& recipient : *recipients)
        disclosed_.insert(disclosed_.end(), recipient.fields.begin(), recipient.fields.end());
    std::sort(disclosed_.begin(), disclosed_.end());
  }

  void inspect(std::size_t record) {
    const RecordType& type = policy_.records[record];
    const bool instructed = inspect_instruction(record);
    std::vector<FieldRef> no_provenance, no_source;
    for (std::size_t f = 0; f < type.fields.size(); ++f) {
      const FieldRef ref{record, f};
      const Field& field = type.fields[f];
      // A recipient that gets it is told of with more, under recipient.field_without_purpose.
      if (inspection_.keepers_of(ref) == 0 && instructed &&
          !std::binary_search(disclosed_.begin(), disclosed_.end(), ref))
        inspection_.add("field.uncovered", field.place, "no purpose and no duty covers " + policy_.name_of(ref),
                        "name it under the needs of a purpose, or stop keeping it");
      inspect_category(ref, field);
      inspect_derivation(ref, field);
      if (field.provenance.empty()) no_provenance.push_back(ref);
      const bool from_elsewhere =
          contains(field.provenance, Provenance::third_party) || contains(field.provenance, Provenance::public_source);
      if (from_elsewhere && field.sources.empty()) no_source.push_back(ref);
    }
    if (!no_provenance.empty() && inspection_.holds_people(record))
      inspection_.add("field.no_provenance", type.place,
                      "nobody has said where " +
                          (no_provenance.size() == type.fields.size() ? "the fields of " + type.name
                                                                      : names_of(policy_, no_provenance)) +
                          (no_provenance.size() == 1 && type.fields.size() != 1 ? " comes from" : " come from"),
                      "add provenance: to " + type.name +
                          ", or to a field: provided, observed, inferred, third_party "
                          "or public");
    if (!no_source.empty())
      inspection_.add("field.no_source", policy_.field(no_source.front()).place,
                      "others provide " + names_of(policy_, no_source) + ", and no source is named",
                      "declare it under sources, and add sources: [NAME] here");
    inspect_subjects(record);
  }

 private:
  // Data of a customer are kept on its instruction. False when there is none, and every cell is unfounded.
  bool inspect_instruction(std::size_t record) {
    const RecordType& type = policy_.records[record];
    if (type.role != Role::processor) return true;
    for (std::size_t f = 0; f < type.fields.size(); ++f)
      for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
        if (policy_.keepers[k].kind == Keeper::Kind::instruction && (inspection_.keepers_of({record, f}) & bit(k)) != 0)
          return true;
    inspection_.add("record.no_instruction", type.place,
                    type.name + " is kept for a customer, and no instruction covers it",
                    "add instructions: {NAME: {of: TENANT, needs: [" + type.name + ".…], …}}");
    return false;
  }

  void inspect_category(FieldRef ref, const Field& field) {
    const std::string name = policy_.name_of(ref);
    if (field.category->special && !field.special_ground)
      inspection_.add(
          "field.special", field.place,
          name + " is of a special kind (" + std::string{field.category->meaning} + "), and no ground for it is given",
          "stop keeping it, or add special_ground: with the exception that applies");
    if (is_forbidden(ref, field))
      inspection_.add("field.forbidden", field.place, name + " is of a kind that this policy forbids",
                      "stop keeping it, or state the exception under forbidden");
    else if (field.category->name == "person.gender" && field.mandatory)
      inspection_.add("field.gender_mandatory", field.place, name + ": a form of address is demanded of everybody",
                      "let people leave it out: remove mandatory");
    else if (field.category->name == "person.gender")
      inspection_.add("field.gender", field.place, name + ": a form of address is rarely necessary",
                      "ask for it only where somebody may leave it out");
    if (field.open_category)
      inspection_.add("field.open_category", field.place, name + " holds more than the policy says",
                      "make a field of each kind of data that it holds, and remove open_category");
  }

  bool is_forbidden(FieldRef ref, const Field& field) const {
    return std::any_of(policy_.statement.forbidden.begin(), policy_.statement.forbidden.end(),
                       [&](const Forbidden& each) {
                         return contains(each.categories, field.category) &&
                                (each.records.empty() || contains(each.records, ref.record)) &&
                                !(each.unless && is_exception(*each.unless, ref, field));
                       });
  }

  // Whether what the policy says of the field amounts to that exception (forbidden_unless_words).
  bool is_exception(std::string_view unless, FieldRef ref, const Field& field) const {
    const auto kept_by = [&](auto condition) {
      for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
        if ((inspection_.keepers_of(ref) & bit(k)) != 0 && condition(policy_.keepers[k])) return true;
      return false;
    };
    if (unless == "legal_obligation")
      return kept_by([](const Keeper& keeper) {
        return keeper.kind == Keeper::Kind::duty || rests_on(keeper, Basis::legal_obligation);
      });
    if (unless == "instruction")
      return kept_by([](const Keeper& keeper) { return keeper.kind == Keeper::Kind::instruction; });
    if (unless == "legal_claim") return field.special_ground == "legal_claims";
    return field.special_ground == "explicit_consent" ||
           kept_by([](const Keeper& keeper) { return rests_on(keeper, Basis::consent); });
  }

  // What is computed from data goes with a purpose for which those data are there, too.
  void inspect_derivation(FieldRef ref, const Field& field) {
    if (field.derived_from.empty() || inspection_.keepers_of(ref) == 0) return;
    std::uint64_t common = inspection_.keepers_of(ref);
    for (const std::size_t input : field.derived_from) common &= inspection_.keepers_of({ref.record, input});
    if (common == 0)
      inspection_.add("field.derived_unfounded", field.place,
                      policy_.name_of(ref) + " is computed from data that no purpose of it needs",
                      "name its inputs under the needs of that purpose, or stop computing it");
  }

  void inspect_subjects(std::size_t record) {
    const RecordType& type = policy_.records[record];
    if (type.examples_only)
      inspection_.add("record.examples_only", type.place,
                      "the statement gives examples of the fields of " + type.name + ", not the list",
                      "name every kind of data under fields, and remove examples_only");
    const bool is_subject = type.is != RecordKind::event && inspection_.holds_people(record) && !type.copies;
    if (is_subject && type.subjects.nl.empty())
      inspection_.add("record.no_subjects", type.place,
                      "nobody has said whom the records of " + type.name + " are about",
                      "add subjects: {nl: …, en: …}");
    if (type.anonymise)
      inspection_.add("record.not_anonymised", type.place,
                      type.name +
                          " is to be anonymised; until the set that stays is shown to be anonymous, its "
                          "cells are erased",
                      "nothing to do: this is what compliance retain will say, too");
    inspect_end_review(record);
  }

  // Who leaves an employer that stays a customer is kept for ever unless somebody asks (ST-28). Of what is kept for a
  // customer, that customer asks (SI-11).
  void inspect_end_review(std::size_t record) {
    const RecordType& type = policy_.records[record];
    if (type.is != RecordKind::person || !type.belongs_to || type.copies || type.role == Role::processor ||
        policy_.records[*type.belongs_to].is != RecordKind::organisation)
      return;
    if (std::any_of(type.fields.begin(), type.fields.end(), [](const Field& field) { return field.review_after; }))
      return;
    inspection_.add("record.no_end_review", type.place,
                    "who leaves the " + policy_.records[*type.belongs_to].name + " stays in " + type.name +
                        " as long as that lasts",
                    "add a date field of category relationship.end with review_after:");
  }

  Inspection& inspection_;
  const Policy& policy_;
  std::vector<FieldRef> disclosed_;  // what any recipient gets, in order
};

}  // namespace

void inspect_records(Inspection& inspection) {
  RecordInspection records{inspection};
  for (std::size_t r = 0; r < inspection.policy().records.size(); ++r) records.inspect(r);
}

}  // namespace compliance
