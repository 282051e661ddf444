"""Writes what a federation says of one provider: its metadata, good for a week, with room for a signature. With a name it is
the provider's metadata alone, which the program itself reads; all but
`direct`, `soon`, `brief`, `both` and `next` are as it must not be."""

import datetime
import os
import re
import sys

SIGNATURE = """<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<ds:Reference URI="#federation"><ds:Transforms>
<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>
</ds:SignedInfo><ds:SignatureValue/></ds:Signature>"""

source, target = sys.argv[1:3]
entity = re.sub(r"<\?xml.*?\?>", "", open(source, encoding="utf-8").read()).strip()
name = sys.argv[3] if len(sys.argv) > 3 else ""
days = {"old": -7, "soon": 3, "far": 60}.get(name, 7)
left = datetime.timedelta(seconds=6) if name == "brief" else datetime.timedelta(days=days)
until = datetime.datetime.now(datetime.timezone.utc) + left
if name == "sha1":
    SIGNATURE = SIGNATURE.replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
if name == "digest":
    SIGNATURE = SIGNATURE.replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")
if name == "wants":
    entity = entity.replace("<md:IDPSSODescriptor ", '<md:IDPSSODescriptor WantAuthnRequestsSigned="1" ')
if name == "posts":
    entity = re.sub(r'(<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-)Redirect', r"\1POST", entity)
KEY = re.compile(r'<md:KeyDescriptor use="signing">.*?</md:KeyDescriptor>', re.DOTALL)
if name in ("both", "next"):
    with open(f"{os.path.dirname(target)}/next.pem", encoding="ascii") as file:
        certificate = "".join(line for line in file.read().splitlines() if "---" not in line)
    old = KEY.search(entity).group()
    new = re.sub(r"(<ds:X509Certificate>).*?<", rf"\g<1>{certificate}<", old, flags=re.DOTALL)
    entity = entity.replace(old, old + new if name == "both" else new)
if name == "secretive":
    entity = KEY.sub(lambda key: key.group().replace('"signing"', '"encryption"'), entity)
if name == "keyless":
    entity = KEY.sub("", entity)
good = "" if name == "endless" else f' validUntil="{until:%Y-%m-%dT%H:%M:%SZ}"'
if name and name != "twice":
    head, body = re.match(r"(<md:EntityDescriptor [^>]*)>(.*)", entity, re.DOTALL).groups()
    whole = f'{head} ID="federation"{good}>{SIGNATURE}{body}'
else:
    root = f'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="federation"{good}'
    whole = f"<md:EntitiesDescriptor {root}>{SIGNATURE}{entity * (2 if name else 1)}</md:EntitiesDescriptor>"
with open(target, "w", encoding="utf-8") as out:
    out.write(whole)
