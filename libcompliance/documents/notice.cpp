// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/notice.h"

#include <algorithm>

#include "libcompliance/documents/completeness.h"
#include "libcompliance/documents/markdown.h"
#include "libcompliance/documents/mustache.h"
#include "libcompliance/documents/notice_parts.h"
#include "libcompliance/documents/notice_words.h"
#include "libcompliance/documents/transfer_words.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

class NoticeData {
 public:
  NoticeData(const Policy& policy, Date as_of, Language language)
      : policy_(policy),
        statement_(policy.statement),
        as_of_(as_of),
        language_(language),
        texts_(language),
        rows_(completeness(policy, as_of)) {}

  Json run() const {
    Json root = Json::object();
    root.set("title", text(policy_.title)).set("controller", controller());
    root.set("purposes_in_short", texts_.purposes_in_words(policy_, [](const Keeper&) { return true; }));
    root.set("dpo", statement_.dpo && !statement_.dpo->none ? Json{statement_.dpo->contact} : Json{false})
        .set("dpo_not_needed", statement_.dpo && statement_.dpo->none)
        .set("gaps", general_gaps());
    add_list(root, "purposes", keepers(Keeper::Kind::purpose));
    add_list(root, "duties", keepers(Keeper::Kind::duty));
    add_list(root, "instructions", keepers(Keeper::Kind::instruction));
    add_list(root, "mandatory", data_list(mandatory_cells()));
    const std::optional<LocalText>& without = statement_.if_not_provided;  // alone, it is a sentence
    root.set("if_not_provided", without && mandatory_cells().empty() ? heading(*without) : optional_text(without));
    add_recipients(root);
    add_places(root, statement_, as_of_, texts_);
    root.set("provenance", provenance()).set("sources", sources());
    add_list(root, "profiling", profiling());
    root.set("no_profiling", statement_.profiling && statement_.profiling->empty());
    add_rights(root, policy_, texts_);
    root.set("withdrawal_not_needed", rows_[static_cast<std::size_t>(Element::withdrawal)].mark == Mark::not_needed);
    add_requests(root, statement_, texts_);
    root.set("complaint", complaint());
    add_list(root, "cookies", cookies());
    Json security = Json::list();
    for (const LocalText& measure : statement_.security) security.add(text(measure));
    add_list(root, "security", std::move(security));
    add_list(root, "backups", backups());
    const auto& in_force = statement_.in_force;
    root.set("version", in_force ? Json{in_force->version} : Json{false})
        .set("from", in_force ? text(date_words(in_force->from)) : Json{false});
    return root;
  }

 private:
  Json text(const LocalText& words) const { return texts_.text(words); }
  Json heading(const LocalText& words) const { return texts_.heading(words); }
  Json optional_text(const std::optional<LocalText>& words) const { return texts_.optional_text(words); }
  Json list_or_false(const std::vector<LocalText>& items) const { return texts_.list_or_false(items); }

  Json controller() const {
    const Controller& who = statement_.controller;
    std::vector<LocalText> transfers;
    for (const Transfer& transfer : who.transfers) transfers.push_back(mechanism_words(transfer));
    return Json::object({{"name", who.name},
                         {"address", or_false(who.address)},
                         {"contact", or_false(who.contact)},
                         {"website", or_false(who.website)},
                         {"country", who.country ? text(country_words(*who.country)) : Json{false}},
                         {"representative", or_false(who.representative)},
                         {"transfers", list_or_false(transfers)}});
  }

  // --- gaps ---

  template <class Belongs>
  Json gaps_where(Belongs belongs) const {
    Json gaps = Json::list();
    for (const CompletenessRow& row : rows_)
      for (const Shortcoming& each : row.shortcomings)
        if (belongs(row, each)) gaps.add(text(each.text));
    return gaps;
  }
  // What is about no purpose and no recipient of its own, by element.
  Json general_gaps() const {
    Json gaps = Json::object();
    for (const CompletenessRow& of : rows_)
      gaps.set(word_of(of.element, element_words), gaps_where([&](const CompletenessRow& row, const Shortcoming& each) {
                 return row.element == of.element && !each.keeper && !each.recipient;
               }));
    return gaps;
  }

  // --- keepers ---

  Json data_list(const std::vector<FieldRef>& cells) const {
    Json list = Json::list();
    for (const DataOf& data : data_of(policy_, cells))
      list.add(Json::object({{"whose", text(record_words(policy_.records[data.record]))},
                             {"what", text(categories_words(data.categories))}}));
    return list;
  }

  Json keepers(Keeper::Kind kind) const {
    Json list = Json::list();
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
      if (policy_.keepers[k].kind == kind) list.add(keeper(k));
    return list;
  }

  Json keeper(std::size_t index) const {
    const Keeper& keeper = policy_.keepers[index];
    Json bases = Json::list(), tenants = Json::list();
    for (const Basis basis : keeper.bases) bases.add(text(basis_words_of(basis)));
    for (const std::size_t tenant : keeper.tenants)
      tenants.add(Json::object(
          {{"controller", statement_.tenants[tenant].controller}, {"contact", statement_.tenants[tenant].contact}}));
    Json data = Json::object({{"title", heading(keeper_words(keeper))},
                              {"bases", std::move(bases)},
                              {"interest", optional_text(keeper.interest)},
                              {"law", or_false(in(language_, law_words(keeper)))},
                              {"consent", keeper.consent ? text(consent_words_of(*keeper.consent)) : Json{false}},
                              {"data", data_list(keeper.covers)},
                              {"keep", texts_.text_or_false(how_long(keeper))},
                              {"channels", texts_.text_or_false(channels_words(keeper.channels))},
                              {"topics", texts_.text_or_false(topics_words(keeper.topics))},
                              {"recipients", recipients_of(index)},
                              {"tenants", std::move(tenants)},
                              {"data_gaps", gaps_where([&](const CompletenessRow& row, const Shortcoming& each) {
                                 return each.keeper == index && row.element == Element::categories;
                               })},
                              {"gaps", gaps_where([&](const CompletenessRow& row, const Shortcoming& each) {
                                 return each.keeper == index && row.element != Element::categories;
                               })}});
    add_list(data, "never_longer", never_longer(keeper));
    return data;
  }

  LocalText how_long(const Keeper& keeper) const {
    const LocalText keep = storage_words(policy_, keeper), use = use_words(policy_, keeper);
    if (use.en.empty()) return keep;
    const LocalText used = LocalText{"wij gebruiken de gegevens ", "we use the data "} + use;
    return keep.en.empty() ? used : used + LocalText{", en bewaren ze ", ", and keep them "} + keep;
  }

  Json never_longer(const Keeper& keeper) const {
    Json list = Json::list();
    if (keeper.kind == Keeper::Kind::purpose)
      for (const CeilingOf& each : ceilings_of(policy_, keeper))
        list.add(Json::object({{"whose", text(each.whose)}, {"limit", text(each.words)}}));
    return list;
  }

  Json recipients_of(std::size_t keeper) const {
    std::vector<LocalText> names;
    if (statement_.recipients)
      for (const Recipient& recipient : *statement_.recipients)
        if (std::ranges::find(recipient.purposes, keeper) != recipient.purposes.end())
          names.push_back(recipient_words(recipient));
    return list_or_false(names);
  }

  std::vector<FieldRef> mandatory_cells() const {
    std::vector<FieldRef> cells;
    for (std::size_t record = 0; record < policy_.records.size(); ++record)
      for (std::size_t field = 0; field < policy_.records[record].fields.size(); ++field)
        if (policy_.records[record].fields[field].mandatory) cells.push_back({record, field});
    return cells;
  }

  // --- recipients and sources ---

  void add_recipients(Json& root) const {
    root.set("no_recipients", statement_.recipients && statement_.recipients->empty());
    Json list = Json::list();
    for (std::size_t r = 0; statement_.recipients && r < statement_.recipients->size(); ++r) {
      const Recipient& recipient = (*statement_.recipients)[r];
      std::vector<LocalText> purposes;
      for (const std::size_t k : recipient.purposes) purposes.push_back(keeper_words(policy_.keepers[k]));
      const LocalText transfer = transfer_words(recipient, as_of_);
      list.add(Json::object(
          {{"name", heading(recipient_words(recipient))},
           {"kind", text(recipient_kind_words_of(recipient.kind))},
           {"purposes", list_or_false(purposes)},
           {"countries", recipient.countries.empty() ? Json{false} : text(countries_words(recipient.countries))},
           {"transfer", transfer.en.empty() ? Json{false} : text(transfer)},
           {"privacy_page", or_false(recipient.privacy_page)},
           {"gaps",
            gaps_where([&](const CompletenessRow&, const Shortcoming& each) { return each.recipient == r; })}}));
    }
    add_list(root, "recipients", std::move(list));
  }

  Json provenance() const {
    Json list = Json::list();
    for (std::size_t word = 0; word < provenance_words.size(); ++word) {
      std::vector<const Category*> categories;
      for (const RecordType& record : policy_.records)
        for (const Field& field : record.fields)
          if (record.role == Role::controller &&
              std::ranges::find(field.provenance, static_cast<Provenance>(word)) != field.provenance.end() &&
              std::ranges::find(categories, field.category) == categories.end())
            categories.push_back(field.category);
      if (!categories.empty())
        list.add(Json::object({{"how", text(provenance_sentence(static_cast<Provenance>(word)))},
                               {"what", text(categories_words(categories))}}));
    }
    return list;
  }

  Json sources() const {
    Json list = Json::list();
    for (const Source& source : statement_.sources) {
      const LocalText is_public = source.is_public ? LocalText{" (openbaar)", " (public)"} : LocalText{};
      list.add(text(source.title + is_public));
    }
    return list;
  }

  Json profiling() const {
    Json list = Json::list();
    if (!statement_.profiling) return list;
    for (const Profiling& each : *statement_.profiling) {
      std::vector<const Category*> inputs;
      for (const DataOf& data : data_of(policy_, each.inputs))
        std::ranges::copy_if(data.categories, std::back_inserter(inputs), [&](const Category* category) {
          return std::ranges::find(inputs, category) == inputs.end();
        });
      list.add(Json::object({{"title", heading(each.title ? *each.title : name_words(each.name))},
                             {"inputs", inputs.empty() ? Json{false} : text(categories_words(inputs))},
                             {"logic", optional_text(each.logic)},
                             {"effect", optional_text(each.effect)},
                             {"decides", each.decides},
                             {"human", or_false(each.human)}}));
    }
    return list;
  }

  // --- complaint ---

  Json complaint() const {
    if (!statement_.authority) return false;
    const Authority* authority = find_authority(*statement_.authority);
    if (authority == nullptr) return Json::object({{"name", *statement_.authority}, {"website", false}});
    return Json::object({{"name", text(authority->title)}, {"website", authority->website}});
  }

  // --- operation ---

  Json cookies() const {
    Json list = Json::list();
    for (const Cookie& cookie : statement_.cookies)
      list.add(
          Json::object({{"name", cookie.name},
                        {"is", text(cookie_words(cookie.is))},
                        {"set_by", cookie.set_by ? text(recipient_words(statement_, *cookie.set_by)) : Json{false}}}));
    return list;
  }

  Json backups() const {
    Json list = Json::list();
    for (const Backup& backup : statement_.backups)
      list.add(Json::object({{"what", backup.what},
                             {"every", text(every_words(backup.every))},
                             {"keep", text(period_words(backup.keep))}}));
    return list;
  }

  const Policy& policy_;
  const Statement& statement_;
  Date as_of_;
  Language language_;
  NoticeTexts texts_;
  std::vector<CompletenessRow> rows_;
};

bool is_item(std::string_view line) { return line.starts_with("- "); }

// A sentence that ends with "B.V." has its full stop.
std::string with_single_stops(std::string_view markdown) {
  std::string text;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const bool stop_again =
        markdown[i] == '.' && text.ends_with('.') && !text.ends_with("..") &&
        (i + 1 == markdown.size() || std::string_view{" \n*|)\"<"}.find(markdown[i + 1]) != std::string_view::npos);
    if (!stop_again) text += markdown[i];
  }
  return text;
}

// Tags that fill no line leave blank ones behind. Between paragraphs one is enough, and within a list there is none.
std::string tidied(std::string_view markdown) {
  const std::string lines = with_single_stops(markdown);
  std::string text;
  std::string_view last;
  bool blank = false;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const std::string_view line{lines.data() + at, end - at};
    at = end + 1;
    if (line.empty()) {
      blank = true;
      continue;
    }
    if (blank && !text.empty() && !(is_item(last) && is_item(line))) text += '\n';
    text.append(line) += '\n';
    last = line;
    blank = false;
  }
  return text;
}

}  // namespace

std::string_view notice_template(Language language) {
  return shipped_template(std::string{"notice."} + (language == Language::nl ? "nl" : "en"));
}

Json notice_data(const Policy& policy, Date as_of, Language language) {
  return NoticeData(policy, as_of, language).run();
}

Result<std::string> notice_markdown(const Policy& policy, Date as_of, Language language, std::string_view text,
                                    std::string_view source) {
  // Some other file, given by mistake, would be published as it stands.
  if (text.find("{{") == std::string_view::npos)
    return Error{.message = "expected a template, and no tag of it names anything of the policy",
                 .place = {std::string{source}, 0, 0},
                 .hint = "compliance notice --print-template shows one"};
  COMPLIANCE_TRY(const std::string filled,
                 fill_in(text, source, notice_data(policy, as_of, language), markdown_escape));
  return tidied(filled);
}

}  // namespace compliance
