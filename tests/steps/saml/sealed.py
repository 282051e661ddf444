"""Answers that are encrypted for us, as nobody but an attacker makes them: whoever wants to can encrypt for us, so what is inside
is worth no more than what comes in the open."""

import subprocess
import sys
import tempfile

import answers as made
from answers import A, DS, EVIL, EVIL_KEY, IN, OUT, P, around, assertion, drop, forged, in_advice, moved, one, parsed, signature, text
from asking import answered, folder, holds, lets_in, refused, sent, whose

E = "http://www.w3.org/2001/04/xmlenc#"
GCM, CBC = "http://www.w3.org/2009/xmlenc11#aes128-gcm", f"{E}aes128-cbc"
BOX = f"""<xenc:EncryptedData xmlns:xenc="{E}" Type="{E}Element"><xenc:EncryptionMethod Algorithm="%s"/>
<ds:KeyInfo xmlns:ds="{DS}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{E}rsa-oaep-mgf1p"/>
<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>"""


def xmlsec(*words):
    told = subprocess.run(["xmlsec1", *words], capture_output=True)
    if told.returncode:
        sys.exit(f"xmlsec1 {words[0]} fails: {told.stderr.decode()[:400]}")
    return told.stdout


def within(doc, inside, how=GCM):
    """An element with this in it, encrypted, whatever it is."""
    with tempfile.NamedTemporaryFile() as box, tempfile.NamedTemporaryFile() as content:
        box.write((BOX % how).encode())
        content.write(inside)
        box.flush()
        content.flush()
        data = xmlsec(
            "--encrypt", "--pubkey-cert-pem", f"{folder}/sp.pem", "--session-key", "aes-128", "--binary-data", content.name, box.name
        )
    element = doc.createElementNS(A, "saml:EncryptedAssertion")
    element.setAttribute("xmlns:saml", A)
    element.appendChild(doc.importNode(parsed(data).documentElement, True))
    return element


def opened(raw):
    """The answer as it was before the provider encrypted it, and before it signed the whole."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(raw)
        file.flush()
        doc = parsed(xmlsec("--decrypt", "--privkey-pem", f"{folder}/sp.key", file.name))
    drop(signature(doc.documentElement))
    box = one(doc, "EncryptedAssertion")
    box.parentNode.replaceChild(one(box, "Assertion"), box)
    # Out of its box it is read with the names that it has itself.
    return parsed(text(doc))


def plain(node):
    return node.toxml().encode()


def unsigned(node):
    copy = node.cloneNode(True)
    copy.removeChild(signature(copy))
    return copy


def sealed(change, how=GCM):
    """In the place of the assertion stands, encrypted, what is made of it."""

    def make(raw):
        doc = opened(raw)
        true = assertion(doc)
        inside = change(doc, true, forged(true))
        doc.documentElement.replaceChild(within(doc, inside, how), true)
        return text(doc)

    return make


def wrapped(change):
    """Something false is put around, beside or into what is signed, and all of it encrypted."""

    def inside(doc, true, false):
        change(doc, doc.documentElement, true, false)
        kept = [child for child in doc.documentElement.childNodes if child.localName == "Assertion"]
        whole = b"".join(plain(child) for child in kept)
        for child in kept:
            if child is not kept[0]:
                drop(child)
        if kept[0] is not true:
            doc.documentElement.replaceChild(true, kept[0])
        return whole

    return sealed(inside)


def beside(change, is_named=False):
    """What is encrypted is the provider's own; something forged stands beside it, which may have the same NameID."""

    def make(raw):
        doc = opened(raw)
        root, true = doc.documentElement, assertion(doc)
        box = within(doc, plain(true))
        root.replaceChild(box, true)
        false = forged(true)
        if is_named:
            one(false, "NameID").firstChild.data = one(true, "NameID").firstChild.data
        change(doc, root, box, false)
        return text(doc)

    return make


def signed(make, key, certificate=None):
    """The response around it is signed by somebody."""

    def again(raw):
        doc = parsed(make(raw))
        seal = doc.importNode(signature(parsed(raw).documentElement), True)
        doc.documentElement.insertBefore(seal, one(doc, "Issuer").nextSibling)
        return made.sealed_again(doc, doc.documentElement, f"{P}:Response", key, certificate=certificate)

    return again


def by_a_stranger(doc, true, false):
    copy = parsed(text(doc))
    made.forge(copy)
    return plain(assertion(parsed(made.signed(copy, EVIL_KEY))))


def in_object(doc, root, true, false):
    signature(true).appendChild(doc.createElementNS(DS, "ds:Object")).appendChild(false)


def with_rights(doc, true, false):
    return plain(assertion(made.unsigned_rights(doc)))


def in_extensions(raw):
    """The whole that the provider signed stands in one that nobody did."""
    doc, whole = opened(raw), parsed(raw).documentElement
    root, true = doc.documentElement, assertion(doc)
    root.setAttribute("ID", "_outside")
    root.replaceChild(within(doc, plain(forged(true))), true)
    box = doc.createElementNS(P, "samlp:Extensions")
    box.appendChild(doc.importNode(whole, True))
    root.insertBefore(box, root.childNodes[1])
    return text(doc)


def in_signature(raw):
    """The same, in its own signature."""
    doc, whole = opened(raw), parsed(raw).documentElement
    root, true = doc.documentElement, assertion(doc)
    root.setAttribute("ID", "_outside")
    root.replaceChild(within(doc, plain(forged(true))), true)
    seal = doc.importNode(whole.removeChild(signature(whole)), True)
    root.insertBefore(seal, root.childNodes[1])
    seal.appendChild(doc.createElementNS(DS, "ds:Object")).appendChild(doc.importNode(whole, True))
    return text(doc)


def twice(doc, root, box, false):
    box.appendChild(within(doc, plain(false)).firstChild)


PROVIDER = ("--privkey-pem", f"{folder}/idp.key")
TRUE = sealed(lambda doc, true, false: plain(true))
BARE = sealed(lambda doc, true, false: plain(unsigned(true)))
FALSE = sealed(lambda doc, true, false: plain(false))
CASES = [
    ("as the provider makes it", lambda raw: raw, IN),
    ("what the provider signed, encrypted again", TRUE, IN),
    ("so that it could be changed, and the provider signed the whole", signed(sealed(lambda doc, true, false: plain(true), CBC), PROVIDER), IN),
    ("so that it could be changed, and nobody signed the whole", sealed(lambda doc, true, false: plain(true), CBC), OUT),
    ("so that it could be changed, and a stranger signed the whole", signed(sealed(lambda doc, true, false: plain(true), CBC), EVIL_KEY), OUT),
    ("its signature taken out", BARE, OUT),
    ("its signature taken out, and a stranger signed the whole", signed(BARE, EVIL_KEY, EVIL), OUT),
    ("its signature taken out, and the provider signed the whole", signed(BARE, PROVIDER), OUT),
    ("forged", FALSE, OUT),
    ("forged, and a stranger signed the whole in the provider's name", signed(FALSE, EVIL_KEY), OUT),
    ("forged, and a stranger signed it", sealed(by_a_stranger), OUT),
    ("a plain forged one before it", beside(lambda doc, root, box, false: root.insertBefore(false, box)), OUT),
    ("a plain forged one behind it", beside(lambda doc, root, box, false: root.appendChild(false)), OUT),
    ("a plain one before it that says of the same name what is forged", beside(lambda doc, root, box, false: root.insertBefore(false, box), is_named=True), OUT),
    ("a plain one behind it that says of the same name what is forged", beside(lambda doc, root, box, false: root.appendChild(false), is_named=True), OUT),
    ("an encrypted forged one before it", beside(lambda doc, root, box, false: root.insertBefore(within(doc, plain(false)), box)), OUT),
    ("a forged one in the same element", beside(twice), OUT),
    ("the whole of the provider in Extensions of a forged one", in_extensions, OUT),
    ("the whole of the provider in its signature in a forged one", in_signature, OUT),
    ("inside, a forged one before it", wrapped(lambda doc, root, true, false: root.insertBefore(false, true)), OUT),
    ("inside, a forged one behind it", wrapped(lambda doc, root, true, false: root.appendChild(false)), OUT),
    ("inside, a forged one around it", wrapped(around), OUT),
    ("inside, itself in its signature in a forged one", wrapped(lambda *all: moved(*all, inside=True)), OUT),
    ("inside, itself in an Object of its signature", wrapped(lambda *all: moved(*all, copied=True)), OUT),
    ("inside, a forged one in an Object of its signature", wrapped(in_object), OUT),
    ("inside, rights in an Object of its signature", sealed(with_rights), OUT, "rules"),
    ("inside, a forged one in Advice", wrapped(in_advice), OUT),
    ("inside, a whole response", sealed(lambda doc, true, false: text(doc)), OUT),
    ("inside, an encrypted one", sealed(lambda doc, true, false: plain(within(doc, plain(true)))), OUT),
]


def judges():
    action, raw, relay = answered("sealed")
    outcome = sent(raw, relay, action)
    holds("an answer that is encrypted for us lets in", b"EncryptedAssertion" in raw and outcome == (303, True, 1, 1, []), outcome)
    honest = whose()
    for name, make, wanted, *why in CASES:
        action, raw, relay = answered("sealed")
        outcome = sent(make(raw), relay, action)
        is_honest, is_out = lets_in(outcome) and whose() == honest, refused(outcome, *why or ["assertion"], "sealed")
        fits = {IN: is_honest, OUT: is_out}[wanted]
        holds(f"encrypted, {name}: {wanted}", fits, outcome)
