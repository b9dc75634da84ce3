// SPDX-License-Identifier: Apache-2.0
// What the statement claims about all of its processing, held against the rest of the policy.
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"

namespace compliance {
namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// A processor is not a third party (Art. 4(10)), and an authority is told what the law demands.
bool is_third_party(const Recipient& recipient) {
  return recipient.kind != RecipientKind::processor && recipient.kind != RecipientKind::sub_processor &&
         recipient.kind != RecipientKind::authority;
}

class PromiseInspection {
 public:
  PromiseInspection(Inspection& inspection, const Promises& promises)
      : inspection_(inspection), policy_(inspection.policy()), promises_(promises) {}

  void run() {
    if (policy_.statement.recipients)
      for (const Recipient& recipient : *policy_.statement.recipients)
        if (is_third_party(recipient)) inspect_recipient(recipient);
    for (const Cookie& cookie : policy_.statement.cookies)
      if (!promises_.cookies_only.empty() && !contains(promises_.cookies_only, cookie.is))
        inspection_.add("promise.cookies", cookie.place,
                        "cookie \"" + cookie.name + "\" is of a kind that the statement says is not used",
                        "remove the cookie, or correct cookies_only under promises");
    inspect_processing();
    inspect_storage();
    inspect_users();
    inspect_not_personal();
    if (promises_.informs_within && compare(*promises_.informs_within, Period{1, 0}) != Order::no_longer)
      inspection_.add("promise.informs_late", promises_.place,
                      "people whose data come from others are told after " + format_period(*promises_.informs_within) +
                          ", and a month is the most",
                      "write informs_within: 1 month, or less");
  }

 private:
  // What points at a person or a device is about somebody, also when nobody knows the name.
  void inspect_not_personal() {
    std::vector<FieldRef> personal;
    for (const FieldRef& ref : promises_.not_personal) {
      const Field& field = policy_.field(ref);
      const std::string_view category = field.category->name;
      if (field.identifies || category.starts_with("person.") || category.starts_with("technical.identifier") ||
          category.starts_with("technical.location"))
        personal.push_back(ref);
    }
    if (!personal.empty())
      inspection_.add("promise.not_personal", promises_.place,
                      "the statement says that it is not about people, and it is: " + names_of(policy_, personal),
                      "remove it from not_personal under promises, and treat it as personal data");
  }

  void inspect_recipient(const Recipient& recipient) {
    const std::string name = "recipient \"" + recipient.name + '"';
    if (promises_.shares_nothing)
      inspection_.add("promise.sharing", recipient.place,
                      name + " gets data, and the statement says that nothing is shared",
                      "end the one, or remove sharing: none under promises");
    if (promises_.discloses_only_for.empty()) return;
    std::vector<std::string> others;
    for (const Basis basis : bases_of(recipient))
      if (!contains(promises_.discloses_only_for, basis)) others.emplace_back(word_of(basis, basis_words));
    if (!others.empty())
      inspection_.add("promise.disclosure", recipient.place,
                      name + " gets data on another basis than the statement says: " + join_words(others),
                      "end the one, or correct discloses_only_for under promises");
  }

  std::vector<Basis> bases_of(const Recipient& recipient) const {
    if (recipient.basis) return {*recipient.basis};
    std::vector<Basis> bases;
    for (const std::size_t k : recipient.purposes) {
      const Keeper& keeper = policy_.keepers[k];
      bases.insert(bases.end(), keeper.bases.begin(), keeper.bases.end());
      if (keeper.kind == Keeper::Kind::duty) bases.push_back(Basis::legal_obligation);
    }
    std::sort(bases.begin(), bases.end());
    bases.erase(std::unique(bases.begin(), bases.end()), bases.end());
    return bases;
  }

  void inspect_processing() {
    if (promises_.processes_only_for.empty()) return;
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
      if (policy_.keepers[k].kind == Keeper::Kind::purpose && !contains(promises_.processes_only_for, k))
        inspection_.add("promise.processing", policy_.keepers[k].place,
                        called(policy_.keepers[k]) + " is not among those that the statement says are the only ones",
                        "remove it, or add it to processes_only_for under promises");
  }

  void inspect_storage() {
    if (promises_.stores_only.empty()) return;
    for (std::size_t r = 0; r < policy_.records.size(); ++r) {
      std::vector<FieldRef> more;
      for (std::size_t f = 0; f < policy_.records[r].fields.size(); ++f)
        if (!contains(promises_.stores_only, {r, f})) more.push_back({r, f});
      if (!more.empty())
        inspection_.add("promise.storage", policy_.field(more.front()).place,
                        "the statement says which data are stored, and leaves out " + names_of(policy_, more),
                        "stop keeping what it does not name, or add it to stores_only under promises");
    }
  }

  void inspect_users() {
    if (promises_.used_only_by.empty()) return;
    std::vector<std::string> others;
    for (const std::vector<std::string>* users : {&policy_.roles, &policy_.service})
      for (const std::string& user : *users)
        if (!contains(promises_.used_only_by, user)) others.push_back('"' + user + '"');
    if (!others.empty())
      inspection_.add("promise.users", promises_.place,
                      "the statement says who uses the data, and " + join_words(others) + " may as well",
                      "take them out of operators, or add them to used_only_by under promises");
  }

  Inspection& inspection_;
  const Policy& policy_;
  const Promises& promises_;
};

}  // namespace

void inspect_promises(Inspection& inspection) {
  if (inspection.statement().promises) PromiseInspection{inspection, *inspection.statement().promises}.run();
}

}  // namespace compliance
