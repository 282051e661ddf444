"""What the provider says, taken apart and put together again: as it is, as an attacker would have it, and as a provider that errs
would say it. Each case is a name, what it makes of an honest answer, and what has to become of it."""

import re
import subprocess
import sys
import tempfile
from xml.dom import minidom

from asking import folder, ours

P, A = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
DS = "http://www.w3.org/2000/09/xmldsig#"


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
    """A copy that says somebody else, of the staff as well, and is signed by nobody: if it were believed, they would be in."""
    copy = node.cloneNode(True)
    if signature(copy):
        copy.removeChild(signature(copy))
    copy.setAttribute("ID", "_forged")
    for value in copy.getElementsByTagNameNS(A, "AttributeValue"):
        if value.firstChild and "@" in value.firstChild.data and not value.firstChild.data.startswith("staff@"):
            value.firstChild.data = "forged@northfield.example"
    copy.getElementsByTagNameNS(A, "NameID")[0].firstChild.data = "FORGED"
    return copy


def signed(doc, key=("--privkey-pem", f"{folder}/idp.key"), algorithm=None, canonical=None, certificate=None):
    """Signs the assertion again, as its first signature stands, but for what is said otherwise."""
    return sealed_again(doc, assertion(doc), f"{A}:Assertion", key, algorithm, canonical, certificate)


def sealed_again(doc, node, kind, key, algorithm=None, canonical=None, certificate=None):
    """Signs the assertion or the whole, in the place of the signature that is there."""
    seal = signature(node)
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
        where = f"//*[local-name()='{node.localName}']/*[local-name()='Signature']"
        made = subprocess.run(
            ["xmlsec1", "--sign", *key, "--id-attr:ID", kind, "--node-xpath", where, file.name],
            capture_output=True,
        )
    if made.returncode:
        sys.exit(f"xmlsec1 cannot sign: {made.stderr.decode()[:400]}")
    again = parsed(made.stdout)
    seal = signature(again.documentElement if node is doc.documentElement else assertion(again))
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


def unsigned_rights(doc):
    """The provider does not say that they are staff; the part of its signature that it does not sign says so."""
    said = assertion(doc).getElementsByTagNameNS(A, "AttributeStatement")[0].cloneNode(True)
    for value in assertion(doc).getElementsByTagNameNS(A, "AttributeValue"):
        if value.firstChild and value.firstChild.data.startswith("staff@"):
            drop(value)
    again = parsed(signed(doc))
    box = signature(assertion(again)).appendChild(again.createElementNS(DS, "ds:Object"))
    box.appendChild(again.importNode(said, True))
    return again


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
TOO_LARGE = "too large to be read"
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
    ("five megabytes", replaced(b"</samlp:Response>", b"<x>" + b"a" * 5_000_000 + b"</x></samlp:Response>"), OUT, TOO_LARGE),
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
    ("another state", None, OUT, "state"),
    ("no XML", lambda raw: b"hello", OUT),
    ("nothing", lambda raw: b"", OUT),
]
