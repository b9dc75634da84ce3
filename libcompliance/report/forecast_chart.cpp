// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/report/forecast_chart.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "libcompliance/documents/html.h"
#include "libcompliance/report/reports.h"

namespace compliance {
namespace {

// In units of the SVG, which scales to the page.
constexpr int width = 720, height = 260, left = 56, right = 8, top = 36, bottom = 34;
constexpr int plot_width = width - left - right, plot_height = height - top - bottom;
constexpr std::string_view first_colour = "#8fb3d9", whole_colour = "#12304f";

// What the scale ends with: 1, 2, 5 or 10 times a power of ten on four lines, and at least 4.
std::uint64_t scale_of(std::uint64_t most) {
  for (std::uint64_t power = 1;; power *= 10)
    for (const std::uint64_t step : {power, 2 * power, 5 * power})
      if (step * 4 >= most) return step * 4;
}

std::string number(std::uint64_t value) { return std::to_string(value); }

std::string text_at(int x, int y, std::string_view anchor, std::string_view text) {
  return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" text-anchor=\"" + std::string{anchor} +
         "\">" + html_escape(text) + "</text>\n";
}

std::string rectangle(int x, int y, int wide, int high, std::string_view colour) {
  return "<rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(wide) +
         "\" height=\"" + std::to_string(high) + "\" fill=\"" + std::string{colour} + "\"/>\n";
}

struct Series {
  std::vector<std::uint64_t> first, whole;
};
Series series_of(const Forecast& forecast) {
  Series series{std::vector<std::uint64_t>(forecast.months()), std::vector<std::uint64_t>(forecast.months())};
  for (const ForecastOf& each : forecast.records())
    for (std::size_t m = 0; m < forecast.months(); ++m) {
      series.first[m] += each.first.months[m];
      series.whole[m] += each.whole.months[m];
    }
  return series;
}

std::string legend(Language language) {
  const bool dutch = language == Language::nl;
  return rectangle(left, 8, 12, 12, first_colour) +
         text_at(left + 18, 18, "start", dutch ? "eerste gegeven vervalt" : "first cell falls due") +
         rectangle(left + 230, 8, 12, 12, whole_colour) +
         text_at(left + 248, 18, "start", dutch ? "het hele record vervalt" : "the whole record falls due");
}

std::string scale(std::uint64_t end) {
  std::string svg;
  for (int line = 0; line <= 4; ++line) {
    const int y = top + plot_height - plot_height * line / 4;
    svg += "<line x1=\"" + std::to_string(left) + "\" x2=\"" + std::to_string(width - right) + "\" y1=\"" +
           std::to_string(y) + "\" y2=\"" + std::to_string(y) + "\" stroke=\"#c3cad3\"/>\n";
    svg += text_at(left - 8, y + 4, "end", number(end * static_cast<std::uint64_t>(line) / 4));
  }
  return svg;
}

}  // namespace

std::string forecast_chart(const Forecast& forecast, Language language) {
  const auto [first, whole] = series_of(forecast);
  const std::uint64_t most =
      std::max(*std::max_element(first.begin(), first.end()), *std::max_element(whole.begin(), whole.end()));
  const std::uint64_t end = scale_of(most);
  const auto months = static_cast<int>(forecast.months());
  const std::string title = language == Language::nl ? "Records die de komende maanden vervallen, per maand"
                                                     : "Records that fall due in the coming months, by month";
  std::string svg = "<figure>\n<svg viewBox=\"0 0 " + std::to_string(width) + ' ' + std::to_string(height) +
                    "\" role=\"img\" font-size=\"11\" fill=\"#1b1b1b\">\n<title>" + html_escape(title) + "</title>\n";
  svg += legend(language) + scale(end);
  const int few = 14;  // so many months have room for their numbers
  const int every = (months + few - 1) / few;
  for (int m = 0; m < months; ++m) {
    const auto month = static_cast<std::size_t>(m);
    const int from = left + plot_width * m / months, to = left + plot_width * (m + 1) / months;
    const int bar = std::max(1, (to - from) * 2 / 5);
    const int start = from + (to - from - 2 * bar) / 2;
    const std::array bars{std::pair{first[month], first_colour}, std::pair{whole[month], whole_colour}};
    for (int b = 0; b < 2; ++b) {
      const auto& [count, colour] = bars[static_cast<std::size_t>(b)];
      if (count == 0) continue;
      const int high = std::max(1, static_cast<int>(count * static_cast<std::uint64_t>(plot_height) / end));
      const int x = start + b * bar, y = top + plot_height - high;
      svg += rectangle(x, y, bar, high, colour);
      if (months <= few) svg += text_at(x + bar / 2, y - 3, "middle", number(count));
    }
    if (m % every == 0)
      svg += text_at((from + to) / 2, height - bottom + 18, "middle", month_text(forecast.month(month)));
  }
  return svg + "</svg>\n</figure>\n";
}

}  // namespace compliance
