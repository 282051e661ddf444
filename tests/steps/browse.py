"""A browser in a hundred lines: cookies by host, redirects, and the one form of a page."""

import html.parser
import http.client
import urllib.parse as up


class Form(html.parser.HTMLParser):
    """The first form of a page that sends something: every page of ours has one in its head that searches."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "form" and self.action is None and (has.get("method") or "").lower() == "post":
            self.action = has.get("action") or ""
        elif tag in ("input", "button") and self.action is not None and has.get("name"):
            self.fields[has["name"]] = has.get("value") or ""


class Answer:
    def __init__(self, url, status, headers, body):
        self.url, self.status, self.headers, self.body = url, status, headers, body

    def form(self):
        return Form(self.body.decode("utf-8", "replace"))


class Browser:
    """`places` says for a host and its port where to connect to, by the beginning of the path."""

    def __init__(self, places, headers=()):
        self.places, self.headers, self.cookies = places, list(headers), {}

    def ask(self, url, fields=None, origin=None):
        parts = up.urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        address = self.places(parts.netloc, parts.path)
        connection = http.client.HTTPConnection(*address.split(":"), timeout=20)
        connection.putrequest("POST" if fields is not None else "GET", path, skip_host=True)
        connection.putheader("Host", parts.netloc)
        jar = self.cookies.setdefault(parts.netloc, {})
        if jar:
            connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in jar.items()))
        if origin:
            connection.putheader("Origin", origin)
        for name, value in self.headers:
            connection.putheader(name, value)
        body = up.urlencode(fields).encode() if fields is not None else None
        if body is not None:
            connection.putheader("Content-Type", "application/x-www-form-urlencoded")
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        for line in answer.msg.get_all("Set-Cookie") or []:
            pair, _, rest = line.partition(";")
            name, _, value = pair.partition("=")
            if "max-age=0" in rest.lower() or "1970" in rest:
                jar.pop(name, None)
            else:
                jar[name] = value
        return Answer(url, answer.status, answer.msg, answer.read())

    def follow(self, answer):
        for _ in range(12):
            if answer.status not in (301, 302, 303, 307):
                return answer
            answer = self.ask(up.urljoin(answer.url, answer.headers["Location"]))
        raise SystemExit(f"it leads on and on: {answer.url}")

    def send(self, answer, **typed):
        form = answer.form()
        if form.action is None:
            raise SystemExit(f"{answer.url} has no form: {answer.status} {answer.body[:600]!r}")
        target = up.urljoin(answer.url, form.action or answer.url)
        return self.ask(target, {**form.fields, **typed}, "{0.scheme}://{0.netloc}".format(up.urlsplit(answer.url)))
