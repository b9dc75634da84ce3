// SPDX-License-Identifier: Apache-2.0
// The shapes of the top-level keys of a policy in which an organisation describes itself (statement.h).

#pragma once

#include "libcompliance/formats/shape.h"
#include "libcompliance/model/category.h"

namespace compliance::shapes {

extern const Shape controller, in_force, dpo, contact_points, systems, tenants, sources, recipients, promises, rights,
    cooling_off, forbidden, profiling, anonymisation, backups, breach, security, cookies, notices, disclosures,
    jurisdictions;

/// Also used by the fields and purposes of a policy.
extern const Shape provenance, special_ground, reference;

/// A name of compliance-categories(7).
inline constexpr Shape category{.kind = Shape::Kind::word,
                                .words = category_names,
                                .called = "category",
                                .help = "man compliance-categories lists them"};

}  // namespace compliance::shapes
