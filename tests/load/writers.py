"""Members who write as fast as they are answered, and remember what was acknowledged and nothing else."""

import http.client
import random
import re
from dataclasses import dataclass, field

from served import BOARDS, MODERATOR, SECOND_BOARD, Refused

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PAGE = 20
LONGEST = 45
LOST = (ConnectionError, http.client.HTTPException, TimeoutError, OSError)


@dataclass
class Post:
    """A post as it was acknowledged last."""

    id: str
    text: str
    hidden: bool = False


@dataclass
class Thread:
    """A thread as it was acknowledged last."""

    id: str
    path: str
    title: str
    boards: set
    posts: list = field(default_factory=list)


@dataclass
class Act:
    """One form, and what is true once it is acknowledged."""

    path: str
    fields: dict
    done: object
    as_moderator: bool = False
    # What an act that is sent again may be answered when the first one was done and nobody heard of it.
    again: int = 303


class Writer:
    """One member, with threads of their own."""

    def __init__(self, site, name, seed):
        self.site, self.name, self.chance = site, name, random.Random(f"{seed} {name}")
        self.threads, self.touched = [], {}
        self.pending, self.acknowledged, self.serial = None, 0, 0
        self.cookies = {False: site.session(name), True: site.session(MODERATOR)}
        self.tokens = {}

    def find_tokens(self):
        """The form token of each session; it holds for as long as the session does."""
        line = self.site.line()
        for is_moderator, cookie in self.cookies.items():
            form = self.site.get(line, "/b/ask/new", cookie)
            self.tokens[is_moderator] = re.search(r'name="csrf" value="([^"]+)"', form).group(1)

    def write_until_cut(self):
        """Writes until the server is gone; what was on its way then is pending."""
        line = self.site.line()
        while True:
            act = self.choose()
            try:
                self.send(line, act)
            except (*LOST, Refused):
                if not self.site.is_going:
                    raise
                self.pending = act
                return

    def catch_up(self):
        """Sends what was on its way once more, with the key it had."""
        if self.pending:
            self.send(self.site.line(), self.pending, self.pending.again)
            self.pending = None

    def send(self, line, act, also=303):
        """Sends a form; whatever is not acknowledged, and is no cut, ends the run."""
        fields = {**act.fields, "csrf": self.tokens[act.as_moderator]}
        status, location = self.site.post(line, act.path, self.cookies[act.as_moderator], fields)
        if status not in (303, also):
            raise Refused(f"{self.name}: POST {act.path} {act.fields} answers {status}")
        act.done(location)
        self.acknowledged += 1

    def choose(self):
        """What to do next: mostly a reply."""
        self.serial += 1
        thread = self.chance.choice(self.threads[-4:]) if self.threads else None
        if thread is None or len(thread.posts) >= LONGEST:
            return self.start()
        shown = [post for post in thread.posts if not post.hidden]
        kind = self.chance.choices(["start", "reply", "edit", "move", "hide"], [6, 60, 14, 10, 10])[0]
        self.touched[thread.id] = thread
        match kind:
            case "start":
                return self.start()
            case "edit" if shown:
                return self.edit(thread, self.chance.choice(shown))
            case "move":
                return self.move(thread)
            case "hide":
                return self.hide(self.chance.choice(thread.posts))
        return self.reply(thread)

    def words(self):
        """A text that nobody else writes."""
        return f"{self.name} wrote this as number {self.serial}, {self.chance.getrandbits(64):016x}."

    def start(self):
        """Starts a thread."""
        title, text, board = f"Question {self.serial} of {self.name}", self.words(), self.chance.choice(BOARDS)

        def done(location):
            path, _, post = location.partition("#p-")
            thread = Thread(path.split("/")[2], path, title, {board}, [Post(post, text)])
            self.threads.append(thread)
            self.touched[thread.id] = thread

        fields = {"title": title, "body": text, "key": self.key()}
        return Act(f"/b/{board}/new", fields, done)

    def reply(self, thread):
        """Replies in a thread."""
        text = self.words()

        def done(location):
            thread.posts.append(Post(location.partition("#p-")[2], text))

        return Act(f"/t/{thread.id}/reply", {"body": text, "key": self.key()}, done)

    def key(self):
        """What makes a form that is sent twice one post."""
        return f"{self.name}-{self.serial}"

    def edit(self, thread, post):
        """Writes another text."""
        text = self.words()
        fields = {"body": text, "why": "It can be said better."}
        if post is thread.posts[0]:
            fields["title"] = thread.title

        def done(_):
            post.text = text

        return Act(f"/p/{post.id}/edit", fields, done)

    def move(self, thread):
        """Puts a thread on a second board, or takes it away from there."""
        if SECOND_BOARD in thread.boards:
            act = Act(f"/t/{thread.id}/boards/remove", {"board": SECOND_BOARD}, lambda _: thread.boards.discard(SECOND_BOARD))
            # It does not stand there any more.
            act.again = 404
            return act
        return Act(f"/t/{thread.id}/boards", {"board": SECOND_BOARD}, lambda _: thread.boards.add(SECOND_BOARD))

    def hide(self, post):
        """A moderator hides a post, or shows it again."""
        verb = "restore" if post.hidden else "hide"

        def done(_):
            post.hidden = verb == "hide"

        return Act(f"/p/{post.id}/{verb}", {"reason": "It was not kind."}, done, as_moderator=True)


def number(text):
    """An id of thirteen letters as the number it is in the database."""
    value = 0
    for letter in text:
        value = value * 32 + ALPHABET.index(letter)
    return value
