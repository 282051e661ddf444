"""Asks the site as people do, and looks up in its books what came of it."""

import base64
import collections
import json
import sqlite3
import subprocess
import sys

from browse import Browser

ours, site, lyceum, data, folder = sys.argv[1:6]
host = ours.split("//")[1]
# The provider's metadata stands on a port of its own; every institution is on the site's.
port = host.rpartition(":")[2]
LINES = """SELECT slug, details FROM audit JOIN institutions ON institutions.id = institution_id
    WHERE verb = 'sso.refuse' AND audit.id > ? ORDER BY audit.id"""
BOOKS = sqlite3.connect(f"file:{data}/lyceum.db?mode=ro", uri=True)
FAULTS = []


def browser():
    return Browser(lambda netloc, path: site if netloc.endswith(f".localhost:{port}") else netloc)


cy = browser()


def run(*words):
    return subprocess.run([lyceum, *words, "--data", data], capture_output=True, text=True)


def holds(what, is_so, told=""):
    print(f"{'ok ' if is_so else 'BAD'} {what}")
    if not is_so:
        FAULTS.append(what)
        print(f"    {told}")


def answered(slug="direct", by=cy, at=ours):
    """A new attempt, as far as the provider's answer: where it is sent, and its two fields."""
    by.cookies.setdefault(at.split("//")[1], {}).pop("__Host-session", None)
    page = by.follow(by.ask(f"{at}/sso/{slug}/start?to=/settings/"))
    if "username" in page.form().fields:
        page = by.follow(by.send(page, username="cy", password="cypw"))
    form = page.form()
    return form.action, base64.b64decode(form.fields["SAMLResponse"]), form.fields["RelayState"]


Outcome = collections.namedtuple("Outcome", "status is_in members sessions lines")


def counted(ask, by=cy, at=ours):
    """What comes of a request: its status, whether it leaves a session, and how many members, sessions and lines of a refusal
    there are more in the books."""
    jar = by.cookies.setdefault(at.split("//")[1], {})
    jar.pop("__Host-session", None)
    before = BOOKS.execute("SELECT coalesce(max(id), 0) FROM audit").fetchone()[0]
    people, sessions = numbers()
    page = ask()
    lines = [(house, *map(json.loads(said).get, ("provider", "why"))) for house, said in BOOKS.execute(LINES, (before,))]
    after = numbers()
    return Outcome(page.status, "__Host-session" in jar, after[0] - people, after[1] - sessions, lines)


def numbers():
    return BOOKS.execute("SELECT (SELECT count(*) FROM members), (SELECT count(*) FROM sessions)").fetchone()


def whose():
    """Whose session is the newest."""
    return BOOKS.execute("SELECT member_id FROM sessions ORDER BY created_at DESC, id DESC LIMIT 1").fetchone()[0]


def sent(raw, relay, to=f"{ours}/sso/direct/acs", by=cy, at=ours):
    fields = {"SAMLResponse": base64.b64encode(raw).decode(), "RelayState": relay}
    return counted(lambda: by.ask(to, fields), by, at)


def lets_in(outcome):
    """Somebody is in who was here before."""
    return outcome == (303, True, 0, 1, [])


def refused(outcome, why="assertion", slug="direct", house="northfield"):
    """Nobody is in, nobody was made, and one line says why."""
    return outcome == (403, False, 0, 0, [(house, slug, why)])
