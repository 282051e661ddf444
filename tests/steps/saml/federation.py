"""Writes what a federation says of one provider: its metadata, good for a week, with room for a signature. With a name it is
the provider's metadata alone, which the program itself reads; `old` and `endless` are as it must not be."""

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
until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=7)
name = sys.argv[3] if len(sys.argv) > 3 else ""
if name == "old":
    until -= datetime.timedelta(days=14)
good = "" if name == "endless" else f' validUntil="{until:%Y-%m-%dT%H:%M:%SZ}"'
if name:
    head, body = re.match(r"(<md:EntityDescriptor [^>]*)>(.*)", entity, re.DOTALL).groups()
    whole = f'{head} ID="federation"{good}>{SIGNATURE}{body}'
else:
    root = f'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="federation"{good}'
    whole = f"<md:EntitiesDescriptor {root}>{SIGNATURE}{entity}</md:EntitiesDescriptor>"
with open(target, "w", encoding="utf-8") as out:
    out.write(whole)
