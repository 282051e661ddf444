"""Comes from a course as people do, and as people should not: first to a tool that is not ours, then to the site.

python3 launches.py ISSUER REFERENCE SITE ADDRESS LYCEUM DATA COHORT, where ADDRESS is where the site listens.
"""

import json
import subprocess
import sys
import urllib.parse as up

from browse import Browser

issuer, reference, site, address, lyceum, data, cohort = sys.argv[1:8]
HOST = up.urlsplit(site).netloc
FAULTS = []
# What the tool that is not ours lets through is for a tool to judge; we judge it.
HOSTILE = [
    "audience", "no-audience", "deployment", "nonce", "expired", "ahead", "issuer", "party", "version", "message", "role",
    "subject", "target", "key", "none", "secret", "stripped", "state",
]  # fmt: skip
LEFT_TO_THE_TOOL = {"party", "role", "target"}


def places(netloc, _path):
    return address if netloc == HOST else netloc


def holds(what, is_so, told=""):
    print(f"{'ok ' if is_so else 'BAD'} {what}")
    if not is_so:
        FAULTS.append(what)
        print(f"    {told}")


def ours(*words):
    """What the command says as JSON."""
    told = subprocess.run([lyceum, *words, "--institution", "northfield", "--data", data], capture_output=True, check=True)
    return told.stdout.decode()


def asked(browser, **wish):
    """As far as the platform's answer, which is in the form of the page."""
    page = browser.ask(f"{issuer}/go?{up.urlencode(wish)}")
    return browser.follow(page if page.status == 302 else browser.send(page))


def launched(browser, **wish):
    return browser.follow(browser.send(asked(browser, **wish)))


def member_of(browser):
    return browser.ask(f"{site}/settings/").status == 200


def refusals():
    admin = Browser(places)
    name, _, value = ours("session", "new", "--member", "gareth-lloyd").strip().partition("=")
    admin.cookies[HOST] = {name: value}
    sheet = admin.ask(f"{site}/admin/audit/lines.csv").body.decode()
    return sheet.count("lti.refuse")


def members():
    return len(json.loads(ours("member", "list", "--json")))


def is_a_platform():
    """The tool that is not ours takes what is honest, and refuses what it judges."""
    for kind in ("link", "deep"):
        end = launched(Browser(places), tool="reference", user="cy", kind=kind)
        said = json.loads(end.body) if end.status == 200 else {}
        is_read = said.get("people") == ["u-cy", "u-di", "u-em"] and said.get("deep") == (kind == "deep")
        holds(f"PyLTI1p3 takes a launch of the simulator ({kind}), and reads its roll", is_read, end.body)
    for evil in HOSTILE:
        end = launched(Browser(places), tool="reference", user="di", evil=evil)
        if evil in LEFT_TO_THE_TOOL:
            holds(f"PyLTI1p3 leaves it to us: {evil}", end.status == 200, (end.status, end.body))
        else:
            holds(f"PyLTI1p3 refuses: {evil}", end.status >= 400, (end.status, end.body))


def lets_in():
    before = members()
    for way in ({}, {"get": "1"}):
        browser = Browser(places)
        page = launched(browser, user="di", **way)
        is_there = page.status == 200 and f"/c/{cohort}/" in page.url
        holds(f"a learner comes into the cohort {way}", is_there and member_of(browser), (page.status, page.url, page.body[-600:]))
    holds("and is one person here, not two", members() == before + 1, (before, members()))


def refuses():
    for evil in HOSTILE:
        browser, people, lines = Browser(places), members(), refusals()
        page = launched(browser, user="em", evil=evil)
        is_out = 400 <= page.status < 500 and not member_of(browser)
        counted = (members() - people, refusals() - lines)
        holds(f"no way in: {evil}", is_out and counted == (0, 1), (page.status, counted))
    browser = Browser(places)
    page = asked(browser, user="di")
    browser.follow(browser.send(page))
    browser.cookies.pop(HOST)
    again = browser.follow(browser.send(page))
    holds("a launch is good once", again.status == 403 and not member_of(browser), again.status)
    page, stranger = asked(Browser(places), user="di"), Browser(places)
    end = stranger.follow(stranger.send(page))
    holds("and in the browser that asked for it", end.status == 403 and not member_of(stranger), end.status)


def picks():
    browser, lines = Browser(places), refusals()
    page = launched(browser, user="di", kind="deep")
    holds("a learner picks nothing for a course", page.status == 403 and refusals() == lines + 1, page.status)
    browser = Browser(places)
    page = launched(browser, user="cy", kind="deep")
    holds("whoever teaches is shown what can be linked", page.status == 200 and page.form().action == "/lti/pick", page.status)
    end = browser.send(browser.send(page))
    said = json.loads(end.body) if end.status == 200 else {}
    items = said.get("https://purl.imsglobal.org/spec/lti-dl/claim/content_items", [])
    holds("and the platform takes what they chose, as ours", len(items) == 1 and items[0]["type"] == "ltiResourceLink", end.body)
    holds("with its own word", said.get("https://purl.imsglobal.org/spec/lti-dl/claim/data") == "as-it-came", said)


def reads_the_roll():
    before = members()
    ours("lti", "sync", "moodle")
    holds("who is in the course is here, and whoever left it is not", members() == before + 1, (before, members()))
    again = ours("lti", "sync", "moodle")
    holds("and it is so the second time", members() == before + 1 and "0 came, 0 moved, 0 left" in again, again)
    keys = json.loads(Browser(places).ask(f"{site}/lti/jwks").body)["keys"]
    public = {"kty", "kid", "use", "alg", "n", "e"}
    holds("what we publish of our key is for everybody", keys and all(set(key) <= public for key in keys), keys)
    verified = subprocess.run([lyceum, "audit", "verify", "--data", data], capture_output=True)
    holds("the audit holds together", verified.returncode == 0, verified.stdout)


for part in (is_a_platform, lets_in, refuses, reads_the_roll, picks):
    part()
sys.exit(f"{len(FAULTS)} faults" if FAULTS else 0)
