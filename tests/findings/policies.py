#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: policies.py write | policies.py check

For every code of a finding in a policy two policies: CODE/triggers.yaml has exactly that finding, CODE/neighbour.yaml
has none, though it differs by little. They are one base policy with a few texts replaced. `write` writes them, `check`
holds that they are what it would write, at most 15 lines of 120 columns, and of one length."""
import pathlib
import sys

FOLDER = pathlib.Path(__file__).parent
MOST_LINES, MOST_COLUMNS = 15, 120

HEAD = "# SPDX-License-Identifier: Apache-2.0\n"
BASE = """\
{compliance: 1, policy: club, title: {nl: Club, en: Club}, zone: Europe/Amsterdam, dpo: none, authority: nl-ap,
controller: {name: Club, contact: c@example.nl, address: Laan 1, country: NL}, in_force: {from: 2026-01-01, notice: v1},
contact_points: {mail: {channel: email, address: c@example.nl, for: [requests]}}, breach: {contact: mail},
systems: {crm: {records: [member]}}, security: [{nl: slot, en: lock}], backups: [{of: db, every: P1D, keep: P9D}],
rights: {offered: [access, rectification, erasure, restriction, portability], answer_within: 1 month, channels: [mail]},
operators: {roles: [clerk], service: [timer]}, cadence: {every: 1 month, look_ahead: 1 month}, profiling: {},
recipients: {},
records: {member: {is: person, subjects: {nl: lid, en: member}, provenance: provided, when_due: erase, fields: {
name: person.name, state: {category: relationship.state, values: [here, gone]},
end: {category: relationship.end, type: date}}}}, moments: {end: {of: member, date: end, not_yet_when: {state: here}}},
purposes: {use: {basis: contract, needs: [member.name, member.state, member.end], keep: {for: 1 year, after: end}}}}
"""

NEEDS = "needs: [member.name, member.state, member.end]"
KEEP = "keep: {for: 1 year, after: end}"
OBJECTION = ("portability", "objection")
WITHDRAWAL = ("portability], answer_within: 1 month", "portability, withdrawal],\nanswer_within: 1 month")
CEILING = "ceilings: [{covers: [member], at_most: 1 year, after: end}],"
DUTY = "duties: {tax: {law: Art. 1 X, covers: [member.name], keep: {for: 7 years, after: end}}},"
LOGIC, EFFECT = "logic: {nl: zo, en: so}", "effect: {nl: dit, en: this}"


def name(field):
    return "name: person.name, ", f"name: {field},\n"


def purpose(members, clock=KEEP):
    return f"purposes: {{use: {{basis: contract, {NEEDS}, {KEEP}", f"purposes: {{use: {{{members},\n{NEEDS}, {clock}"


def clock(members):
    return f", {KEEP}", f",\n{members}"


def more(line):
    """One more line of sections."""
    return "recipients: {},\n", f"recipients: {{}},\n{line}\n"


def recipient(kind="processor", fields="[member.name]", country="country: NL, ", purposes="purposes: [use], ",
              log="log: complete, ", contract="contract: {kind: agreement, reference: C-1}, ", last="title: {nl: M, en: M}"):
    what = f"fields: {fields}, " if fields else ""
    return ("recipients: {},", f"recipients: {{mailer: {{kind: {kind}, {purposes}{what}{country}{log}\n"
                               f"{contract}{last}}}}},")


def seller(kind="sale", last="title: {nl: M, en: M}"):
    return recipient(kind, last=f"notify: post, {last}")


def profiling(members):
    return "profiling: {},", f"profiling: {{rank: {{{members}}}}},"


def rights(members):
    return "channels: [mail]}", f"channels: [mail],\n{members}}}"


def controller(members):
    return "country: NL}, in_force", f"{members}}},\nin_force"


def firm(fields, basis, needs):
    """Members who work for a firm, with which the relation is."""
    return [("records: {member: {is: person,", "records: {firm: {is: organisation, when_due: erase, fields: {\n"
             "state: {category: relationship.state, values: [here, gone]}, end: {category: relationship.end, type: date}}},\n"
             "member: {is: person, belongs_to: firm,"),
            ("name: person.name, state: {category: relationship.state, values: [here, gone]},\n"
             "end: {category: relationship.end, type: date}}}}, ", fields + "}}},\n"),
            ("records: [member]", "records: [member, firm]"), ("of: member", "of: firm"),
            (f"basis: contract, {NEEDS}", f"{basis}\nneeds: [{needs}, firm.state, firm.end]")]


LEFT = "name: person.name, left: {category: relationship.end, type: date, review_after: 1 year}"
INTEREST = "basis: legitimate_interest, interest: {nl: zo, en: so}, assessment: A-1,"
CONSENT = "basis: consent, consent: {method: opt_in, evidence: form}"
TENANT = "tenants: {ac: {controller: Acme, contact: a@example.nl, instruction: I-1}}"
PROCESSED = [("records: [member]", "records: [member, note]"), ("recipients: {},", f"recipients: {{}}, {TENANT},"),
             ("answer_within: 1 month, channels: [mail]}", "channels: [mail],\nanswer_within: 1 month, processor_answers_within: 1 week}"), ("1 week},\n", "1 week}, "),
             ("type: date}}}}, moments", "type: date}}},\nnote: {is: event, belongs_to: member, role: processor, "
              "provenance: provided, when_due: erase, fields: {t: free_text}}},\nmoments")]
RANK = name("person.name, rank: {category: inferred.score, derived_from: [name]}")


def score(needs):
    return "after: end}}}}", f"after: end}}}},\nscore: {{basis: contract, needs: [{needs}], {KEEP}}}}}}}"


def plan(needs):
    return "after: end}}}}", f"after: end}}}},\nplan: {{basis: contract, {needs}{KEEP}}}}}}}"


RECIPE = "anonymisation: {counts: {title: {nl: telling, en: count}, keep: [member.state], at_least: %d}},"
SHIELD = "country: US, "
NOTE = ("type: date}}}}, moments", "type: date}}},\nnote: {is: event, belongs_to: member, provenance: provided, when_due: "
        "erase, fields: {t: event.kind}}},\nmoments")
AS_OF_2021 = ("{compliance: 1", "# as of 2021-06-30\n{compliance: 1")

# code: (what is replaced in the base to trigger it, what is replaced for the neighbour)
CASES = {
    # Records and fields.
    "field.uncovered": ([("[member.name, ", "[")], []),
    "field.special": ([name("{category: special.health}")], [name("{category: special.health, special_ground: explicit_consent}")]),
    "field.gender": ([name("person.gender")], [name("person.language")]),
    "field.gender_mandatory": ([name("{category: person.gender, mandatory: true}"), more("if_not_provided: {nl: niets, en: nothing},")],
                               [name("{category: person.name, mandatory: true}"), more("if_not_provided: {nl: niets, en: nothing},")]),
    "field.forbidden": ([name("person.photo"), more("forbidden: [{categories: [person.photo]}],")],
                        [name("person.photo"), more("forbidden: [{categories: [person.gender]}],")]),
    "field.no_provenance": ([("provenance: provided, ", "")], []),
    "field.no_source": ([name("{category: person.name, provenance: public}"), more("sources: {web: {title: {nl: web, en: web}}},")],
                        [name("{category: person.name, provenance: public, sources: [web]}"),
                         more("sources: {web: {title: {nl: web, en: web}}},")]),
    "field.open_category": ([name("{category: person.name, open_category: true}")], [name("{category: person.name, open_category: false}")]),
    "field.derived_unfounded": ([RANK, score("member.rank")], [RANK, score("member.rank, member.name")]),
    "record.examples_only": ([("erase, fields", "erase,\nexamples_only: true, fields")], [("erase, fields", "erase,\nexamples_only: false, fields")]),
    "record.no_subjects": ([("subjects: {nl: lid, en: member}, ", "")], []),
    "record.no_end_review": (firm("name: person.name", INTEREST, "member.name") + [OBJECTION],
                             firm(LEFT, INTEREST, "member.name, member.left") + [OBJECTION]),
    "record.no_instruction": (PROCESSED + [("operators", "instructions: {},\noperators")],
                              PROCESSED + [("operators", "instructions: {s: {of: ac, needs: [note.t], use_until: end}},\noperators")]),
    "record.not_anonymised": ([more(RECIPE % 10), ("when_due: erase, fields", "when_due: {anonymise: counts},\nfields")],
                              [more(RECIPE % 10), ("when_due: erase, fields", "when_due: erase,\nfields")]),
    # Moments, clocks, and what keeps data alive.
    "moment.no_operator": ([("moments: {", "\nmoments: {both: {of: member, several: [end]}, "), ("after: end}}}}", "after: both}}}}")],
                           [("moments: {", "\nmoments: {both: {of: member, latest: [end]}, "), ("after: end}}}}", "after: both}}}}")]),
    "moment.unused": ([("moments: {", "\nmoments: {both: {of: member, latest: [end]}, ")],
                      [("moments: {", "\nmoments: {both: {of: member, latest: [end]}, "), ("after: end}}}}", "after: both}}}}")]),
    "moment.always_unknown": ([(", not_yet_when: {state: here}", "")], []),
    "purpose.no_end": ([(f", {KEEP}", ""), more(CEILING)], [more(CEILING)]),
    "purpose.no_trigger": ([(KEEP, "keep: {for: 1 year}"), more(CEILING)], [more(CEILING)]),
    "purpose.no_period": ([(KEEP, "keep: {after: end}"), more(CEILING)], [more(CEILING)]),
    "purpose.over_ceiling": ([more(CEILING), ("for: 1 year", "for: 2 years")], [more(CEILING)]),
    "purpose.about_ceiling": ([more(CEILING), ("for: 1 year", "for: 366 days")], [more(CEILING), ("for: 1 year", "for: 330 days")]),
    "duty.no_clock": ([more("duties: {tax: {law: Art. 1 X, covers: [member.name]}},")], [more(DUTY)]),
    "duty.not_in_force": tuple([AS_OF_2021, ("from: 2026-01-01", "from: 2020-01-01"),
                                more("duties: {tax: {from: %s, covers: [member.name], after: end}}," % law)] for law in ("eu-oss", "nl-fiscal")),
    "duty.over_ceiling": ([more(CEILING + "\n" + DUTY)], [more(CEILING + "\n" + DUTY.replace("7 years", "1 year"))]),
    "keeper.unreachable": ([purpose("basis: contract, applies_when: {member.state: gone}, use_until: end")],
                           [purpose("basis: contract, applies_when: {member.state: here}, use_until: end")]),
    "ceiling.unused": ([more(CEILING), (f"purposes: {{use: {{basis: contract, {NEEDS}", "purposes: {}, duties: {use: {law: Art. 1 X,\n"
                        + NEEDS.replace("needs", "covers"))], [more(CEILING), purpose("basis: contract")]),
    "ceiling.missing": ([clock("use_until: end")], [clock("use_until: end, keep: {for: 0 days, after: end}")]),
    # Purposes and their bases.
    "purpose.no_data": ([plan("")], [plan("needs: [member.name], ")]),
    "purpose.no_basis": ([("basis: contract, ", "")], []),
    "purpose.double_basis": ([purpose("basis: [contract, vital_interests]")], [purpose("basis: [contract]")]),
    "purpose.no_interest": ([purpose("basis: legitimate_interest, assessment: A-1"), OBJECTION],
                            [purpose("basis: legitimate_interest, assessment: A-1, interest: {nl: zo, en: so}"), OBJECTION]),
    "purpose.no_assessment": ([purpose("basis: legitimate_interest, interest: {nl: zo, en: so}"), OBJECTION],
                              [purpose("basis: legitimate_interest, interest: {nl: zo, en: so}, assessment: A-1"), OBJECTION]),
    "assessment.overdue": tuple([purpose("basis: legitimate_interest, interest: {nl: zo, en: so},\n"
                                         f"assessment: {{reference: A-1, review_by: {day}}}"), OBJECTION]
                                for day in ("2026-03-31", "2026-04-01")),
    "purpose.no_law": ([purpose("basis: legal_obligation")], [purpose("basis: legal_obligation, law: Art. 1 X")]),
    "purpose.no_consent": ([purpose("basis: consent"), WITHDRAWAL], [purpose(CONSENT), WITHDRAWAL]),
    "purpose.implied_consent": ([purpose(CONSENT.replace("opt_in", "implied")), WITHDRAWAL], [purpose(CONSENT), WITHDRAWAL]),
    "purpose.consent_opt_out": ([purpose(CONSENT.replace("opt_in", "opt_out")), WITHDRAWAL], [purpose(CONSENT), WITHDRAWAL]),
    "purpose.no_evidence": ([purpose(CONSENT.replace(", evidence: form", "")), WITHDRAWAL], [purpose(CONSENT), WITHDRAWAL]),
    "purpose.no_channels": ([purpose("basis: contract, kind: marketing")], [purpose("basis: contract, kind: marketing, channels: [post]")]),
    "purpose.channel_needs_consent": ([purpose("basis: contract, kind: marketing, channels: [email]")],
                                      [purpose("basis: contract, kind: marketing, channels: [email], applies_when: {member.state: here}")]),
    "purpose.not_the_party": (firm(LEFT, "basis: contract,", "member.name, member.left"),
                              firm(LEFT, "basis: vital_interests,", "member.name, member.left")),
    "purpose.before_notice": ([purpose("basis: contract, from: 2025-12-31")], [purpose("basis: contract, from: 2026-01-01")]),
    "purpose.as_processor": ([more("promises: {role: processor},")], [more("promises: {role: controller},")]),
    # Recipients and transfers.
    "recipients.not_said": ([("recipients: {},", "cookies: {},")], []),
    "recipient.no_contract": ([recipient(contract="")], [recipient()]),
    "contract.overdue": tuple([recipient(contract=f"contract: {{kind: agreement, reference: C-1, review_by: {day}}}, ")]
                              for day in ("2026-03-31", "2026-04-01")),
    "recipient.no_purpose": ([recipient(purposes="")], [recipient()]),
    "recipient.no_fields": ([recipient(fields="")], [recipient()]),
    "recipient.purpose_not_of_field": ([recipient(purposes="purposes: [score], "), score("member.state")],
                                       [recipient(purposes="purposes: [score], "), score("member.name")]),
    "recipient.field_without_purpose": ([recipient(), ("[member.name, member.state", "[member.state")], [recipient()]),
    "recipient.category_only": ([recipient(last="category: true")], [recipient(last="category: false")]),
    "recipient.no_country": ([recipient(country="")], [recipient()]),
    "recipient.no_transfer": ([recipient(country="country: US, ")], [recipient(country="country: NZ, ")]),
    "transfer.unknown": ([recipient(country=SHIELD, last="transfer: {mechanism: sccs}")], [recipient(country=SHIELD, last="transfer: {mechanism: scc}")]),
    "transfer.void": ([recipient(country=SHIELD, last="transfer: {mechanism: eu-us-privacy-shield}")],
                      [recipient(country=SHIELD, last="transfer: {mechanism: scc}")]),
    "transfer.unchecked": tuple([recipient(country=SHIELD, last=f"transfer: {{mechanism: swiss-us-dpf, checked_on: {day}}}")]
                                for day in ("2025-03-31", "2025-04-01")),
    "transfer.derogation": tuple([recipient(country=SHIELD, last="transfer: {mechanism: %s}" % name)] for name in ("derogation", "scc")),
    "transfer.contested": tuple([recipient(country=SHIELD, last=f"transfer: {{mechanism: {name}, checked_on: 2026-01-01}}")]
                                for name in ("eu-us-dpf", "scc")),
    "recipient.unauthorised": ([recipient("sub_processor")], [recipient("sub_processor", last="authorised: A-1")]),
    "recipient.sale_forbidden": tuple([seller(), ("in_force", f"promises: {{sale: {sale}}},\nin_force")] for sale in ("forbidden", "allowed")),
    "recipient.sale_without_consent": tuple([seller(last=last), ("}},\nrecords", "}}, promises: {sale: with_consent},\nrecords"),
                                             purpose(CONSENT), ("portability", "portability, withdrawal"), ("channels: [mail]}", "\nchannels: [mail]}")]
                                            for last in ("title: {nl: M, en: M}", "consent: use")),
    "recipient.no_log": ([recipient(log="")], [recipient()]),
    "recipient.no_notify": ([recipient("licence")], [seller("licence")]),
    "evidence.overdue": tuple([recipient(last=f"security_evidence: {{reference: E-1, review_by: {day}}}")] for day in ("2026-03-31", "2026-04-01")),
    # Promises.
    "promise.sharing": tuple([recipient(kind), ("in_force", "promises: {sharing: none},\nin_force")] for kind in ("controller", "processor")),
    "promise.disclosure": tuple([recipient("controller", last=f"basis: {basis}"), ("in_force", "\npromises: {discloses_only_for: [contract]}, in_force")]
                                for basis in ("legitimate_interest", "contract")),
    "promise.cookies": tuple([more("promises: {cookies_only: [functional]}, cookies: {seen: {is: %s}}," % kind)] for kind in ("tracking", "functional")),
    "promise.not_personal": tuple([more("promises: {not_personal: [member.%s]}," % field)] for field in ("name", "state")),
    "promise.informs_late": tuple([more("promises: {informs_within: %s}," % period)] for period in ("32 days", "1 month")),
    "promise.processing": tuple([more("promises: {processes_only_for: [%s]}," % only), score("member.name")] for only in ("use", "use, score")),
    "promise.storage": tuple([more("promises: {stores_only: [%s]}," % only)]
                             for only in ("member.state, member.end", "member.name, member.state, member.end")),
    "promise.users": tuple([more("promises: {used_only_by: [%s]}," % only)] for only in ("clerk", "clerk, timer")),
    "promise.retention": ([more("promises: {states: [retention]},"), clock("use_until: end")],
                          [more("promises: {states: [basis]},"), clock("use_until: end, keep: {for: 0 days, after: end}")]),
    "promise.basis": tuple([more("promises: {states: [basis]},"), purpose(f"basis: [{bases}]")] for bases in ("contract, vital_interests", "contract")),
    # Who, where, and how it is run.
    "controller.is_a_person": ([controller("country: NL, is: person")], [controller("country: NL, is: organisation")]),
    "controller.two_names": ([controller("country: NL, also_named: [Klub]")], [controller("country: NL, website: example.nl")]),
    "controller.no_contact": ([("name: Club, contact: c@example.nl", "name: Club")], []),
    "controller.no_address": ([("address: Laan 1, ", "")], []),
    "controller.no_country": ([(", country: NL", "")], []),
    "country.unknown": tuple([recipient(country="country: %s, " % code, last="transfer: {mechanism: scc}")] for code in ("UK", "GB")),
    "controller.no_representative": ([controller("\ncountry: US")], [controller("\ncountry: US, representative: {name: R, contact: r@example.nl}")]),
    "dpo.not_said": ([("dpo: none, ", "")], []),
    "dpo.conflict": ([("dpo: none, authority", "\ndpo: {contact: d@example.nl, also: [director]}, authority")],
                     [("dpo: none, authority", "\ndpo: {contact: d@example.nl}, authority")]),
    "authority.not_said": ([(" authority: nl-ap,", "")], []),
    "authority.unknown": ([("nl-ap", "nl-pa")], []),
    "statement.placeholder": ([("nl: slot, en: lock", 'nl: "[s]", en: s')], [("nl: slot, en: lock", 'nl: "(s)", en: s')]),
    "systems.not_said": ([("systems: {crm: {records: [member]}}, ", "")], []),
    "record.no_system": tuple([NOTE, ("needs: [", "\nneeds: [note.t, "), ("records: [member]", "records: [%s]" % held)] for held in ("member", "member, note")),
    "system.host_elsewhere": tuple([recipient(), ("crm: {", "crm: {host: mailer, countries: %s, " % country), ("security", "\nsecurity")] for country in ("DE", "NL")),
    "system.no_transfer": tuple([("crm: {", "crm: {countries: %s, " % country), ("security", "\nsecurity")] for country in ("US", "NZ")),
    "system.host_not_recipient": tuple([recipient(), ("crm: {", "crm: {host: %s, " % host), ("security", "\nsecurity")] for host in ("cloud", "mailer")),
    "cookie.setter_not_recipient": tuple([recipient(), ("in_force", "\ncookies: {like: {is: social, set_by: %s}}, in_force" % by)] for by in ("social", "mailer")),
    "tenant.no_instruction": ([more(TENANT.replace(", instruction: I-1", "") + ",")], [more(TENANT + ",")]),
    "security.not_said": ([("security: [{nl: slot, en: lock}], ", "")], []),
    "backups.not_said": ([(", backups: [{of: db, every: P1D, keep: P9D}]", "")], []),
    "breach.no_contact": ([(" breach: {contact: mail},", "")], []),
    "mandatory.no_consequence": ([name("{category: person.name, mandatory: true}")], [name("{category: person.name, mandatory: false}")]),
    "disclosure.no_approver": ([more("disclosures: {court: {inform: required}},")], [more("disclosures: {court: {inform: required, approver: clerk}},")]),
    "jurisdiction.no_residency": ([more("jurisdictions: [{law: us-ccpa}],")], [more("jurisdictions: [{law: us-ccpa, residency: member.state}],")]),
    "jurisdiction.sale_opt_out": tuple([seller(), ("in_force", "\njurisdictions: [{law: us-ccpa, residency: member.state}], in_force"),
                                        ("portability", offered), ("channels: [mail]}", "\nchannels: [mail]}")]
                                       for offered in ("portability", "portability, objection")),
    "jurisdiction.term_too_long": tuple([more("jurisdictions: [{law: us-ccpa, residency: member.state, answer_within: %s}]," % term)]
                                         for term in ("46 days", "45 days")),
    "operators.no_roles": ([("roles: [clerk], ", "")], []),
    "operators.no_service": ([(", service: [timer]", "")], []),
    "cadence.missing": ([("cadence: {every: 1 month, look_ahead: 1 month}, ", "")], []),
    "cadence.overshoot": ([more(CEILING), ("look_ahead: 1 month", "look_ahead: 27 days")], [more(CEILING)]),
    "cadence.too_far_ahead": ([more(CEILING), ("look_ahead: 1 month", "look_ahead: 2 months")], [more(CEILING)]),
    # Notices.
    "notice.not_said": ([(" in_force: {from: 2026-01-01, notice: v1},", "")], []),
    "notice.gap": tuple([more("notices: [{version: v0, from: 2025-01-01, until: %s}, {version: v1, from: 2026-01-01}]," % until)]
                        for until in ("2025-12-30", "2025-12-31")),
    "notice.overdue": tuple([more("notices: [{version: v1, from: 2026-01-01, review_by: %s}]," % day)] for day in ("2026-03-31", "2026-04-01")),
    # Profiling and anonymisation.
    "profiling.not_said": ([(" profiling: {},", "")], []),
    "profiling.no_basis": ([profiling(f"\n{LOGIC}, {EFFECT}")], [profiling(f"\n{LOGIC}, {EFFECT}, purpose: use")]),
    "profiling.partial_inputs": tuple([profiling(f"\n{LOGIC}, {EFFECT}, purpose: use, inputs: [member.name], inputs_are: {how}")]
                                      for how in ("partial", "complete")),
    "profiling.input_not_needed": tuple([profiling(f"\n{LOGIC}, {EFFECT}, purpose: score, inputs: [member.name], output: member.state"),
                                         score(needs)] for needs in ("member.name", "member.name, member.state")),
    "profiling.no_logic": ([profiling(f"\n{EFFECT}, purpose: use")], [profiling(f"\n{EFFECT}, purpose: use, {LOGIC}")]),
    "profiling.no_effect": ([profiling(f"\n{LOGIC}, purpose: use")], [profiling(f"\n{LOGIC}, purpose: use, {EFFECT}")]),
    "profiling.no_human": ([profiling(f"\n{LOGIC}, {EFFECT}, purpose: use, decides: true")],
                           [profiling(f"\n{LOGIC}, {EFFECT}, purpose: use, decides: true, human: clerk")]),
    "recipe.small_groups": ([more(RECIPE % 4)], [more(RECIPE % 5)]),
    "recipe.keeps_identity": tuple([more(RECIPE.replace("[member.state]", f"[member.{field}]") % 5)] for field in ("name", "state")),
    # Rights, and how people are recognised.
    "rights.not_said": ([(BASE.splitlines()[4], "cookies: {},")], []),
    "rights.incomplete": ([("erasure, restriction", "erasure")], []),
    "rights.no_term": ([("answer_within: 1 month, ", "")], []),
    "rights.vague_term": ([("answer_within: 1 month", "answer_within: unspecified"), ("channels", "\nchannels")],
                          [("answer_within: 1 month", "answer_within: 4 weeks"), ("channels", "\nchannels")]),
    "rights.term_too_long": ([("answer_within: 1 month", "answer_within: 45 days")], [("answer_within: 1 month", "answer_within: 4 weeks")]),
    "rights.no_channel": ([(", channels: [mail]", "")], []),
    "rights.only_in_writing": ([rights("only_in_writing: true")], [rights("only_in_writing: false")]),
    "rights.no_withdrawal": ([purpose(CONSENT), ("], answer_within", "],\nanswer_within")], [purpose(CONSENT), WITHDRAWAL]),
    "identity.copy_first": ([rights("identity: [copy]")], [rights("identity: [known_contact, copy]")]),
    "identity.only_in_person": ([rights("identity: [in_person]")], [rights("identity: [known_contact, in_person]")]),
    "cooling_off.too_long": tuple([more("cooling_off: {for: %s, applies_to: [account_deletion]}," % period)] for period in ("6 weeks", "1 week")),
    "cooling_off.erasure": tuple([more("cooling_off: {for: 1 week, applies_to: [%s]}," % what)] for what in ("erasure", "account_deletion")),
}


def policy(code, changes):
    text = BASE
    for old, new in changes:
        if text.count(old) < 1:
            raise SystemExit(f"{code}: the base does not hold {old!r}")
        text = text.replace(old, new, 1)
    return HEAD + "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) + "\n"


def all_policies():
    return {FOLDER / code / file: policy(code, changes)
            for code, pair in CASES.items() for file, changes in zip(("triggers.yaml", "neighbour.yaml"), pair)}


def problems():
    made = all_policies()
    found = [f"{path.relative_to(FOLDER)}: not what policies.py writes" for path, text in made.items()
             if not path.is_file() or path.read_text(encoding="utf-8") != text]
    found += [f"{path.relative_to(FOLDER)}: nothing writes this" for path in FOLDER.glob("*/*") if path not in made]
    for code in CASES:
        lines = [made[FOLDER / code / file].splitlines() for file in ("triggers.yaml", "neighbour.yaml")]
        if len(lines[0]) != len(lines[1]):
            found.append(f"{code}: {len(lines[0])} lines trigger it, and its neighbour has {len(lines[1])}")
        if len(lines[0]) > MOST_LINES:
            found.append(f"{code}: {len(lines[0])} lines")
        found += [f"{code}: a line of {len(line)} columns: {line}" for line in lines[0] + lines[1] if len(line) > MOST_COLUMNS]
    return found


if __name__ == "__main__":
    if sys.argv[1] == "write":
        for path, text in all_policies().items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    broken = problems()
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
