"""Signs on through Apache with Shibboleth in front of the site, as people do and as people should not."""

import json
import subprocess
import sys

from browse import Browser

ours, site, apache, provider, lyceum, data = sys.argv[1:7]
host = ours.split("//")[1]
FAULTS = []


def places(netloc, path):
    """Apache has the addresses of Shibboleth; the rest of the host is the site's."""
    if netloc != host:
        return netloc
    return apache if path.startswith("/Shibboleth.sso") or path.endswith("/shibboleth") else site


def holds(what, is_so, told=""):
    print(f"{'ok ' if is_so else 'BAD'} {what}")
    if not is_so:
        FAULTS.append(what)
        print(f"    {told}")


def goes(name, headers=()):
    """Somebody goes the whole way; gives their browser and the last answer."""
    browser = Browser(places, headers)
    page = browser.follow(browser.ask(f"{ours}/sso/uni/start?to=/settings/"))
    page = browser.follow(browser.send(page, username=name, password=f"{name}pw"))
    # The provider's page posts by itself, where scripts are on.
    return browser, browser.follow(browser.send(page))


def asked(name):
    """Somebody goes as far as the provider's answer, which is in the form of the page."""
    browser = Browser(places)
    page = browser.follow(browser.ask(f"{ours}/sso/uni/start?to=/settings/"))
    return browser, browser.follow(browser.send(page, username=name, password=f"{name}pw"))


def has_session(browser):
    """Whether Shibboleth knows the browser: then the site would be told whom it knows."""
    return any(name.startswith("_shibsession_") for name in browser.cookies.get(host, {}))


def is_in(browser):
    return browser.ask(f"{ours}/settings/").status == 200


def members():
    told = subprocess.run([lyceum, "member", "list", "--institution", "northfield", "--json", "--data", data], capture_output=True, check=True)
    return len(json.loads(told.stdout))


browser, page = goes("cy")
holds("staff come in, and where they wanted to go", page.url == f"{ours}/settings/" and page.status == 200, (page.url, page.status, page.body[-900:]))
holds("the site knows their name", b"Cy" in page.body)
holds("an encrypted assertion was read", members() == 1)
again, page = goes("cy")
holds("the same person the next time", is_in(again) and members() == 1)

# What this browser did not ask for lets it in nowhere: else whoever holds an account could make somebody else use it.
begun = Browser(places)
begun.follow(begun.ask(f"{ours}/sso/uni/start?to=/settings/"))
for what, browser in [("that has asked nothing", Browser(places)), ("that has asked, too", begun)]:
    _, page = asked("cy")
    end = browser.follow(browser.send(page))
    refused = end.status >= 400 and not has_session(browser) and not is_in(browser)
    holds(f"an answer to somebody else's request is refused in a browser {what}", refused, (end.status, end.url))
holds("nor does a session come of it later", begun.ask(f"{ours}/Shibboleth.sso/Session").body.count(b"northfield.example/entity") == 0)
victim = Browser(places)
unasked = f"http://{provider}/saml2/idp/SSOService.php?spentityid={ours}/shibboleth"
page = victim.follow(victim.ask(unasked))
page = victim.follow(victim.send(page, username="cy", password="cypw"))
action = page.form().action
end = victim.follow(victim.send(page))
refused = end.status >= 400 and not has_session(victim) and not is_in(victim)
holds("an answer that nobody asked for is refused", action == f"{ours}/Shibboleth.sso/SAML2/POST" and refused, (action, end.status, end.url))
_, page = goes("cy")
holds("and the next one comes in as before", page.url == f"{ours}/settings/" and page.status == 200, (page.status, page.url))
holds("Shibboleth tells nobody of itself", Browser(places).ask(f"{ours}/Shibboleth.sso/Status").status >= 400)

# What a browser writes itself is worth nothing, whether Shibboleth knows of it or not.
SPOOFED = [
    ("affiliation", "staff@northfield.example"),
    ("unscoped-affiliation", "staff"),
    ("entitlement", "staff@northfield.example"),
    ("assurance", "spoofed"),
    ("pairwise-id", "0@northfield.example"),
    ("Lyceum-Shibboleth", "0123456789abcdef0123456789abcdef"),
    ("REMOTE_USER", "cy"),
]
browser, page = goes("di")
holds("a student is not let in by a rule for staff", page.status == 403 and not is_in(browser), (page.status, page.url))
browser, page = goes("di", SPOOFED)
holds("nor by headers of their own", page.status >= 400 and not is_in(browser), (page.status, page.url))
browser, page = goes("cy", [("assurance", "spoofed"), ("unscoped-affiliation", "spoofed"), ("schacHomeOrganization", "spoofed")])
holds("headers of one's own change nothing of what is said", is_in(browser) and members() == 1, (page.status, page.url))
browser, page = goes("mal")
holds("what only another university could say is dropped", page.status == 403 and not is_in(browser), (page.status, page.url))
browser = Browser(places, SPOOFED + [("Shib-Identity-Provider", "https://idp.northfield.example/entity"), ("Shib-Session-ID", "_1")])
page = browser.ask(f"{ours}/sso/uni/shibboleth?state=x")
holds("without a session of Shibboleth's one is sent to the provider, or away", page.status != 303 and not is_in(browser), page.status)
ordinary = Browser(lambda netloc, path: site, SPOOFED)
holds("on the site's own port the route is not there", ordinary.ask(f"{ours}/sso/uni/shibboleth?state=x").status == 404)
holds("one account came of all this", members() == 1)
sys.exit(f"{len(FAULTS)} of these are not so" if FAULTS else 0)
