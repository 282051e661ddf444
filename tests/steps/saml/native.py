"""Signs on by SAML that the program speaks itself, and then sends it what an attacker would: 56 answers, each in an attempt of
its own, and more. An honest one lets Cy in; of the others nobody comes in, no account is made, and each leaves one line."""

import sys

import agreed
import elsewhere
import sealed
from answers import CASES, EITHER, IN, TOO_LARGE, alone, changed, forge, text, unsigned_rights
from asking import FAULTS, answered, cy, holds, lets_in, ours, refused, sent, whose

ACS = f"{ours}/sso/direct/acs"


def judges():
    """All 56, after one by which Cy has an account here."""
    _, raw, relay = answered()
    holds("an answer lets in", sent(raw, relay)[:2] == (303, True))
    honest = whose()
    for name, make, wanted, *why in CASES:
        action, raw, relay = answered()
        outcome = sent(make(raw) if make else raw, relay if make else "other")
        is_honest = lets_in(outcome) and whose() == honest
        is_out = outcome == (413, False, 0, 0, []) if TOO_LARGE in why else refused(outcome, *why)
        fits = {IN: is_honest, EITHER: is_honest or is_out}.get(wanted, is_out)
        holds(f"{name}: {wanted}", action == ACS and fits, (action, outcome))


def would_be_seen():
    """What is forged lacks nothing but the provider's signature."""
    _, raw, relay = answered()
    outcome = sent(changed(forge)(raw), relay)
    holds("the forged one is somebody else, if the provider signs it", outcome == (303, True, 1, 1, []), outcome)
    _, raw, relay = answered()
    outcome = sent(text(unsigned_rights(alone(raw))), relay)
    holds("what stands in an Object of the signature gives no rights", refused(outcome, "rules"), outcome)


def is_good_once():
    _, raw, relay = answered()
    holds("an answer lets in", lets_in(sent(raw, relay)))
    holds("and not a second time", refused(sent(raw, relay), "state"))
    _, _, relay = answered()
    holds("nor in another attempt", refused(sent(raw, relay)))
    _, raw, relay = answered()
    holds("nor at another provider's address", refused(sent(raw, relay, f"{ours}/sso/sealed/acs"), "state", "sealed"))
    page = cy.ask(f"{ours}/sso/direct/metadata")
    is_told = page.status == 200 and b"validUntil=" in page.body and ACS.encode() in page.body
    holds("we say who we are, and until when", is_told, page.status)


for part in (judges, would_be_seen, is_good_once, elsewhere.is_nothing, sealed.judges, agreed.changes):
    part()
print(f"{len(CASES) + len(sealed.CASES)} answers, {len(FAULTS)} of all this not so")
sys.exit(1 if FAULTS else 0)
