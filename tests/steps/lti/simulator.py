"""A small course platform that speaks LTI 1.3: one course of three people, launches of it, honest and hostile, and its roll.

python3 simulator.py PORT SITE ADDRESS REFERENCE, where SITE is the site's own address, ADDRESS where it listens, and
REFERENCE the address of a tool that is not ours. `/go?tool=site|reference&user=di&kind=link|deep&evil=…` begins a launch as
a link in a course does.
"""

import html
import json
import secrets
import sys
import time
import urllib.parse as up
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

PORT, SITE, ADDRESS, REFERENCE = int(sys.argv[1]), *sys.argv[2:5]
ISSUER, DEPLOYMENT, COURSE = f"http://127.0.0.41:{PORT}", "deploy-7", "course-42"
# The tools by their client id.
TOOLS = {"site": SITE, "reference": REFERENCE}
OURS, OTHERS = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
PUBLIC = {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key())), "kid": "p1", "use": "sig", "alg": "RS256"}
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
ROLL = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
PEOPLE = {
    "cy": ("Cy Staff", "cy@beta.example.ac.uk", "Instructor", "Active"),
    "di": ("Di Learner", "di@beta.example.ac.uk", "Learner", "Active"),
    "em": ("Em Mentor", "em@beta.example.ac.uk", "Mentor", "Inactive"),
}
TOKENS, SEEN = set(), set()


def hostile(evil, now, client):
    """What a launch says that nobody may believe."""
    return {
        "audience": {"aud": "someone-else"},
        "no-audience": {"aud": []},
        "deployment": {LTI + "deployment_id": "other"},
        "nonce": {"nonce": "stale"},
        "expired": {"exp": now - 600, "iat": now - 900},
        "ahead": {"iat": now + 3600, "exp": now + 7200},
        "issuer": {"iss": "http://127.0.0.41:1"},
        "party": {"aud": [client, "x"], "azp": "x"},
        "version": {LTI + "version": "1.0"},
        "message": {LTI + "message_type": "LtiSubmissionReviewRequest"},
        "role": {LTI + "roles": ["http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator"]},
        "subject": {"sub": ""},
        "target": {LTI + "target_link_uri": "https://elsewhere.example/c/"},
    }.get(evil, {})


def launch(client, user, nonce, kind, evil):
    """The signed token of a launch."""
    name, mail, role, _ = PEOPLE[user]
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": client,
        "sub": "u-" + user,
        "iat": now,
        "exp": now + 300,
        "nonce": nonce,
        "name": name,
        "email": mail,
        LTI + "version": "1.3.0",
        LTI + "deployment_id": DEPLOYMENT,
        LTI + "roles": [ROLE + role],
        LTI + "target_link_uri": f"{TOOLS[client]}/lti/launch",
        LTI + "context": {"id": COURSE, "label": "MENT1", "title": "Mentoring 1"},
        LTI + "message_type": "LtiResourceLinkRequest",
        LTI + "resource_link": {"id": "link-1", "title": "Forum"},
        ROLL: {"context_memberships_url": f"{ISSUER}/roll/{COURSE}", "service_versions": ["2.0"]},
    }
    if kind == "deep":
        claims[LTI + "message_type"] = "LtiDeepLinkingRequest"
        del claims[LTI + "resource_link"]
        claims[DEEP + "deep_linking_settings"] = {
            "deep_link_return_url": ISSUER + "/picked",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": False,
            "data": "as-it-came",
        }
    claims.update(hostile(evil, now, client))
    if evil == "none":
        return jwt.encode(claims, None, "none", headers={"kid": "p1"})
    if evil == "secret":
        return jwt.encode(claims, "a secret that both would know, of 32 bytes", "HS256", headers={"kid": "p1"})
    signed = jwt.encode(claims, OTHERS if evil == "key" else OURS, "RS256", headers={"kid": "p1"})
    return signed.rsplit(".", 1)[0] + "." if evil == "stripped" else signed


def by_tool(token, audience):
    """What a tool signed, if it did."""
    client = jwt.decode(token, options={"verify_signature": False})["iss"]
    host = up.urlsplit(TOOLS[client]).netloc
    where = f"http://{ADDRESS if client == 'site' else host}/lti/jwks"
    key = jwt.PyJWKClient(where, headers={"Host": host}).get_signing_key_from_jwt(token).key
    return jwt.decode(token, key, ["RS256"], audience=audience, options={"require": ["iss", "exp", "iat"]})


class Platform(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer(dict(up.parse_qsl(up.urlsplit(self.path).query)))

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.answer(dict(up.parse_qsl(self.rfile.read(length).decode())))

    def answer(self, sent):
        place = up.urlsplit(self.path).path
        places = {"/keys": self.keys, "/go": self.begin, "/auth": self.confirm, "/token": self.token, "/picked": self.picked}
        if place == f"/roll/{COURSE}":
            self.roll(int(sent.get("page", 0)))
        elif place in places:
            places[place](sent)
        else:
            self.say(404, {})

    def keys(self, _):
        self.say(200, {"keys": [PUBLIC]})

    def begin(self, sent):
        client = sent.get("tool", "site")
        hint = json.dumps([sent.get("kind", "link"), sent.get("evil", "")])
        fields = {
            "iss": ISSUER,
            "login_hint": sent.get("user", "di"),
            "target_link_uri": f"{TOOLS[client]}/lti/launch",
            "lti_message_hint": hint,
            "client_id": client,
            "lti_deployment_id": DEPLOYMENT,
        }
        if sent.get("get"):
            return self.say(302, {}, Location=f"{TOOLS[client]}/lti/login?{up.urlencode(fields)}")
        return self.form(f"{TOOLS[client]}/lti/login", fields)

    def confirm(self, sent):
        """Core 1.0, 5.1.1.2: the tool asks, and the browser takes the answer back in a form."""
        client = sent.get("client_id", "")
        wanted = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "redirect_uri": f"{TOOLS.get(client)}/lti/launch",
        }
        wrong = [name for name, value in wanted.items() if sent.get(name) != value]
        wrong += [name for name in ("state", "nonce", "login_hint") if not sent.get(name)]
        if wrong:
            return self.say(400, {"error": "invalid_request", "wrong": wrong})
        kind, evil = json.loads(sent["lti_message_hint"])
        token = launch(client, sent["login_hint"], sent["nonce"], kind, evil)
        return self.form(sent["redirect_uri"], {"id_token": token, "state": "forged" if evil == "state" else sent["state"]})

    def token(self, sent):
        """The tool proves itself by its own key, and never twice by one proof."""
        try:
            claims = by_tool(sent["client_assertion"], ISSUER + "/token")
            assert claims["sub"] == claims["iss"] and claims["jti"] not in SEEN
            SEEN.add(claims["jti"])
        except Exception as cause:
            return self.say(400, {"error": "invalid_client", "error_description": repr(cause)})
        token = secrets.token_hex(16)
        TOKENS.add(token)
        return self.say(200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": sent.get("scope", "")})

    def roll(self, page):
        """Names and roles 2.0, one person a page, so that whoever reads one page alone is found out."""
        if self.headers.get("Authorization", "")[7:] not in TOKENS:
            return self.say(401, {})
        members = [
            {"status": status, "user_id": "u-" + user, "name": name, "email": mail, "roles": [ROLE + role]}
            for user, (name, mail, role, status) in PEOPLE.items()
        ]
        address = f"{ISSUER}/roll/{COURSE}"
        more = {"Link": f'<{address}?page={page + 1}>; rel="next"'} if page < len(members) - 1 else {}
        kind = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
        said = {"id": address, "context": {"id": COURSE}, "members": members[page : page + 1]}
        return self.say(200, said, **{"Content-Type": kind, **more})

    def picked(self, sent):
        self.say(200, by_tool(sent["JWT"], ISSUER))

    def form(self, to, fields):
        inputs = "".join(f'<input name="{name}" value="{html.escape(value)}">' for name, value in fields.items())
        self.say(200, f'<form method="post" action="{html.escape(to)}">{inputs}</form>', **{"Content-Type": "text/html"})

    def say(self, status, body, **headers):
        raw = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)


ThreadingHTTPServer(("127.0.0.41", PORT), Platform).serve_forever()
