// SPDX-License-Identifier: Apache-2.0
// The small shapes that every document is made of.

#pragma once

#include <array>

#include "libcompliance/formats/shape.h"

namespace compliance::shapes {

using Kind = Shape::Kind;
inline constexpr Presence required = Presence::required;
inline constexpr Presence optional = Presence::optional;

inline constexpr Shape text{.kind = Kind::text};
inline constexpr Shape name{.kind = Kind::name};
inline constexpr Shape number{.kind = Kind::integer};
inline constexpr Shape boolean{.kind = Kind::boolean};
inline constexpr Shape day{.kind = Kind::date};
inline constexpr Shape period{.kind = Kind::period};
inline constexpr Shape share{.kind = Kind::share};
inline constexpr Shape country{.kind = Kind::country, .help = "ISO 3166 code of two letters, such as NL."};
inline constexpr Shape cell{.kind = Kind::name_pair};
inline constexpr Shape names{.kind = Kind::list, .item = &name, .unique = true};
inline constexpr Shape some_names{.kind = Kind::list, .item = &name, .unique = true, .least = 1};
inline constexpr Shape some_texts{.kind = Kind::list, .item = &text, .least = 1};
inline constexpr Shape some_cells{.kind = Kind::list, .item = &cell, .unique = true, .least = 1};
inline constexpr Shape name_or_names{.kind = Kind::one_or_list, .item = &name, .unique = true, .least = 1};

inline constexpr Shape version{.kind = Kind::integer, .least = 1, .most = 1};

inline constexpr std::array local_text_keys{ShapeKey{"nl", &text, required, "In Dutch."},
                                            ShapeKey{"en", &text, required, "In English."}};
inline constexpr Shape local_text{.kind = Kind::map, .keys = local_text_keys};

}  // namespace compliance::shapes
