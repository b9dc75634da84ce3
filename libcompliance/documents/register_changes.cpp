// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/register.h"

namespace compliance {
namespace {

using What = RegisterChange::What;

LocalText kind_words(RegisterEntry::Kind kind) {
  switch (kind) {
    case RegisterEntry::Kind::organisation:
      return {"organisatie", "organisation"};
    case RegisterEntry::Kind::purpose:
      return {"doel", "purpose"};
    case RegisterEntry::Kind::duty:
      return {"bewaarplicht", "duty"};
    case RegisterEntry::Kind::recipient:
      return {"ontvanger", "recipient"};
    case RegisterEntry::Kind::system:
      return {"systeem", "system"};
    case RegisterEntry::Kind::customer:
      return {"klant", "customer"};
  }
  return {};
}

// The organisation is one and the same, also under another name.
bool is_same(const RegisterEntry& a, const RegisterEntry& b) {
  return a.kind == b.kind && (a.kind == RegisterEntry::Kind::organisation || a.name == b.name);
}

const RegisterEntry* find(const std::vector<RegisterEntry>& entries, const RegisterEntry& like) {
  const auto found = std::ranges::find_if(entries, [&](const RegisterEntry& each) { return is_same(each, like); });
  return found == entries.end() ? nullptr : &*found;
}

LocalText whole_words(const RegisterValue& value) {
  return value.of.empty() ? value.words : value.whose + ": " + value.words;
}

class Comparison {
 public:
  std::vector<RegisterChange> run(const Register& before, const Register& after) {
    for (const RegisterEntry& old : before.entries)
      if (find(after.entries, old) == nullptr) add(What::removed, old);
    for (const RegisterEntry& now : after.entries) {
      const RegisterEntry* old = find(before.entries, now);
      if (old == nullptr)
        add(What::added, now);
      else
        compare_entries(*old, now);
    }
    return std::move(changes_);
  }

 private:
  RegisterChange& add(What what, const RegisterEntry& entry) {
    changes_.push_back({.what = what, .kind = entry.kind, .name = entry.name, .title = entry.title});
    return changes_.back();
  }
  RegisterChange& add(What what, const RegisterEntry& entry, const RegisterElement& element) {
    RegisterChange& change = add(what, entry);
    change.key = element.key;
    change.label = element.label;
    return change;
  }

  void compare_entries(const RegisterEntry& old, const RegisterEntry& now) {
    if (old.title.nl != now.title.nl || old.title.en != now.title.en) {
      RegisterChange& change = add(What::changed, now);
      change.key = "title";
      change.label = {"naam", "name"};
      change.was = old.title;
      change.now = now.title;
    }
    // Entries of one kind have the same elements in the same order.
    for (std::size_t i = 0; i < std::min(old.elements.size(), now.elements.size()); ++i)
      compare_elements(now, old.elements[i], now.elements[i]);
  }

  void compare_elements(const RegisterEntry& entry, const RegisterElement& old, const RegisterElement& now) {
    if (old.values == now.values) return;
    if (old.values.size() == 1 && now.values.size() == 1) {
      RegisterChange& change = add(What::changed, entry, now);
      change.was = whole_words(old.values[0]);
      change.now = whole_words(now.values[0]);
      return;
    }
    for (const RegisterValue& value : old.values)
      if (std::ranges::find(now.values, value) == now.values.end())
        add(What::removed, entry, now).was = whole_words(value);
    for (const RegisterValue& value : now.values)
      if (std::ranges::find(old.values, value) == old.values.end())
        add(What::added, entry, now).now = whole_words(value);
  }

  std::vector<RegisterChange> changes_;
};

LocalText change_phrase(What what) {
  switch (what) {
    case What::added:
      return {"erbij", "added"};
    case What::removed:
      return {"weg", "removed"};
    case What::changed:
      return {"anders", "changed"};
  }
  return {};
}

}  // namespace

std::vector<RegisterChange> compare(const Register& before, const Register& after) {
  return Comparison{}.run(before, after);
}

std::string changes_text(const std::vector<RegisterChange>& changes, Language language) {
  std::string text;
  for (const RegisterChange& change : changes) {
    std::string line = in(language, change_phrase(change.what)) + ": " + in(language, kind_words(change.kind)) + " \"" +
                       in(language, change.title) + '"';
    if (!change.key.empty()) line += ", " + in(language, change.label);
    const std::string& was = in(language, change.was);
    const std::string& now = in(language, change.now);
    if (change.what == What::changed)
      line += ": \"" + was + (language == Language::nl ? "\" is nu \"" : "\" is now \"") + now + '"';
    else if (!change.key.empty())
      line += ": " + (change.what == What::added ? now : was);
    text += printable(line) + '\n';
  }
  return text;
}

Json changes_json(const std::vector<RegisterChange>& changes, Json result) {
  const auto local = [](const LocalText& text) {
    return text.en.empty() ? Json{} : Json::object({{"nl", text.nl}, {"en", text.en}});
  };
  Json list = Json::list();
  for (const RegisterChange& change : changes)
    list.add(Json::object({{"change", word_of(change.what, change_words)},
                           {"kind", word_of(change.kind, register_kind_words)},
                           {"name", change.name},
                           {"element", change.key.empty() ? Json{} : Json{change.key}},
                           {"was", local(change.was)},
                           {"now", local(change.now)}}));
  return std::move(result.set("changes", std::move(list)));
}

}  // namespace compliance
