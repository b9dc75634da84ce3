// SPDX-License-Identifier: Apache-2.0
// Data that leave the European Economic Area, and what that rests on; compliance-law(7) has the mechanisms.
#include <algorithm>
#include <array>
#include <span>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

class TransferInspection {
 public:
  explicit TransferInspection(Inspection& inspection) : inspection_(inspection), as_of_(inspection.as_of()) {}

  void inspect(const Recipient& recipient) {
    const std::vector<std::string> without_decision = countries_without_decision(recipient.countries, as_of_);
    if (recipient.transfer) {
      inspect_mechanism(*recipient.transfer, without_decision);
      inspect_exception(recipient);
    } else if (!without_decision.empty())
      inspection_.add("recipient.no_transfer", recipient.place,
                      "recipient \"" + recipient.name + "\" has data in " + join_words(without_decision) +
                          ", outside the European Economic Area, and nothing makes that lawful",
                      "add transfer: {mechanism: scc, reference: …}, or another of compliance-law(7)");
  }

  // By which data reach the organisation itself (SE-55).
  void inspect(const Controller& controller) {
    std::vector<std::string> without_decision;
    if (controller.country) without_decision = countries_without_decision(std::array{*controller.country}, as_of_);
    for (const Transfer& transfer : controller.transfers) inspect_mechanism(transfer, without_decision);
  }

  // Where a system has the data, its host has them.
  void inspect(const System& system, const Statement& statement) {
    const Recipient* host = nullptr;
    if (system.host && statement.recipients)
      for (const Recipient& recipient : *statement.recipients)
        if (recipient.name == *system.host) host = &recipient;
    if (host != nullptr) return inspect_host(system, *host);
    std::vector<std::string> outside = countries_without_decision(system.countries, as_of_);
    std::erase_if(outside, [&](const std::string& country) { return statement.controller.country == country; });
    if (!outside.empty() && statement.controller.transfers.empty())
      inspection_.add("system.no_transfer", system.place,
                      "system \"" + system.name + "\" has data in " + join_words(outside) +
                          ", outside the European Economic Area, and nothing makes that lawful",
                      "name its host, and of that recipient the transfer");
  }

 private:
  // What a processor does goes on and on; the exceptions of Art. 49 are for what happens once.
  void inspect_exception(const Recipient& recipient) {
    const TransferMechanism* mechanism = find_transfer_mechanism(recipient.transfer->mechanism);
    const bool goes_on = recipient.kind == RecipientKind::processor || recipient.kind == RecipientKind::sub_processor;
    if (goes_on && mechanism != nullptr && mechanism->kind == TransferKind::derogation)
      inspection_.add("transfer.derogation", recipient.transfer->place,
                      "recipient \"" + recipient.name +
                          "\" receives data again and again, and the exceptions of Art. 49 are for single cases",
                      "agree on standard clauses, and write mechanism: scc");
  }

  // Whether the transfer to the host is lawful is found at the recipient.
  void inspect_host(const System& system, const Recipient& host) {
    std::vector<std::string> elsewhere = system.countries;
    std::erase_if(elsewhere, [&](const std::string& country) {
      return std::find(host.countries.begin(), host.countries.end(), country) != host.countries.end();
    });
    if (!elsewhere.empty() && !host.countries.empty())
      inspection_.add("system.host_elsewhere", system.place,
                      "system \"" + system.name + "\" has data in " + join_words(elsewhere) +
                          ", where its host is not said to have them",
                      "correct the countries of the one, or the country of recipient \"" + host.name + '"');
  }

  void inspect_mechanism(const Transfer& transfer, const std::vector<std::string>& countries) {
    const TransferMechanism* mechanism = find_transfer_mechanism(transfer.mechanism);
    if (mechanism == nullptr) return add_unknown(transfer);
    const std::string name = '"' + mechanism->name + '"';
    const std::string other = "choose one that holds, for example scc; see compliance-law(7)";
    if (!holds_on(*mechanism, as_of_))
      return inspection_.add("transfer.void", transfer.place,
                             "no transfer can rest on " + name +
                                 (mechanism->until && *mechanism->until < as_of_
                                      ? " since " + format_date(add_period(*mechanism->until, {0, 1}))
                                      : " on " + format_date(as_of_)),
                             other);
    for (const std::string& country : countries) {
      const bool leads_there = mechanism->countries.empty()
                                   ? mechanism->kind != TransferKind::adequacy
                                   : std::count(mechanism->countries.begin(), mechanism->countries.end(), country) > 0;
      if (!leads_there)
        return inspection_.add("transfer.void", transfer.place, name + " does not lead to " + country, other);
    }
    if (const auto& checked_within = mechanism->certification_check;
        checked_within && transfer.checked_on && *transfer.checked_on > as_of_)
      return inspection_.add("transfer.unchecked", transfer.place,
                             "checked_on is " + format_date(*transfer.checked_on) + ", a day that is still to come",
                             "write the day on which somebody looked at the list of the framework");
    else if (checked_within && (!transfer.checked_on || add_period(*transfer.checked_on, *checked_within) < as_of_))
      return inspection_.add("transfer.unchecked", transfer.place,
                             "nobody has seen within the last " + format_period(*checked_within) +
                                 " that the importer is certified under " + name,
                             "look at the list of the framework, and write checked_on: with the day");
    if (mechanism->certainty == Certainty::contested)
      inspection_.add("transfer.contested", transfer.place, name + " holds, but is before a court",
                      "have another mechanism ready, for example scc");
  }

  // The nearest name; or the one of which only the beginning was left out: privacy_shield, eu-us-privacy-shield.
  static std::string meant_mechanism(std::string word, std::span<const std::string_view> known) {
    std::replace(word.begin(), word.end(), '_', '-');
    if (std::string meant = did_you_mean(word, known); !meant.empty()) return meant;
    for (const std::string_view name : known)
      if (name.ends_with('-' + word)) return "did you mean \"" + std::string{name} + "\"?";
    return {};
  }

  void add_unknown(const Transfer& transfer) {
    std::vector<std::string_view> known;
    for (const TransferMechanism& each : transfer_mechanisms()) known.push_back(each.name);
    const std::string meant = meant_mechanism(transfer.mechanism, known);
    inspection_.add("transfer.unknown", transfer.place, "there is no transfer mechanism of that name",
                    meant.empty() ? "write one of compliance-law(7), for example scc" : meant);
  }

  Inspection& inspection_;
  Date as_of_;
};

}  // namespace

void inspect_transfers(Inspection& inspection) {
  TransferInspection each{inspection};
  each.inspect(inspection.statement().controller);
  if (const auto& recipients = inspection.statement().recipients)
    for (const Recipient& recipient : *recipients) each.inspect(recipient);
  for (const System& system : inspection.statement().systems) each.inspect(system, inspection.statement());
}

}  // namespace compliance
