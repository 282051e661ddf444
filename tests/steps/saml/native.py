"""Signs on by SAML that the program speaks itself, and then sends it what an attacker would: 56 answers, each in an attempt of
its own. An honest one lets Cy in; of the others nobody comes in and no account is made."""

import base64
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from xml.dom import minidom

from browse import Browser

ours, site, lyceum, data, folder = sys.argv[1:6]
host = ours.split("//")[1]
ACS = f"{ours}/sso/direct/acs"
P, A = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
DS = "http://www.w3.org/2000/09/xmldsig#"
FAULTS = []
cy = Browser(lambda netloc, path: site if netloc == host else netloc)


def run(*words):
    return subprocess.run([lyceum, *words, "--data", data], capture_output=True, text=True)


def members():
    return len(json.loads(run("member", "list", "--institution", "northfield", "--json").stdout))


def answered(slug="direct"):
    """A new attempt, as far as the provider's answer: where it is sent, and its two fields."""
    cy.cookies.setdefault(host, {}).pop("__Host-session", None)
    page = cy.follow(cy.ask(f"{ours}/sso/{slug}/start?to=/settings/"))
    if "username" in page.form().fields:
        page = cy.follow(cy.send(page, username="cy", password="cypw"))
    form = page.form()
    return form.action, form.fields["SAMLResponse"], form.fields["RelayState"]


def sent(raw, relay, to=ACS):
    page = cy.ask(to, {"SAMLResponse": base64.b64encode(raw).decode(), "RelayState": relay})
    return page.status, "__Host-session" in cy.cookies[host]


# What an answer is made of.
def parsed(raw):
    return minidom.parseString(raw)


def text(doc):
    return doc.documentElement.toxml().encode()


def kids(node, name, space):
    return [child for child in node.childNodes if child.nodeType == child.ELEMENT_NODE and (child.localName, child.namespaceURI) == (name, space)]


def one(doc, name, space=A):
    return doc.getElementsByTagNameNS(space, name)[0]


def assertion(doc):
    return kids(doc.documentElement, "Assertion", A)[0]


def signature(node):
    return (kids(node, "Signature", DS) or [None])[0]


def drop(node):
    node.parentNode.removeChild(node)


def alone(raw):
    """As the provider made it, but for the signature over the whole."""
    doc = parsed(raw)
    drop(signature(doc.documentElement))
    return doc


def forged(node):
    """A copy that says somebody else, and is signed by nobody."""
    copy = node.cloneNode(True)
    if signature(copy):
        copy.removeChild(signature(copy))
    copy.setAttribute("ID", "_forged")
    for value in copy.getElementsByTagNameNS(A, "AttributeValue"):
        if value.firstChild and "@" in value.firstChild.data:
            value.firstChild.data = "forged@northfield.example"
    copy.getElementsByTagNameNS(A, "NameID")[0].firstChild.data = "FORGED"
    return copy


def signed(doc, key=("--privkey-pem", f"{folder}/idp.key"), algorithm=None, canonical=None, certificate=None):
    """Signs the assertion again, as its first signature stands, but for what is said otherwise."""
    seal = signature(assertion(doc))
    for name in ("DigestValue", "SignatureValue"):
        value = one(seal, name, DS)
        while value.firstChild:
            value.removeChild(value.firstChild)
    if algorithm:
        one(seal, "SignatureMethod", DS).setAttribute("Algorithm", algorithm)
    if canonical:
        one(seal, "CanonicalizationMethod", DS).setAttribute("Algorithm", canonical)
        seal.getElementsByTagNameNS(DS, "Transform")[1].setAttribute("Algorithm", canonical)
    about = kids(seal, "KeyInfo", DS)[0]
    if certificate:
        lines = open(certificate, encoding="ascii").read().splitlines()
        one(about, "X509Certificate", DS).firstChild.data = "".join(line for line in lines if "---" not in line)
    seal.removeChild(about)
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(text(doc))
        file.flush()
        where = "//*[local-name()='Assertion']/*[local-name()='Signature']"
        made = subprocess.run(
            ["xmlsec1", "--sign", *key, "--id-attr:ID", f"{A}:Assertion", "--node-xpath", where, file.name],
            capture_output=True,
        )
    if made.returncode:
        sys.exit(f"xmlsec1 cannot sign: {made.stderr.decode()[:400]}")
    again = parsed(made.stdout)
    seal = signature(assertion(again))
    seal.insertBefore(again.importNode(about, True), one(seal, "SignatureValue", DS).nextSibling)
    return text(again)


def changed(change, **how):
    """The provider itself says something wrong."""

    def made(raw):
        doc = alone(raw)
        change(doc)
        return signed(doc, **how)

    return made


def wrapped(change):
    """Something false is put around, beside or into what is signed."""

    def made(raw):
        doc = alone(raw)
        root, true = doc.documentElement, assertion(doc)
        change(doc, root, true, forged(true))
        return text(doc)

    return made


def in_whole(change):
    """The same with an answer that is signed as a whole."""

    def made(raw):
        doc, first = parsed(raw), parsed(raw)
        drop(signature(first.documentElement))
        root, true = doc.documentElement, assertion(doc)
        root.setAttribute("ID", "_whole")
        change(doc, root, true, doc.importNode(first.documentElement, True))
        return text(doc)

    return made


def around(doc, root, true, false):
    root.replaceChild(false, true)
    false.appendChild(true)


def moved(doc, root, true, false, inside=False, copied=False):
    seal = true.removeChild(signature(true))
    root.replaceChild(false, true)
    false.insertBefore(seal, false.childNodes[1])
    if copied:
        seal.appendChild(doc.createElementNS(DS, "ds:Object")).appendChild(true)
    else:
        (seal if inside else root).appendChild(true)


def in_extensions(doc, root, true, false):
    box = doc.createElementNS(P, "samlp:Extensions")
    box.appendChild(false)
    root.insertBefore(box, root.childNodes[1])


def in_advice(doc, root, true, false):
    true.appendChild(doc.createElementNS(A, "saml:Advice")).appendChild(false)


def same_id(first):
    def change(doc, root, true, false):
        false.setAttribute("ID", true.getAttribute("ID"))
        root.insertBefore(false, true) if first else root.appendChild(false)

    return change


def polluted(doc, root, true, false):
    false.setAttributeNS(A, "saml:ID", true.getAttribute("ID"))
    root.insertBefore(false, true)


def whole_in_seal(doc, root, true, first):
    root.replaceChild(forged(true), true)
    signature(root).appendChild(first)


def whole_beside(doc, root, true, first):
    root.replaceChild(forged(true), true)
    root.insertBefore(first, signature(root))


def forge(doc):
    true = assertion(doc)
    false = forged(true)
    false.setAttribute("ID", true.getAttribute("ID"))
    false.insertBefore(signature(true), false.childNodes[1])
    doc.documentElement.replaceChild(false, true)


def sets(find, name, value):
    return lambda doc: find(doc).setAttribute(name, value)


def confirmation(doc):
    return one(doc, "SubjectConfirmationData")


def conditions(doc):
    return one(doc, "Conditions")


def without_request(doc):
    doc.documentElement.removeAttribute("InResponseTo")
    confirmation(doc).removeAttribute("InResponseTo")


def another_request(doc):
    doc.documentElement.setAttribute("InResponseTo", "_x")
    confirmation(doc).setAttribute("InResponseTo", "_x")


def says(find, words):
    def change(doc):
        find(doc).firstChild.data = words

    return change


def unknown_condition(doc):
    odd = conditions(doc).appendChild(doc.createElementNS(A, "saml:Condition"))
    odd.setAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "xsi:type", "x:Foo")


def replaced(before, after, count=-1):
    def made(raw):
        raw = text(alone(raw))
        assert before in raw, before
        return raw.replace(before, after, count)

    return made


def with_doctype(doctype, word=None):
    def made(raw):
        raw = text(alone(raw))
        return doctype + (raw.replace(b"staff@", word + b"@") if word else raw)

    return made


def changed_value(raw):
    return text(alone(raw)).replace(b"staff@northfield", b"admin@northfield")


def unsigned(raw):
    doc = parsed(raw)
    drop(signature(doc.documentElement))
    drop(signature(assertion(doc)))
    return text(doc)


def half_unsigned(raw):
    doc = parsed(raw)
    drop(signature(assertion(doc)))
    return text(doc)


def in_name(raw):
    return re.sub(rb"(<saml:NameID[^>]*>_)(\w{4})", rb"\1<!--x-->\2", text(alone(raw)))


BOMB = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + step, (b"&%c;" % (97 + step)) * 10) for step in range(8)
) + b"]>"
EVIL_KEY, EVIL = ("--privkey-pem", f"{folder}/evil.key"), f"{folder}/evil.pem"
OTHER = "https://idp.eastbridge.example/entity"
THERE = f"{ours}/sso/other/acs"
IN, OUT, EITHER = "in", "out", "either"
CASES = [
    ("as the provider makes it", lambda raw: raw, IN),
    ("only the assertion signed", lambda raw: text(alone(raw)), IN),
    ("signed once more by the provider", changed(lambda doc: None), IN),
    ("the assertion's signature taken out", half_unsigned, OUT),
    ("no signature", unsigned, OUT),
    ("a value changed", changed_value, OUT),
    ("a forged one before it", wrapped(lambda doc, root, true, false: root.insertBefore(false, true)), OUT),
    ("a forged one behind it", wrapped(lambda doc, root, true, false: root.appendChild(false)), OUT),
    ("a forged one around it", wrapped(around), OUT),
    ("its signature in a forged one", wrapped(moved), OUT),
    ("itself in its signature in a forged one", wrapped(lambda *all: moved(*all, inside=True)), OUT),
    ("a forged one in Extensions", wrapped(in_extensions), OUT),
    ("itself in an Object of its signature", wrapped(lambda *all: moved(*all, copied=True)), OUT),
    ("the whole in its signature, a forged one outside", in_whole(whole_in_seal), OUT),
    ("the whole beside its signature, a forged one outside", in_whole(whole_beside), OUT),
    ("the same ID, forged first", wrapped(same_id(True)), OUT),
    ("the same ID, forged last", wrapped(same_id(False)), OUT),
    ("a forged one in Advice", wrapped(in_advice), OUT),
    ("an ID in a namespace", wrapped(polluted), OUT),
    ("another root around it", lambda raw: b"<root>" + text(alone(raw)) + b"</root>", OUT),
    ("a comment in a value", replaced(b"staff@north", b"sta<!--x-->ff@north"), EITHER),
    ("a comment in the name", in_name, EITHER),
    ("the same text as CDATA", replaced(b"staff@northfield.example", b"<![CDATA[staff@northfield.example]]>"), EITHER),
    ("an instruction that hides text", replaced(b"staff@north", b"<?x staff@?>admin@north"), OUT),
    ("an instruction in a value", replaced(b"staff@north", b"sta<?x y?>ff@north"), OUT),
    ("an entity", with_doctype(b'<!DOCTYPE r [<!ENTITY e "staff">]>', b"&e;"), OUT),
    ("a DOCTYPE", with_doctype(b"<!DOCTYPE r>"), OUT),
    ("an entity from a file", with_doctype(b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>', b"&e;"), OUT),
    ("entities that grow", with_doctype(BOMB, b"&i;"), OUT),
    ("twenty thousand deep", replaced(b"</samlp:Response>", b"<x>" * 20000 + b"</x>" * 20000 + b"</samlp:Response>"), OUT),
    ("five megabytes", replaced(b"</samlp:Response>", b"<x>" + b"a" * 5_000_000 + b"</x></samlp:Response>"), OUT),
    ("forged with a key and a certificate of one's own", changed(forge, key=EVIL_KEY, certificate=EVIL), OUT),
    ("forged with a key of one's own", changed(forge, key=EVIL_KEY), OUT),
    (
        "forged with the certificate as a secret",
        changed(forge, key=("--hmackey", f"{folder}/idp.pem"), algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
        OUT,
    ),
    ("signed with SHA-1", changed(lambda doc: None, algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"), OUT),
    ("signed with its comments", changed(lambda doc: None, canonical="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"), OUT),
    ("for another site", changed(says(lambda doc: one(doc, "Audience"), OTHER)), OUT),
    ("for everybody", changed(lambda doc: drop(one(doc, "AudienceRestriction"))), OUT),
    ("for another address", changed(sets(confirmation, "Recipient", THERE)), OUT),
    ("sent to another address", changed(sets(lambda doc: doc.documentElement, "Destination", THERE)), OUT),
    ("to another request", changed(another_request), OUT),
    ("confirmed for another request", changed(sets(confirmation, "InResponseTo", "_x")), OUT),
    ("to no request", changed(without_request), OUT),
    ("too old", changed(sets(conditions, "NotOnOrAfter", "2020-01-01T00:00:00Z")), OUT),
    ("confirmed too long ago", changed(sets(confirmation, "NotOnOrAfter", "2020-01-01T00:00:00Z")), OUT),
    ("not yet", changed(sets(conditions, "NotBefore", "2099-01-01T00:00:00Z")), OUT),
    ("said by another provider", changed(says(lambda doc: kids(assertion(doc), "Issuer", A)[0], OTHER)), OUT),
    ("sent by another provider", changed(says(lambda doc: kids(doc.documentElement, "Issuer", A)[0], OTHER)), OUT),
    ("a refusal with an assertion", changed(sets(lambda doc: one(doc, "StatusCode", P), "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder")), OUT),
    ("confirmed by nothing", changed(lambda doc: drop(one(doc, "SubjectConfirmation"))), OUT),
    ("nothing of how they showed who they are", changed(lambda doc: drop(one(doc, "AuthnStatement"))), OUT),
    ("a session that is over", changed(sets(lambda doc: one(doc, "AuthnStatement"), "SessionNotOnOrAfter", "2020-01-01T00:00:00Z")), OUT),
    ("a condition that nobody knows", changed(unknown_condition), OUT),
    ("another state", None, OUT),
    ("no XML", lambda raw: b"hello", OUT),
    ("nothing", lambda raw: b"", OUT),
]


def holds(what, is_so, told=""):
    print(f"{'ok ' if is_so else 'BAD'} {what}")
    if not is_so:
        FAULTS.append(what)
        print(f"    {told}")


known = members()
for name, make, wanted in CASES:
    action, answer, relay = answered()
    if action != ACS:
        holds(f"{name} is sent to {action}", False)
    raw = base64.b64decode(answer)
    status, is_in = sent(make(raw) if make else raw, relay if make else "other")
    fits = {IN: status == 303 and is_in, OUT: 400 <= status < 500 and not is_in, EITHER: is_in == (status == 303)}[wanted]
    holds(f"{name}: {wanted}", fits, (status, is_in))
holds("one person came of all this, the same as through Shibboleth or not", members() <= known + 1, members())

action, answer, relay = answered()
raw = base64.b64decode(answer)
holds("an answer lets in", sent(raw, relay)[0] == 303)
cy.cookies[host].pop("__Host-session")
holds("and not a second time", sent(raw, relay) == (403, False))
_, _, relay = answered()
holds("nor in another attempt", sent(raw, relay) == (403, False))
_, answer, relay = answered()
holds("nor at another provider's address", sent(base64.b64decode(answer), relay, f"{ours}/sso/sealed/acs") == (403, False))
action, answer, relay = answered("sealed")
holds("an answer that is encrypted for us lets in", b"EncryptedAssertion" in base64.b64decode(answer) and sent(base64.b64decode(answer), relay, action)[0] == 303)
page = cy.ask(f"{ours}/sso/direct/metadata")
holds("we say who we are, and until when", page.status == 200 and b"validUntil=" in page.body and ACS.encode() in page.body, page.status)



def adds(name, *words):
    return run(
        "sso", "add", f"wrong-{name}", "--institution", "northfield", "--name", "x", "--kind", "saml",
        "--issuer", "https://idp.northfield.example/entity", "--speaks-for", "northfield.example",
        "--metadata", f"{folder}/{name}.xml", "--metadata-certificate", f"{folder}/federation.pem", *words,
    )


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
]
for what, name, words in WRONG:
    told = adds(name)
    holds(f"metadata that {what} is not taken", told.returncode == 2 and words in told.stderr, told.stderr)
told = adds("direct", "--own-key-file", f"{folder}/sp.key", "--own-certificate-file", f"{folder}/evil.pem")
holds("nor a key with another's certificate", told.returncode == 2 and "another key" in told.stderr, told.stderr)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


places = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *all: Quiet(*all, directory=folder))
threading.Thread(target=places.serve_forever, daemon=True).start()
there = f"127.0.0.1:{places.server_port}"
os.environ["LYCEUM_FETCH__INTERNAL_HOSTS"] = json.dumps([there])


def turns(what, words, wanted, slug="direct"):
    told = run("sso", "refresh", slug, "--institution", "northfield", *words)
    holds(f"{what}: {wanted or 'taken'}", told.returncode == (2 if wanted else 0) and wanted in told.stderr, told.stderr)


OURS, THEIRS = f"{folder}/federation.pem", f"{folder}/evil.pem"
turns("an address, where it is read from then on", ["--metadata", f"http://{there}/direct.xml"], "")
turns("one from an address that is good for less long", ["--metadata", f"http://{there}/soon.xml"], "older")
turns("the same by hand", ["--metadata", f"{folder}/soon.xml"], "")
turns("what is at the address again", [], "")
turns("one that another has signed", ["--metadata", f"{folder}/stranger.xml"], "cannot be taken")
turns("the other's certificate for what is at the address", ["--metadata-certificate", THEIRS], "cannot be taken")
turns("the other's certificate, and what they signed", ["--metadata", f"{folder}/stranger.xml", "--metadata-certificate", THEIRS], "")
turns("then what the first has signed", ["--metadata", f"{folder}/direct.xml"], "cannot be taken")
turns("and the first one's certificate again", ["--metadata-certificate", OURS], "")
turns("a key of ours with another's certificate", ["--own-key-file", f"{folder}/sp.key", "--own-certificate-file", THEIRS], "another key", "sealed")
turns("another key of ours", ["--own-key-file", f"{folder}/evil.key", "--own-certificate-file", THEIRS], "", "sealed")
action, answer, relay = answered("sealed")
holds("an answer for the key before is not read", sent(base64.b64decode(answer), relay, action) == (403, False))
turns("the first key again", ["--own-key-file", f"{folder}/sp.key", "--own-certificate-file", f"{folder}/sp.pem"], "", "sealed")
action, answer, relay = answered("sealed")
holds("and then it is", sent(base64.b64decode(answer), relay, action)[0] == 303)
told = run("sso", "test", "direct", "--institution", "northfield")
holds("what is known of it is told", told.returncode == 0 and "good until" in told.stdout, told.stdout + told.stderr)
print(f"{len(CASES)} answers, {len(FAULTS)} of all this not so")
sys.exit(1 if FAULTS else 0)
