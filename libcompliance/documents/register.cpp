// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/register.h"

#include <algorithm>
#include <span>

#include "libcompliance/documents/register_elements.h"
#include "libcompliance/documents/transfer_words.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

class RegisterMaker {
 public:
  RegisterMaker(const Policy& policy, Date as_of) : policy_(policy), statement_(policy.statement), as_of_(as_of) {}

  Register run() const {
    Register record{.policy = policy_.name, .title = policy_.title};
    if (statement_.in_force) {
      record.version = statement_.in_force->version;
      record.from = format_date(statement_.in_force->from);
    }
    record.entries.push_back(organisation());
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
      if (policy_.keepers[k].kind == Keeper::Kind::purpose) record.entries.push_back(purpose(k));
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
      if (policy_.keepers[k].kind == Keeper::Kind::duty) record.entries.push_back(duty(k));
    for (const Recipient& each : recipients()) record.entries.push_back(recipient(each));
    for (const System& each : statement_.systems) record.entries.push_back(system(each));
    for (std::size_t t = 0; t < statement_.tenants.size(); ++t) record.entries.push_back(customer(t));
    return record;
  }

 private:
  std::vector<Recipient> recipients() const { return statement_.recipients.value_or(std::vector<Recipient>{}); }

  static void add_text(RegisterEntry& entry, std::string_view key, std::string_view article, LocalText label,
                       const LocalText& text) {
    RegisterElement element{.key = key, .article = article, .label = std::move(label)};
    if (!text.en.empty()) element.values.push_back(value(text));
    element.missing = element.values.empty() && !article.empty();
    entry.elements.push_back(std::move(element));
  }

  static void add_text(RegisterEntry& entry, std::string_view key, std::string_view article, LocalText label,
                       const std::optional<std::string>& text) {
    add_text(entry, key, article, std::move(label), same(text.value_or("")));
  }

  // --- the organisation ---

  RegisterEntry organisation() const {
    const Controller& who = statement_.controller;
    RegisterEntry entry{.kind = RegisterEntry::Kind::organisation, .name = who.name, .title = same(who.name)};
    add_text(entry, "address", "Art. 30(1)(a)", {"postadres", "postal address"}, who.address);
    add_text(entry, "contact", "Art. 30(1)(a)", {"contact", "contact"}, who.contact);
    add_text(entry, "website", "", {"website", "website"}, who.website);
    entry.elements.push_back(
        countries_element(who.country ? std::vector{*who.country} : std::vector<std::string>{}, ""));
    const bool outside = who.country && !in_eea(*who.country);
    add_text(entry, "representative", outside ? "Art. 30(1)(a)" : "",
             {"vertegenwoordiger in de EU", "representative in the Union"}, who.representative);
    RegisterElement transfers{.key = "transfers", .label = {"doorgifte buiten de EER", "transfers outside the EEA"}};
    for (const Transfer& each : who.transfers) transfers.values.push_back(value(mechanism_words(each), each.mechanism));
    entry.elements.push_back(std::move(transfers));
    entry.elements.push_back(dpo_element(statement_));
    RegisterElement authority{.key = "authority", .label = {"toezichthouder", "authority"}};
    if (statement_.authority) {
      const Authority* known = find_authority(*statement_.authority);
      authority.values.push_back(
          value(known == nullptr ? same(*statement_.authority) : known->title, *statement_.authority));
    }
    entry.elements.push_back(std::move(authority));
    entry.elements.push_back(disclosures_element(statement_));
    entry.elements.push_back(security_element(statement_));
    entry.elements.push_back(backups_element(statement_));
    return entry;
  }

  // --- activities ---

  RegisterEntry purpose(std::size_t k) const {
    const Keeper& keeper = policy_.keepers[k];
    RegisterEntry entry{.kind = RegisterEntry::Kind::purpose, .name = keeper.name, .title = keeper_words(keeper)};
    RegisterElement basis{.key = "basis", .label = {"grondslag", "legal basis"}, .missing = keeper.bases.empty()};
    for (const Basis each : keeper.bases) {
      basis.values.push_back(value(basis_words_of(each), std::string{word_of(each, basis_words)}));
      basis.values.back().dpv = legal_basis(each).dpv;
    }
    entry.elements.push_back(std::move(basis));
    RegisterElement interest{.key = "interest", .label = {"belang", "interest"}};
    if (keeper.interest) interest.values.push_back(value(*keeper.interest));
    entry.elements.push_back(std::move(interest));
    add_text(entry, "law", "", {"wet", "law"}, law_words(keeper));
    add_data(entry, keeper.covers, "Art. 30(1)(c)");
    entry.elements.push_back(recipients_of(k));
    entry.elements.push_back(transfers_of(k));
    entry.elements.push_back(use_until_element(policy_, keeper));
    entry.elements.push_back(time_limit_element(policy_, keeper));
    entry.elements.push_back(ceiling_element(policy_, keeper));
    entry.elements.push_back(channels_element(keeper));
    entry.elements.push_back(topics_element(keeper));
    entry.elements.push_back(systems_of(keeper));
    return entry;
  }

  RegisterEntry duty(std::size_t k) const {
    const Keeper& keeper = policy_.keepers[k];
    RegisterEntry entry{.kind = RegisterEntry::Kind::duty, .name = keeper.name, .title = keeper_words(keeper)};
    add_text(entry, "law", "Art. 30(1)(b)", {"wet", "law"}, law_words(keeper));
    add_data(entry, keeper.covers, "Art. 30(1)(c)");
    entry.elements.push_back(time_limit_element(policy_, keeper));
    entry.elements.push_back(systems_of(keeper));
    return entry;
  }

  void add_categories(RegisterElement& element, const DataOf& of) const {
    const RecordType& record = policy_.records[of.record];
    for (const Category* category : of.categories)
      element.values.push_back({.words = category_words(*category),
                                .code = std::string{category->name},
                                .of = record.name,
                                .whose = record_words(record),
                                .dpv = std::string{category->dpv}});
  }

  void add_data(RegisterEntry& entry, const std::vector<FieldRef>& cells, std::string_view article) const {
    RegisterElement subjects{.key = "subjects", .article = article, .label = {"personen", "data subjects"}};
    RegisterElement data{.key = "data", .article = article, .label = {"gegevens", "categories of data"}};
    for (const DataOf& of : data_of(policy_, cells)) {
      const RecordType& record = policy_.records[of.record];
      if (record.is != RecordKind::event || !record.subjects.en.empty())
        subjects.values.push_back(value(record_words(record), record.name));
      add_categories(data, of);
    }
    subjects.missing = subjects.values.empty();
    data.missing = data.values.empty();
    entry.elements.push_back(std::move(subjects));
    entry.elements.push_back(std::move(data));
  }

  // Those that receive data for this purpose; one that does not say for what may be one of them.
  template <class Use>
  void for_each_recipient_of(std::size_t keeper, Use use) const {
    for (const Recipient& each : recipients())
      if (each.purposes.empty() || std::ranges::find(each.purposes, keeper) != each.purposes.end()) use(each);
  }

  RegisterElement recipients_of(std::size_t keeper) const {
    RegisterElement element{.key = "recipients",
                            .article = "Art. 30(1)(d)",
                            .label = {"ontvangers", "recipients"},
                            .missing = !statement_.recipients};
    for_each_recipient_of(keeper, [&](const Recipient& each) {
      const LocalText unsure =
          each.purposes.empty() ? LocalText{" (niet gezegd waarvoor)", " (not said what for)"} : LocalText{};
      element.values.push_back(value(recipient_words(each) + unsure, each.name));
    });
    if (statement_.recipients && element.values.empty()) element.values.push_back(value({"niemand", "nobody"}, "none"));
    return element;
  }

  RegisterElement transfers_of(std::size_t keeper) const {
    RegisterElement element = transfers_element("Art. 30(1)(e)");
    element.missing = !statement_.recipients;
    for_each_recipient_of(keeper, [&](const Recipient& each) { add_transfer(element, each); });
    add_systems_outside(element, policy_.keepers[keeper].covers);
    if (element.values.empty() && !element.missing) element.values.push_back(value({"geen", "none"}, "none"));
    return element;
  }

  void add_transfer(RegisterElement& element, const Recipient& each) const {
    const LocalText who = recipient_words(each);
    if (each.countries.empty()) add_lack(element, who + LocalText{": het land", ": the country"});
    const std::vector<std::string> outside = third_countries(each.countries);
    if (outside.empty()) return;
    const LocalText ground = transfer_words(each, as_of_);
    add_outside(element, who, each.name, outside, ground);
    if (!ground.en.empty() && !is_grounded(each, as_of_))
      add_lack(element, who + LocalText{": een geldige grond", ": a valid ground"});
  }

  // Data are outside the EEA too when a system of the organisation itself is.
  void add_systems_outside(RegisterElement& element, std::span<const FieldRef> cells) const {
    for (const System& system : statement_.systems)
      if (may_hold(system, cells)) add_system_outside(element, system);
  }
  void add_system_outside(RegisterElement& element, const System& system) const {
    const std::vector<std::string> outside = third_countries(system.countries);
    if (!outside.empty())
      add_outside(element, LocalText{"systeem ", "system "} + name_words(system.name), system.name, outside,
                  system_transfer_words(statement_, system, as_of_));
  }

  RegisterElement systems_of(const Keeper& keeper) const {
    RegisterElement element{.key = "systems", .label = {"systemen", "systems"}};
    for (const System& system : statement_.systems)
      if (std::ranges::any_of(keeper.covers, [&](const FieldRef& cell) {
            return std::ranges::find(system.records, cell.record) != system.records.end();
          }))
        element.values.push_back(value(name_words(system.name), system.name));
    return element;
  }

  // --- recipients and systems ---

  RegisterEntry recipient(const Recipient& each) const {
    RegisterEntry entry{.kind = RegisterEntry::Kind::recipient, .name = each.name, .title = recipient_words(each)};
    const std::string_view role = word_of(each.kind, recipient_kind_words);
    entry.elements.push_back({.key = "role",
                              .label = {"rol", "role"},
                              .values = {value(recipient_kind_words_of(each.kind), std::string{role})}});
    RegisterElement purposes{.key = "purposes", .label = {"waarvoor", "what for"}};
    for (const std::size_t k : each.purposes)
      purposes.values.push_back(value(keeper_words(policy_.keepers[k]), policy_.keepers[k].name));
    entry.elements.push_back(std::move(purposes));
    RegisterElement data{.key = "data", .label = {"gegevens", "categories of data"}};
    for (const DataOf& of : data_of(policy_, each.fields)) add_categories(data, of);
    entry.elements.push_back(std::move(data));
    entry.elements.push_back(countries_element(each.countries, "Art. 30(1)(d)"));
    RegisterElement transfers = transfers_element("Art. 30(1)(e)");
    if (!each.countries.empty()) add_transfer(transfers, each);  // else the country is missing already
    entry.elements.push_back(std::move(transfers));
    entry.elements.push_back(contract_element(each));
    return entry;
  }

  RegisterEntry system(const System& each) const {
    RegisterEntry entry{.kind = RegisterEntry::Kind::system, .name = each.name, .title = name_words(each.name)};
    RegisterElement host{.key = "host", .label = {"beheerder", "host"}};
    if (each.host) host.values.push_back(value(recipient_words(statement_, *each.host), *each.host));
    RegisterElement records{.key = "records", .label = {"bevat", "holds"}};
    for (const std::size_t record : each.records)
      records.values.push_back(value(record_words(policy_.records[record]), policy_.records[record].name));
    RegisterElement transfers = transfers_element("Art. 30(1)(e)");
    add_system_outside(transfers, each);
    entry.elements = {std::move(host), countries_element(each.countries, ""), std::move(records), std::move(transfers)};
    return entry;
  }

  // --- customers: Art. 30(2) ---

  RegisterEntry customer(std::size_t index) const {
    const Tenant& tenant = statement_.tenants[index];
    RegisterEntry entry{.kind = RegisterEntry::Kind::customer, .name = tenant.name, .title = same(tenant.controller)};
    add_text(entry, "contact", "Art. 30(2)(a)", {"contact", "contact"}, tenant.contact);
    add_text(entry, "instruction", "", {"opdracht", "instruction"}, tenant.instruction);
    RegisterElement processing{
        .key = "processing", .article = "Art. 30(2)(b)", .label = {"verwerkingen", "categories of processing"}};
    RegisterElement limits{.key = "time_limit", .label = {"bewaartijd", "time limit"}};
    std::vector<FieldRef> cells;
    std::vector<std::size_t> keepers;
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k) {
      const Keeper& keeper = policy_.keepers[k];
      if (std::ranges::find(keeper.tenants, index) == keeper.tenants.end()) continue;
      keepers.push_back(k);
      processing.values.push_back(value(keeper_words(keeper), keeper.name));
      for (RegisterValue& limit : time_limit_element(policy_, keeper).values) {
        for (const RegisterValue& use : use_until_element(policy_, keeper).values)
          limit.words = LocalText{"gebruikt ", "used "} + use.words + LocalText{", bewaard ", ", kept "} + limit.words;
        limit.words = keeper_words(keeper) + ": " + limit.words;
        limits.values.push_back(std::move(limit));
      }
      cells.insert(cells.end(), keeper.covers.begin(), keeper.covers.end());
    }
    processing.missing = processing.values.empty();
    entry.elements.push_back(std::move(processing));
    add_data(entry, cells, "");
    for (RegisterElement& element : entry.elements)
      if (element.article.empty()) element.missing = false;
    entry.elements.push_back(std::move(limits));
    entry.elements.push_back(customer_transfers(keepers, cells));
    RegisterElement measures = security_element(statement_);
    measures.article = "Art. 30(2)(d)";
    entry.elements.push_back(std::move(measures));
    return entry;
  }

  RegisterElement customer_transfers(const std::vector<std::size_t>& keepers,
                                     const std::vector<FieldRef>& cells) const {
    RegisterElement element = transfers_element("Art. 30(2)(c)");
    element.missing = !statement_.recipients;
    for (const Recipient& each : recipients())
      if (each.purposes.empty() || std::ranges::any_of(keepers, [&](std::size_t k) {
            return std::ranges::find(each.purposes, k) != each.purposes.end();
          }))
        add_transfer(element, each);
    add_systems_outside(element, cells);
    if (element.values.empty() && !element.missing) element.values.push_back(value({"geen", "none"}, "none"));
    return element;
  }

  const Policy& policy_;
  const Statement& statement_;
  Date as_of_;
};

}  // namespace

Register make_register(const Policy& policy, Date as_of) { return RegisterMaker(policy, as_of).run(); }

bool has_gaps(const Register& record) {
  return std::ranges::any_of(record.entries, [](const RegisterEntry& entry) {
    return std::ranges::any_of(entry.elements, &RegisterElement::missing);
  });
}

}  // namespace compliance
