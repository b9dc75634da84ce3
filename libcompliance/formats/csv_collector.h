// SPDX-License-Identifier: Apache-2.0
// What libcsv says about the record under way. Its callbacks run below C code, so they must not throw: the room that
// they need is made before each call. Private to formats.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/formats/csv.h"

namespace compliance {

struct Collector {
  enum class End { none, cr, complete };

  CsvLimits limits = {};
  std::string text = {};               // the fields, one behind the other
  std::vector<std::size_t> ends = {};  // where in `text` each one ends
  End end = End::none;
  bool lone_cr = false;
  bool too_long = false;
  bool too_wide = false;

  void clear() {
    text.clear();
    ends.clear();
    end = End::none;
  }

  void field(std::string_view value) {
    lone_cr = lone_cr || end == End::cr;
    too_long = too_long || value.size() > limits.field;
    too_wide = too_wide || ends.size() == limits.columns;
    if (lone_cr || too_long || too_wide) return;
    text += value;
    ends.push_back(text.size());
  }

  // libcsv ends a row at CR, and reports the LF behind it as one more, empty row. -1 stands for the end of the file.
  void line_end(int character) {
    lone_cr = lone_cr || (end == End::cr && character != '\n');
    end = character == '\r' ? End::cr : End::complete;
  }
};

inline void take_field(void* text, std::size_t size, void* collector) {
  static_cast<Collector*>(collector)->field({static_cast<const char*>(text), size});
}

inline void take_row(int character, void* collector) { static_cast<Collector*>(collector)->line_end(character); }

inline int nothing_is_space(unsigned char) { return 0; }

}  // namespace compliance
