"""What is done on one node holds on the others within a second."""

import re
import sys
import time

from served import INSTITUTION
from several import Reader, status, until
from writers import Writer

POSTS = re.compile(r'<article\b[^>]*\bid="p-')
# What must be heard by then, in seconds.
SOON = 1.0


def insist(is_so, words):
    """Ends the run when something is not so."""
    if not is_so:
        sys.exit(f"Not so: {words}")


def heard(setting, is_so, what):
    """Waits until every other node has heard; gives the longest it took."""
    took = [until(lambda node=node: is_so(node), 5) for node in setting.nodes[1:]]
    insist(None not in took and max(took) <= SOON, f"{what} is heard within a second: {took}")
    return max(took)


def told(longest, times):
    """The figures in words."""
    return f"at most {longest * 1000:.0f} ms, {times} times on {'each' if times > 1 else 'every'} other node"


def change_is_heard(setting):
    """A reply on the first node shows on the others."""
    first, longest = setting.nodes[0], 0.0
    writer = started(setting, first, "ada")
    thread, reader = writer.threads[0], first.session("ben")
    for _ in range(15):
        for node in setting.nodes:
            status(node.port, thread.path, reader)
        writer.send(first.line(), writer.reply(thread))
        words = thread.posts[-1].text
        longest = max(longest, heard(setting, lambda node: words in status(node.port, thread.path, reader)[1], "a reply"))
    return "a reply on one node shows on the others", told(longest, 15)


def narrowing_is_heard(setting):
    """A board that becomes narrower on the first node is no more for visitors of the others."""
    first, longest = setting.nodes[0], 0.0
    for narrow in ("institution", "public"):
        for node in setting.nodes:
            status(node.port, "/b/open/")
        first.command("board", "audience", "--institution", INSTITUTION, "--board", "open", "--audience", narrow)
        wanted = 404 if narrow == "institution" else 200
        longest = max(longest, heard(setting, lambda node: status(node.port, "/b/open/")[0] == wanted, f"{narrow} board"))
    return "a board that becomes narrower, and wider again", told(longest, 2)


def sign_out_is_heard(setting):
    """Who signs out on the first node is a visitor on the others."""
    first = setting.nodes[0]
    cookie = first.session("dan")
    form = first.get(first.line(), "/b/ask/new", cookie)
    insist(all(status(node.port, "/b/ask/", cookie)[0] == 200 for node in setting.nodes), "a session holds on every node")
    token = re.search(r'name="csrf" value="([^"]+)"', form).group(1)
    insist(first.post(first.line(), "/sign-out", cookie, {"csrf": token})[0] == 303, "somebody signs out")
    took = heard(setting, lambda node: status(node.port, "/b/ask/", cookie)[0] == 404, "a sign-out")
    return "a sign-out", told(took, 1)


def suspension_is_heard(setting):
    """Who is suspended on the first node is a visitor on the others."""
    first = setting.nodes[0]
    cookie = first.session("eve")
    insist(all(status(node.port, "/b/ask/", cookie)[0] == 200 for node in setting.nodes), "a session holds on every node")
    first.member("suspend", "--member", "eve", "--why", "to see that it holds everywhere")
    took = heard(setting, lambda node: status(node.port, "/b/ask/", cookie)[0] == 404, "a suspension")
    first.member("restore", "--member", "eve", "--why", "that was all")
    return "a suspension", told(took, 1)


def started(setting, site, name):
    """A writer with one thread of their own."""
    writer = Writer(site, name, f"{time.monotonic()}")
    writer.find_tokens()
    writer.send(site.line(), writer.start())
    return writer


def never_back(setting, front):
    """Whoever writes finds what they wrote, and nobody sees fewer posts than before."""
    writer = started(setting, front, "ada")
    thread, line = writer.threads[0], front.line()
    readers = [Reader(front, thread.path, front.session(name), lambda body: len(POSTS.findall(body))) for name in ("ben", "cleo", "dan")]
    for reader in readers:
        reader.start()
    deadline, missing = time.monotonic() + setting.asked.seconds, 0
    while time.monotonic() < deadline:
        if len(thread.posts) == 20:
            # The next one would begin a page of its own, and the readers stay on this one.
            writer.send(line, writer.edit(thread, thread.posts[3]))
        else:
            writer.send(line, writer.reply(thread))
        written = thread.posts[-1 if len(thread.posts) < 20 else 3].text
        missing += written not in front.get(line, thread.path, writer.cookies[False])
        time.sleep(0.05)
    noted = [reader.stop() for reader in readers]
    insist(missing == 0, f"whoever writes finds it at once; {missing} times they did not")
    insist(not any(backwards for _, backwards in noted), f"nobody goes back in time: {noted}")
    insist(not any(failures for failures, _ in noted), f"every page is served: {noted}")
    return "pages never go back in time for a reader", f"{sum(reader.reads for reader in readers):,} readings, none"
