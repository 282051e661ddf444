"""Changes what is agreed with the provider: what it says of itself, who signs that, and keys."""

import http.server
import json
import os
import subprocess
import threading
import time

from answers import changed
from asking import answered, counted, cy, folder, holds, lets_in, ours, refused, run, sent

ENTITY = "https://idp.northfield.example/entity"
OURS, THEIRS = f"{folder}/federation.pem", f"{folder}/evil.pem"
WRONG = [
    ("is unsigned", "bare", "metadata"),
    ("is signed by a stranger", "stranger", "metadata"),
    ("is too old", "old", "too old"),
    ("has no end", "endless", "validUntil"),
    ("is good for too long", "far", "thirty days"),
    ("is signed with SHA-1", "sha1", "can be forged"),
    ("is signed over SHA-1", "digest", "can be forged"),
    ("wants requests to be signed", "wants", "WantAuthnRequestsSigned"),
    ("has no address for a browser", "posts", "HTTP-Redirect"),
    ("names no key", "keyless", "no key that signs"),
    ("names a key for secrets alone", "secretive", "no key that signs"),
    ("describes two of one name", "twice", "MULTIPLE_METADATA"),
]


def adds(name, *words):
    return run(
        "sso", "add", f"wrong-{name}", "--institution", "northfield", "--name", "x", "--kind", "saml",
        "--issuer", ENTITY, "--speaks-for", "northfield.example",
        "--metadata", f"{folder}/{name}.xml", "--metadata-certificate", f"{folder}/federation.pem", *words,
    )


def takes_nothing_wrong():
    for what, name, words in WRONG:
        told = adds(name)
        holds(f"metadata that {what} is not taken", told.returncode == 2 and words in told.stderr, told.stderr)
    told = adds("direct", "--own-key-file", f"{folder}/sp.key", "--own-certificate-file", f"{folder}/evil.pem")
    holds("nor a key with another's certificate", told.returncode == 2 and "another key" in told.stderr, told.stderr)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


def is_an_address():
    """The folder, as somebody publishes it."""
    places = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *all: Quiet(*all, directory=folder))
    threading.Thread(target=places.serve_forever, daemon=True).start()
    os.environ["LYCEUM_FETCH__INTERNAL_HOSTS"] = json.dumps([f"127.0.0.1:{places.server_port}"])
    return f"http://127.0.0.1:{places.server_port}"


def turns(what, words, wanted, slug="direct"):
    told = run("sso", "refresh", slug, "--institution", "northfield", *words)
    holds(f"{what}: {wanted or 'taken'}", told.returncode == (2 if wanted else 0) and wanted in told.stderr, told.stderr)


def is_read_anew():
    there = is_an_address()
    turns("an address, where it is read from then on", ["--metadata", f"{there}/direct.xml"], "")
    turns("one from an address that is good for less long", ["--metadata", f"{there}/soon.xml"], "older")
    turns("the same by hand", ["--metadata", f"{folder}/soon.xml"], "")
    turns("what is at the address again", [], "")
    turns("one that another has signed", ["--metadata", f"{folder}/stranger.xml"], "cannot be taken")
    turns("the other's certificate for what is at the address", ["--metadata-certificate", THEIRS], "cannot be taken")
    turns("the other's certificate, and what they signed", ["--metadata", f"{folder}/stranger.xml", "--metadata-certificate", THEIRS], "")
    turns("then what the first has signed", ["--metadata", f"{folder}/direct.xml"], "cannot be taken")
    turns("and the first one's certificate again", ["--metadata-certificate", OURS], "")
    told = run("sso", "test", "direct", "--institution", "northfield")
    holds("what is known of it is told", told.returncode == 0 and "good until" in told.stdout, told.stdout + told.stderr)


def writes(name):
    """What the federation says now."""
    raw, document = f"{folder}/{name}.raw", f"{folder}/{name}.xml"
    kind = "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor"
    key = f"{folder}/federation.key,{folder}/federation.pem"
    subprocess.run(["python3", "tests/steps/saml/federation.py", f"{folder}/idp.xml", raw, name], check=True)
    subprocess.run(["xmlsec1", "--sign", "--privkey-pem", key, "--id-attr:ID", kind, "--output", document, raw], check=True, capture_output=True)
    return time.monotonic() + 6


def ends():
    """What is known of it is good for a moment yet; meanwhile something else is tried."""
    end = writes("brief")
    turns("one that is good for a moment", ["--metadata", f"{folder}/brief.xml"], "")
    action, raw, relay = answered()
    holds("until then people come in", lets_in(sent(raw, relay, action)))
    action, raw, relay = answered()
    takes_nothing_wrong()
    opens_with_our_key()
    time.sleep(max(0, end - time.monotonic()))
    holds("then what the provider said before is refused", refused(sent(raw, relay, action), "expired"))
    outcome = counted(lambda: cy.ask(f"{ours}/sso/direct/start?to=/settings/"))
    holds("and nobody is sent there", refused(outcome, "expired"), outcome)
    turns("a new one", ["--metadata", f"{folder}/direct.xml"], "")
    action, raw, relay = answered()
    holds("with which they come in again", lets_in(sent(raw, relay, action)))


NEXT = changed(lambda doc: None, key=("--privkey-pem", f"{folder}/next.key"), certificate=f"{folder}/next.pem")


def has_another_key():
    """First beside the one that it has, then in its place."""
    ways = [("the key before", lambda raw: raw), ("its next key", NEXT)]

    def come(is_good):
        for (what, make), is_in in zip(ways, is_good):
            action, raw, relay = answered()
            outcome = sent(make(raw), relay, action)
            holds(f"signed with {what}: {'in' if is_in else 'out'}", lets_in(outcome) if is_in else refused(outcome), outcome)

    come((True, False))
    turns("its next key, too", ["--metadata", f"{folder}/both.xml"], "")
    come((True, True))
    turns("its next key alone", ["--metadata", f"{folder}/next.xml"], "")
    come((False, True))
    turns("the key before again", ["--metadata", f"{folder}/direct.xml"], "")


def opens_with_our_key():
    turns("a key of ours with another's certificate", ["--own-key-file", f"{folder}/sp.key", "--own-certificate-file", THEIRS], "another key", "sealed")
    turns("another key of ours", ["--own-key-file", f"{folder}/evil.key", "--own-certificate-file", THEIRS], "", "sealed")
    action, raw, relay = answered("sealed")
    holds("an answer for the key before is not read", refused(sent(raw, relay, action), slug="sealed"))
    turns("the first key again", ["--own-key-file", f"{folder}/sp.key", "--own-certificate-file", f"{folder}/sp.pem"], "", "sealed")
    action, raw, relay = answered("sealed")
    holds("and then it is", lets_in(sent(raw, relay, action)))


def changes():
    for part in (ends, has_another_key, is_read_anew):
        part()
