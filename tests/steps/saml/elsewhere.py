"""Brings what the provider said to where it was not said: to another browser, to another institution, and a second time."""

import base64
import re
import urllib.parse as up
import zlib

from answers import DS, alone, assertion, changed, confirmation, one, says, signature, text
from asking import answered, browser, cy, holds, host, lets_in, ours, refused, sent

EAST = ours.replace("northfield", "eastbridge")


def in_another_browser():
    """Whoever has an account could make somebody else use it, or use what somebody else was answered."""
    asked = browser()
    asked.ask(f"{ours}/sso/direct/start")
    for what, by in [("that has asked nothing", browser()), ("that has asked, too", asked)]:
        action, raw, relay = answered()
        outcome = sent(raw, relay, action, by)
        holds(f"what was said to one browser is refused in another {what}", refused(outcome, "state"), outcome)
        outcome = sent(raw, relay, action)
        holds("and afterwards in its own", refused(outcome, "state"), outcome)
    action, raw, relay = answered()
    cy.cookies[host].pop("__Host-sso")
    outcome = sent(raw, relay, action)
    holds("and in its own without the cookie of the attempt", refused(outcome, "state"), outcome)
    action, raw, relay = answered()
    holds("which comes with the next one", lets_in(sent(raw, relay, action)))


def named(name):
    """The provider signs an assertion of this name."""

    def change(doc):
        assertion(doc).setAttribute("ID", name)
        one(signature(assertion(doc)), "Reference", DS).setAttribute("URI", f"#{name}")

    return changed(change)


def a_second_time():
    _, raw, relay = answered()
    first = alone(raw)
    holds("an answer lets in", lets_in(sent(raw, relay)))
    _, raw, relay = answered()
    doc = alone(raw)
    doc.documentElement.replaceChild(doc.importNode(assertion(first), True), assertion(doc))
    outcome = sent(text(doc), relay)
    holds("its assertion does not, in another response to another attempt", refused(outcome), outcome)
    _, raw, relay = answered()
    outcome = sent(named(assertion(first).getAttribute("ID"))(raw), relay)
    holds("nor does a new one of its name, though the provider signs it", refused(outcome), outcome)
    _, raw, relay = answered()
    outcome = sent(named("_another")(raw), relay)
    holds("which does under another", lets_in(outcome), outcome)


def begun():
    """A new attempt at eastbridge: the name of its request, and its state."""
    asks = dict(up.parse_qsl(up.urlsplit(cy.ask(f"{EAST}/sso/direct/start?to=/settings/").headers["Location"]).query))
    request = zlib.decompress(base64.b64decode(asks["SAMLRequest"]), -15).decode()
    return re.search(r' ID="([^"]+)"', request).group(1), asks["RelayState"]


def meant(request, recipient=EAST, audience=EAST):
    """The provider says it to eastbridge, but for what is said otherwise."""

    def change(doc):
        doc.documentElement.setAttribute("InResponseTo", request)
        doc.documentElement.setAttribute("Destination", f"{EAST}/sso/direct/acs")
        confirmation(doc).setAttribute("InResponseTo", request)
        confirmation(doc).setAttribute("Recipient", f"{recipient}/sso/direct/acs")
        says(lambda doc: one(doc, "Audience"), f"{audience}/sso/direct/metadata")(doc)

    return changed(change)


def at_another_institution():
    """Both know the provider; what it says to one is nothing to the other."""

    def comes(what, make, fits):
        _, raw, relay = answered()
        request, state = begun()
        outcome = sent(*make(raw, relay, request, state), f"{EAST}/sso/direct/acs", cy, EAST)
        holds(f"said to northfield, at eastbridge: {what}", fits(outcome), outcome)

    def is_out(why):
        return lambda outcome: refused(outcome, why, house="eastbridge")

    def is_new(outcome):
        return outcome == (303, True, 1, 1, [])

    comes("as it is", lambda raw, relay, request, state: (raw, relay), is_out("state"))
    comes("in an attempt there", lambda raw, relay, request, state: (raw, state), is_out("assertion"))
    comes("for northfield", lambda raw, relay, request, state: (meant(request, audience=ours)(raw), state), is_out("assertion"))
    comes("to northfield", lambda raw, relay, request, state: (meant(request, recipient=ours)(raw), state), is_out("assertion"))
    comes("for eastbridge, and to it", lambda raw, relay, request, state: (meant(request)(raw), state), is_new)


def is_nothing():
    for part in (in_another_browser, a_second_time, at_another_institution):
        part()
