// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/policy/statement_reader.h"

#include "libcompliance/base/text.h"
#include "libcompliance/formats/scalars.h"
#include "libcompliance/policy/names.h"

namespace compliance {
namespace {

template <class Enum>
std::optional<Enum> word_at(const YamlNode& map, std::string_view key, const auto& words) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? std::nullopt : from_word<Enum>(node->text, words);
}

template <class Enum>
std::vector<Enum> words_at(const YamlNode& map, std::string_view key, const auto& words) {
  std::vector<Enum> found;
  if (const YamlNode* list = map.find(key))
    for (const YamlNode& item : list->items) found.push_back(*from_word<Enum>(item.text, words));
  return found;
}

Result<bool> boolean_at(const YamlNode& map, std::string_view key) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? Result<bool>{false} : read_boolean(*node);
}

Result<std::optional<Date>> date_at(const YamlNode& map, std::string_view key) {
  const YamlNode* node = map.find(key);
  if (node == nullptr) return std::optional<Date>{};
  COMPLIANCE_TRY(const Date date, read_date(*node));
  return std::optional{date};
}

Result<Transfer> read_transfer(const YamlNode& node) {
  Transfer transfer{
      .mechanism = node.at("mechanism").text, .reference = text_of(node.find("reference")), .place = node.place};
  COMPLIANCE_TRY(transfer.checked_on, date_at(node, "checked_on"));
  return transfer;
}

Result<void> read_controller(const YamlNode& node, Controller& controller) {
  controller.place = node.place;
  controller.name = node.at("name").text;
  controller.is_a_person = node.find("is") != nullptr && node.at("is").text == "person";
  controller.also_named = texts_of(node.find("also_named"));
  controller.address = text_of(node.find("address"));
  controller.contact = text_of(node.find("contact"));
  controller.website = text_of(node.find("website"));
  controller.country = text_of(node.find("country"));
  if (const YamlNode* representative = node.find("representative"))
    controller.representative = representative->at("name").text + ", " + representative->at("contact").text;
  if (const YamlNode* transfers = node.find("transfers"))
    for (const YamlNode& item : transfers->items) {
      COMPLIANCE_TRY(Transfer transfer, read_transfer(item));
      controller.transfers.push_back(std::move(transfer));
    }
  return {};
}

// Texts that were meant to be filled in: [add measures here], #company_website, {{name}}, TODO (X-12, TC-179).
bool is_placeholder(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (text.find("{{") != std::string_view::npos || text.find("TODO") != std::string_view::npos) return true;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool starts_word = i == 0 || text[i - 1] == ' ' || text[i - 1] == '/' || text[i - 1] == '(';
    if (text[i] == '#' && starts_word && is_letter(text[i + 1])) return true;
    if (text[i] == '[' && is_letter(text[i + 1]) && text.find(']', i) != std::string_view::npos) return true;
  }
  return false;
}

void find_placeholders(const YamlNode& node, std::vector<Place>& found) {
  if (node.kind == YamlNode::Kind::scalar && is_placeholder(node.text)) found.push_back(node.place);
  for (const YamlNode& item : node.items) find_placeholders(item, found);
  for (const YamlNode::Member& member : node.members) find_placeholders(member.value, found);
}

class PromisesReader {
 public:
  PromisesReader(const YamlNode& root, Policy& policy) : root_(root), policy_(policy), statement_(policy.statement) {}

  Result<void> read() {
    COMPLIANCE_CHECK(read_systems());
    COMPLIANCE_CHECK(read_recipients());
    COMPLIANCE_CHECK(read_claims());
    COMPLIANCE_CHECK(read_rights());
    COMPLIANCE_CHECK(read_forbidden());
    COMPLIANCE_CHECK(read_profiling());
    COMPLIANCE_CHECK(read_anonymisation());
    COMPLIANCE_CHECK(read_notices());
    COMPLIANCE_CHECK(read_operation());
    return {};
  }

 private:
  using Members = std::vector<YamlNode::Member>;

  const Members& members(std::string_view key) const {
    static const Members none;
    const YamlNode* node = root_.find(key);
    return node == nullptr ? none : node->members;
  }

  Result<std::vector<std::size_t>> records_at(const YamlNode& map) const {
    return find_all_named(map.find("records"), "record", policy_.records);
  }
  Result<std::vector<std::size_t>> purposes_at(const YamlNode& map, std::string_view key) const {
    return find_all_named(map.find(key), "purpose", policy_.keepers);
  }
  Result<std::optional<std::size_t>> purpose_at(const YamlNode& map, std::string_view key) const {
    const YamlNode* node = map.find(key);
    if (node == nullptr) return std::optional<std::size_t>{};
    COMPLIANCE_TRY(const std::size_t found, find_named(*node, "purpose", policy_.keepers));
    return std::optional{found};
  }

  Result<void> read_systems() {
    for (const YamlNode::Member& member : members("systems")) {
      System system{.name = member.key,
                    .host = text_of(member.value.find("host")),
                    .countries = texts_of(member.value.find("countries")),
                    .place = member.place};
      COMPLIANCE_TRY(system.records, records_at(member.value));
      statement_.systems.push_back(std::move(system));
    }
    return {};
  }

  Result<void> read_recipients() {
    if (root_.find("recipients") != nullptr) statement_.recipients.emplace();
    for (const YamlNode::Member& member : members("recipients")) {
      COMPLIANCE_TRY(Recipient recipient, read_recipient(member));
      statement_.recipients->push_back(std::move(recipient));
    }
    return {};
  }

  Result<Recipient> read_recipient(const YamlNode::Member& member) const {
    const YamlNode& node = member.value;
    Recipient recipient{.name = member.key, .title = optional_local_text(node.find("title")), .place = member.place};
    recipient.kind = *word_at<RecipientKind>(node, "kind", recipient_kind_words);
    COMPLIANCE_TRY(recipient.is_category, boolean_at(node, "category"));
    COMPLIANCE_TRY(recipient.purposes, purposes_at(node, "purposes"));
    COMPLIANCE_TRY(recipient.fields, find_field_refs(policy_, node.find("fields")));
    recipient.basis = word_at<Basis>(node, "basis", basis_words);
    if (const YamlNode* contract = node.find("contract")) {
      recipient.contract.emplace();
      recipient.contract->kind = *word_at<ContractKind>(*contract, "kind", contract_kind_words);
      COMPLIANCE_TRY(recipient.contract->reference, read_reference(*contract));
    }
    recipient.countries = texts_of(node.find("country"));
    if (const YamlNode* transfer = node.find("transfer")) {
      COMPLIANCE_TRY(recipient.transfer, read_transfer(*transfer));
    }
    recipient.notify = text_of(node.find("notify"));
    recipient.log = word_at<DisclosureLog>(node, "log", disclosure_log_words);
    COMPLIANCE_TRY(recipient.consent, purpose_at(node, "consent"));
    recipient.privacy_page = text_of(node.find("privacy_page"));
    recipient.authorised = text_of(node.find("authorised"));
    if (const YamlNode* evidence = node.find("security_evidence")) {
      COMPLIANCE_TRY(recipient.security_evidence, read_reference(*evidence));
    }
    return recipient;
  }

  Result<void> read_claims() {
    const YamlNode* node = root_.find("promises");
    if (node == nullptr) return {};
    Promises promises{.place = node->place};
    promises.role = word_at<Role>(*node, "role", role_words);
    promises.sale = word_at<Sale>(*node, "sale", sale_words);
    promises.shares_nothing = node->find("sharing") != nullptr;
    promises.discloses_only_for = words_at<Basis>(*node, "discloses_only_for", basis_words);
    promises.cookies_only = words_at<CookieClass>(*node, "cookies_only", cookie_class_words);
    COMPLIANCE_TRY(promises.processes_only_for, purposes_at(*node, "processes_only_for"));
    COMPLIANCE_TRY(promises.stores_only, find_field_refs(policy_, node->find("stores_only")));
    promises.used_only_by = texts_of(node->find("used_only_by"));
    promises.states = texts_of(node->find("states"));
    COMPLIANCE_TRY(promises.not_personal, find_field_refs(policy_, node->find("not_personal")));
    if (const YamlNode* informs = node->find("informs_within")) {
      COMPLIANCE_TRY(promises.informs_within, read_period(*informs));
    }
    statement_.promises = std::move(promises);
    return {};
  }

  static Result<std::optional<Term>> term_at(const YamlNode& map, std::string_view key) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) return std::optional<Term>{};
    Term term{.place = node->place};
    if (node->text != "unspecified") {
      COMPLIANCE_TRY(term.period, read_period(*node));
    }
    return std::optional{term};
  }

  Result<void> read_rights() {
    if (const YamlNode* node = root_.find("rights")) {
      Rights rights{.place = node->place};
      rights.offered = words_at<Right>(*node, "offered", right_words);
      COMPLIANCE_TRY(rights.answer_within, term_at(*node, "answer_within"));
      COMPLIANCE_TRY(rights.processor_answers_within, term_at(*node, "processor_answers_within"));
      COMPLIANCE_TRY(rights.channels,
                     find_all_named(node->find("channels"), "contact point", statement_.contact_points));
      COMPLIANCE_TRY(rights.only_in_writing, boolean_at(*node, "only_in_writing"));
      rights.identity = words_at<IdentityCheck>(*node, "identity", identity_check_words);
      rights.identity_reason = text_of(node->find("identity_reason"));
      if (const YamlNode* words = node->find("opt_out_words"))
        for (const YamlNode& item : words->items)
          rights.opt_out_words.push_back({item.at("text").text, texts_of(item.find("stops"))});
      statement_.rights = std::move(rights);
    }
    if (const YamlNode* node = root_.find("cooling_off")) {
      CoolingOff cooling_off{.applies_to = texts_of(node->find("applies_to")), .place = node->place};
      COMPLIANCE_TRY(cooling_off.period, read_period(node->at("for")));
      statement_.cooling_off = std::move(cooling_off);
    }
    statement_.if_not_provided = optional_local_text(root_.find("if_not_provided"));
    return {};
  }

  Result<void> read_forbidden() {
    const YamlNode* list = root_.find("forbidden");
    if (list == nullptr) return {};
    for (const YamlNode& node : list->items) {
      Forbidden forbidden{.unless = text_of(node.find("unless")), .place = node.place};
      if (const YamlNode* categories = node.find("categories"))
        for (const YamlNode& item : categories->items) forbidden.categories.push_back(find_category(item.text));
      if (const YamlNode* age = node.find("under_age")) {
        COMPLIANCE_TRY(forbidden.under_age, read_integer(*age));
      }
      COMPLIANCE_TRY(forbidden.records, records_at(node));
      statement_.forbidden.push_back(std::move(forbidden));
    }
    return {};
  }

  Result<void> read_profiling() {
    if (root_.find("profiling") != nullptr) statement_.profiling.emplace();
    for (const YamlNode::Member& member : members("profiling")) {
      const YamlNode& node = member.value;
      Profiling profiling{.name = member.key, .title = optional_local_text(node.find("title")), .place = member.place};
      COMPLIANCE_TRY(profiling.purpose, purpose_at(node, "purpose"));
      COMPLIANCE_TRY(profiling.inputs, find_field_refs(policy_, node.find("inputs")));
      profiling.inputs_are_partial = node.find("inputs_are") != nullptr && node.at("inputs_are").text == "partial";
      profiling.logic = optional_local_text(node.find("logic"));
      profiling.effect = optional_local_text(node.find("effect"));
      if (const YamlNode* output = node.find("output")) {
        COMPLIANCE_TRY(profiling.output, find_field_ref(policy_, output->place, output->text));
      }
      COMPLIANCE_TRY(profiling.decides, boolean_at(node, "decides"));
      profiling.human = text_of(node.find("human"));
      profiling.version = text_of(node.find("version"));
      statement_.profiling->push_back(std::move(profiling));
    }
    return {};
  }

  Result<void> read_anonymisation() {
    for (const YamlNode::Member& member : members("anonymisation")) {
      const YamlNode& node = member.value;
      Recipe recipe{.name = member.key, .title = local_text_of(node.at("title")), .place = member.place};
      COMPLIANCE_TRY(recipe.keep, find_field_refs(policy_, node.find("keep")));
      if (const YamlNode* at_least = node.find("at_least")) {
        COMPLIANCE_TRY(recipe.at_least, read_integer(*at_least));
      }
      statement_.anonymisation.push_back(std::move(recipe));
    }
    const Members& records = members("records");
    for (std::size_t r = 0; r < policy_.records.size(); ++r)
      if (policy_.records[r].anonymise) {
        const YamlNode& recipe = records[r].value.at("when_due").at("anonymise");
        COMPLIANCE_CHECK(find_named(recipe, "recipe", statement_.anonymisation));
      }
    return {};
  }

  Result<void> read_notices() {
    if (const YamlNode* node = root_.find("in_force")) {
      Statement::InForce in_force{.version = node->at("notice").text, .place = node->place};
      COMPLIANCE_TRY(in_force.from, read_date(node->at("from")));
      statement_.in_force = std::move(in_force);
    }
    if (const YamlNode* list = root_.find("notices"))
      for (const YamlNode& node : list->items) {
        Notice notice{.version = node.at("version").text, .place = node.place};
        COMPLIANCE_TRY(notice.from, read_date(node.at("from")));
        COMPLIANCE_TRY(notice.until, date_at(node, "until"));
        COMPLIANCE_TRY(notice.review_by, date_at(node, "review_by"));
        COMPLIANCE_TRY(notice.announces, purposes_at(node, "announces"));
        statement_.notices.push_back(std::move(notice));
      }
    if (const YamlNode* list = root_.find("jurisdictions"))
      for (const YamlNode& node : list->items) {
        Jurisdiction jurisdiction{.name = node.at("law").text, .place = node.place};
        if (const YamlNode* residency = node.find("residency")) {
          COMPLIANCE_TRY(jurisdiction.residency, find_field_ref(policy_, residency->place, residency->text));
        }
        COMPLIANCE_TRY(jurisdiction.answer_within, term_at(node, "answer_within"));
        statement_.jurisdictions.push_back(std::move(jurisdiction));
      }
    return {};
  }

  Result<void> read_operation() {
    if (const YamlNode* list = root_.find("backups"))
      for (const YamlNode& node : list->items) {
        Backup backup{.what = node.at("of").text, .place = node.place};
        COMPLIANCE_TRY(backup.every, read_period(node.at("every")));
        COMPLIANCE_TRY(backup.keep, read_period(node.at("keep")));
        statement_.backups.push_back(std::move(backup));
      }
    if (const YamlNode* breach = root_.find("breach")) {
      COMPLIANCE_TRY(statement_.breach_contact,
                     find_named(breach->at("contact"), "contact point", statement_.contact_points));
    }
    if (const YamlNode* security = root_.find("security"))
      for (const YamlNode& item : security->items) statement_.security.push_back(local_text_of(item));
    for (const YamlNode::Member& member : members("cookies"))
      statement_.cookies.push_back({.name = member.key,
                                    .is = *word_at<CookieClass>(member.value, "is", cookie_class_words),
                                    .set_by = text_of(member.value.find("set_by")),
                                    .place = member.place});
    for (const YamlNode::Member& member : members("disclosures"))
      statement_.disclosures.push_back({.reason = member.key,
                                        .inform = member.value.at("inform").text,
                                        .approver = text_of(member.value.find("approver")),
                                        .place = member.place});
    return {};
  }

  const YamlNode& root_;
  Policy& policy_;
  Statement& statement_;
};

}  // namespace

Result<Reference> read_reference(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) return Reference{.text = node.text};
  Reference reference{.text = node.at("reference").text};
  COMPLIANCE_TRY(reference.on, date_at(node, "on"));
  COMPLIANCE_TRY(reference.review_by, date_at(node, "review_by"));
  return reference;
}

Result<void> read_who(const YamlNode& root, Statement& statement) {
  find_placeholders(root, statement.placeholders);
  COMPLIANCE_CHECK(read_controller(root.at("controller"), statement.controller));
  if (const YamlNode* dpo = root.find("dpo")) {
    if (dpo->kind == YamlNode::Kind::scalar)
      statement.dpo = Dpo{.none = true, .place = dpo->place};
    else
      statement.dpo = Dpo{.contact = dpo->at("contact").text, .also = texts_of(dpo->find("also")), .place = dpo->place};
  }
  if (const YamlNode* authority = root.find("authority")) {
    statement.authority = authority->text;
    statement.authority_place = authority->place;
  }
  if (const YamlNode* points = root.find("contact_points"))
    for (const YamlNode::Member& member : points->members)
      statement.contact_points.push_back({.name = member.key,
                                          .channel = member.value.at("channel").text,
                                          .address = member.value.at("address").text,
                                          .for_what = texts_of(member.value.find("for")),
                                          .place = member.place});
  if (const YamlNode* tenants = root.find("tenants"))
    for (const YamlNode::Member& member : tenants->members)
      statement.tenants.push_back({.name = member.key,
                                   .controller = member.value.at("controller").text,
                                   .contact = member.value.at("contact").text,
                                   .instruction = text_of(member.value.find("instruction")),
                                   .place = member.place});
  if (const YamlNode* sources = root.find("sources"))
    for (const YamlNode::Member& member : sources->members) {
      Source source{.name = member.key, .title = local_text_of(member.value.at("title")), .place = member.place};
      COMPLIANCE_TRY(source.is_public, boolean_at(member.value, "public"));
      statement.sources.push_back(std::move(source));
    }
  return {};
}

Result<void> read_promises(const YamlNode& root, Policy& policy) { return PromisesReader{root, policy}.read(); }

}  // namespace compliance
