"""Writes what a federation says of one provider: its metadata, good for a week, with room for a signature. With a name it is
the provider's metadata alone, which the program itself reads; all but
`direct` and `soon` are as it must not be."""

import datetime
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
until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
if name == "sha1":
    SIGNATURE = SIGNATURE.replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
if name == "digest":
    SIGNATURE = SIGNATURE.replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")
if name == "wants":
    entity = entity.replace("<md:IDPSSODescriptor ", '<md:IDPSSODescriptor WantAuthnRequestsSigned="1" ')
if name == "posts":
    entity = re.sub(r'(<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-)Redirect', r"\1POST", entity)
good = "" if name == "endless" else f' validUntil="{until:%Y-%m-%dT%H:%M:%SZ}"'
if name:
    head, body = re.match(r"(<md:EntityDescriptor [^>]*)>(.*)", entity, re.DOTALL).groups()
    whole = f'{head} ID="federation"{good}>{SIGNATURE}{body}'
else:
    root = f'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="federation"{good}'
    whole = f"<md:EntitiesDescriptor {root}>{SIGNATURE}{entity}</md:EntitiesDescriptor>"
with open(target, "w", encoding="utf-8") as out:
    out.write(whole)
