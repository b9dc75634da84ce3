// SPDX-License-Identifier: Apache-2.0
// What a record's own cells say about its moments and conditions. Pure.

#pragma once

#include <span>

#include "libcompliance/model/moment_value.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// Whether `condition` holds for this record, which must be of the condition's record type.
Truth evaluate(const Condition& condition, const RecordView& record);

/// The value of a moment of kind `date` for this record, which must be of the moment's record type. `as_of` matters
/// only for the contradiction between "not yet" and a day: a day in the future contradicts nothing (TC-42).
MomentValue evaluate(const Moment& moment, const RecordView& record, Date as_of);

/// Of several values. `latest`: any not-yet wins, then any unknown, then the last day. `earliest`: any unknown wins,
/// then the first day, then not-yet. Values of state `none` do not count; all none is none.
MomentValue latest(const MomentValue& a, const MomentValue& b);
MomentValue earliest(const MomentValue& a, const MomentValue& b);

}  // namespace compliance
