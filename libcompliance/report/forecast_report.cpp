// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "libcompliance/base/text.h"
#include "libcompliance/report/columns.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/report/say.h"

namespace compliance {
namespace {

struct Rest {
  std::string_view key, words, dutch;
  std::uint64_t DueCounts::*count;
};
constexpr Rest due_now{"now", "due now", "nu al", &DueCounts::now};
constexpr std::array rests{Rest{"later", "later", "daarna", &DueCounts::later},
                           Rest{"open", "no end yet", "open", &DueCounts::open},
                           Rest{"undecided", "undecided", "onbeslist", &DueCounts::undecided},
                           Rest{"unfounded", "unfounded", "zonder doel", &DueCounts::unfounded},
                           Rest{"needed", "for others", "voor andere", &DueCounts::needed}};

Json rest_json(const DueCounts& counts) {
  Json json = Json::object();
  json.set(due_now.key, counts.*due_now.count);
  for (const Rest& rest : rests) json.set(rest.key, counts.*rest.count);
  return json;
}

}  // namespace

std::string due_text(std::uint64_t first, std::uint64_t whole) {
  if (first == 0 && whole == 0) return "-";
  return std::to_string(first) + " (" + std::to_string(whole) + ')';
}

std::string month_text(Date month) { return format_date(month).substr(0, 7); }

std::vector<const ForecastOf*> forecast_records(const Forecast& forecast) {
  std::vector<const ForecastOf*> records;
  for (const ForecastOf& each : forecast.records())
    if (each.whole != DueCounts{.months = std::vector<std::uint64_t>(forecast.months())}) records.push_back(&each);
  return records;
}

std::string forecast_text(const Forecast& forecast, const Policy& policy, Language language) {
  const Say say{language};
  const std::size_t first_column = language == Language::nl ? 16 : 14;
  constexpr std::size_t least = 13;
  const std::vector<const ForecastOf*> records = forecast_records(forecast);
  std::string text = std::string(first_column, ' ');
  std::vector<std::size_t> widths;
  for (const ForecastOf* each : records) {
    const std::string& name = policy.records[each->record].name;
    widths.push_back(std::max(least, name.size() + 2));
    text += pad_left(name, widths.back());
  }
  text += '\n';
  const auto row = [&](std::string words, const auto& count_in) {
    text += pad_right("    " + std::move(words), first_column);
    for (std::size_t r = 0; r < records.size(); ++r)
      text += pad_left(due_text(count_in(records[r]->first), count_in(records[r]->whole)), widths[r]);
    text += '\n';
  };
  row(say(due_now.dutch, due_now.words), [](const DueCounts& counts) { return counts.*due_now.count; });
  for (std::size_t m = 0; m < forecast.months(); ++m)
    row(month_text(forecast.month(m)), [&](const DueCounts& counts) { return counts.months[m]; });
  for (const Rest& rest : rests)
    row(say(rest.dutch, rest.words), [&](const DueCounts& counts) { return counts.*rest.count; });
  return text + say("records waarvan dan het eerste gegeven vervalt; tussen haakjes die waarvan dan alles vervalt\n",
                    "records of which the first cell falls due then; in brackets, those of which all does\n");
}

Json forecast_json(const Forecast& forecast, const Policy& policy) {
  Json list = Json::list();
  for (const ForecastOf* each : forecast_records(forecast)) {
    Json months = Json::list();
    for (std::size_t m = 0; m < forecast.months(); ++m)
      months.add(Json::object()
                     .set("month", month_text(forecast.month(m)))
                     .set("first", each->first.months[m])
                     .set("whole", each->whole.months[m]));
    list.add(Json::object()
                 .set("record", policy.records[each->record].name)
                 .set("months", std::move(months))
                 .set("first", rest_json(each->first))
                 .set("whole", rest_json(each->whole)));
  }
  return list;
}

}  // namespace compliance
