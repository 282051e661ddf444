"""A small HTTP client that sends what wrk will send and keeps the bytes as they came."""

import http.client
import re
import socket
import time
from dataclasses import dataclass


@dataclass
class Answer:
    """One answer: status, headers with lower-case names, and the body as it was on the wire."""

    status: int
    headers: dict
    body: bytes
    asking: dict

    @property
    def etag(self):
        """The validator to send back with If-None-Match."""
        return self.headers["etag"]


def free_port():
    """A port of the loopback that nobody uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def ask(port, path, headers, method="GET", body=None, line=None):
    """Asks once; `line` is an open connection to use again."""
    connection = line or http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    named = {name.lower(): value for name, value in answer.getheaders()}
    whole = Answer(answer.status, named, answer.read(), headers)
    if line is None:
        connection.close()
    return whole


def wait_until_ready(port, path, process, log, headers=None):
    """Waits for a server to answer; ends with its last words when it has died or stays silent."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if ask(port, path, headers or {}).status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"A server did not start. Its last words:\n{log.read_text()[-2000:]}")


def fields_to(html, action):
    """The hidden inputs of the form that goes to `action`, as name to value."""
    inside = re.search(rf'<form\b[^>]*\baction="{re.escape(action)}".*?</form>', html, re.S)
    return hidden_inputs(re.findall(r"<input\b[^>]*>", inside.group(0))) if inside else {}


def hidden_inputs(tags):
    """Names and values of those inputs that are hidden."""
    named = [dict(re.findall(r'\b([a-z]+)="([^"]*)"', tag)) for tag in tags]
    return {one["name"]: one.get("value", "") for one in named if one.get("type") == "hidden"}


def hidden_fields(html, form):
    """The hidden inputs that belong to a form by `form="..."`, and those inside it, as name to value."""
    inside = re.search(rf'<form\b[^>]*\bid="{form}".*?</form>', html, re.S)
    tags = re.findall(r"<input\b[^>]*>", html)
    own = set(re.findall(r"<input\b[^>]*>", inside.group(0))) if inside else set()
    return hidden_inputs(tag for tag in tags if tag in own or f'form="{form}"' in tag)
