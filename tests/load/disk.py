"""A site with one member who writes while its disk fails, and what has to hold meanwhile and afterwards."""

import sys
import time

from ledger import check_counts, check_pages, check_rows
from served import Refused
from writers import Writer

# How long the server has to notice that all is well again, in seconds.
NOTICE = 15


class Case:
    """A site with one member who writes, and the disk it lies on."""

    def __init__(self, site):
        self.site, self.ada = site, Writer(site, "ada", "7")
        self.site.start()
        self.ada.find_tokens()
        self.line = self.site.line()
        self.ada.send(self.line, self.ada.start())
        self.thread = self.ada.threads[0]
        for _ in range(5):
            self.ada.send(self.line, self.ada.reply(self.thread))

    def is_refused(self, act, statuses, text):
        """Whether a form is refused with one of these and a sentence, and what was typed comes back."""
        fields = {**act.fields, "csrf": self.ada.tokens[act.as_moderator]}
        try:
            found, location = self.site.post(self.site.line(), act.path, self.ada.cookies[act.as_moderator], fields)
        except Refused as refused:
            words = str(refused)
            insist(any(f"answers {status}" in words for status in statuses), f"a writer gets one of {statuses}", words)
            insist(text in words, "what was typed comes back", words)
            return True
        insist(found == 303, "a form is either saved or refused", str(found))
        act.done(location)
        return False

    def write_until_refused(self, statuses):
        """Writes until there is no room; what was saved until then is kept in mind."""
        for _ in range(500):
            act = self.ada.reply(self.thread)
            self.ada.serial += 1
            if self.is_refused(act, statuses, act.fields["body"]):
                return
        sys.exit("The server goes on writing on a full disk.")

    def reads(self, when):
        """Readers get their pages, as they were acknowledged, and a probe does not take the server away."""
        cookie = self.ada.cookies[False]
        faults = check_rows(self.site, [self.thread]) + check_counts(self.site, [self.ada])
        faults += check_pages(self.site, [self.thread], cookie)
        for path in ("/", "/b/ask/", "/b/hall/", "/m/ada/"):
            self.site.get(self.site.line(), path, cookie)
        insist(not faults, f"readers keep their pages {when}", "\n".join(faults))

    def hides(self, post):
        """A moderator hides a post, and its words are gone."""
        self.ada.send(self.site.line(), self.ada.hide(post))
        self.reads("without what was hidden")

    def told(self):
        """What the probe says of the room."""
        told = self.site.get(self.site.line(), "/readyz", "")
        return next(line for line in told.splitlines() if line.startswith("room:"))

    def recovers(self):
        """Within a short time everybody can write, and every page is right."""
        deadline = time.monotonic() + NOTICE
        while True:
            try:
                self.ada.send(self.site.line(), self.ada.reply(self.thread))
                break
            except Refused as refused:
                insist(time.monotonic() < deadline, f"writers can write within {NOTICE} s", str(refused))
                self.ada.serial += 1
                time.sleep(0.2)
        self.reads("once there is room")
        deadline = time.monotonic() + 120
        while self.site.verify()[1] or self.site.rows.ask("SELECT COUNT(*) FROM events WHERE settled_at IS NULL") != [("0",)]:
            insist(time.monotonic() < deadline, "nothing waits in the end", "")
            time.sleep(1)


def insist(is_so, what, told):
    """Ends the run with what does not hold."""
    if not is_so:
        sys.exit(f"It does not hold that {what}:\n{told[-3000:]}")


def wait_for(is_so, what):
    """Waits until something holds."""
    deadline = time.monotonic() + NOTICE
    while not is_so():
        insist(time.monotonic() < deadline, what, "")
        time.sleep(0.1)
