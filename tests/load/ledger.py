"""Compares what was acknowledged with the database and with the pages that readers get."""

import re

from served import SECOND_BOARD
from writers import PAGE, number

POST = re.compile(r'<article\b[^>]*\bid="p-([0-9a-z]{13})".*?</article>', re.S)


def check_rows(site, threads):
    """Every acknowledged post of these threads is there once, in order, with its text, its state and its boards."""
    faults = []
    for some in pieces(list(threads), 400):
        ids = ",".join(str(number(thread.id)) for thread in some)
        posts, boards = {}, {}
        for thread, post, text, state in site.rows.ask(
            f"SELECT thread_id, id, body_source, state FROM posts WHERE thread_id IN ({ids}) ORDER BY thread_id, number"
        ):
            posts.setdefault(int(thread), []).append((int(post), text, state == "hidden"))
        for thread, slug in site.rows.ask(
            "SELECT thread_id, slug FROM thread_boards JOIN boards ON boards.id = board_id "
            f"WHERE thread_id IN ({ids})"
        ):
            boards.setdefault(int(thread), set()).add(slug)
        for thread in some:
            wanted = [(number(post.id), post.text, post.hidden) for post in thread.posts]
            found = posts.get(number(thread.id), [])
            if found != wanted:
                faults.append(f"{thread.path} has {len(found)} posts, not {len(wanted)}: {differing(found, wanted)}")
            if boards.get(number(thread.id), set()) != thread.boards:
                faults.append(f"{thread.path} stands on {boards.get(number(thread.id))}, not {thread.boards}")
    return faults


def differing(found, wanted):
    """The first place where two lists part."""
    for place in range(max(len(found), len(wanted))):
        pair = [list_[place] if place < len(list_) else None for list_ in (found, wanted)]
        if pair[0] != pair[1]:
            return f"number {place + 1} is {pair[0]}, acknowledged was {pair[1]}"
    return "nothing"


def check_counts(site, writers):
    """Nothing is there that nobody was told of."""
    threads = [thread for writer in writers for thread in writer.threads]
    wanted = (str(len(threads)), str(sum(len(thread.posts) for thread in threads)))
    found = site.rows.ask("SELECT (SELECT COUNT(*) FROM threads), (SELECT COUNT(*) FROM posts)")[0]
    return [] if found == wanted else [f"there are {found} threads and posts, acknowledged were {wanted}"]


def check_pages(site, threads, cookie):
    """Readers get every acknowledged post of these threads in order, and no text of a hidden one."""
    faults, line = [], site.line()
    for thread in threads:
        shown = []
        for page in range(1, (len(thread.posts) - 1) // PAGE + 2):
            text = site.get(line, thread.path if page == 1 else f"{thread.path}{page}/", cookie)
            shown += POST.findall(text)
            for post in thread.posts[(page - 1) * PAGE : page * PAGE]:
                if (post.text in text) == post.hidden:
                    faults.append(f"{thread.path}: the text of {post.id} {'shows' if post.hidden else 'is missing'}")
            if (f'href="/b/{SECOND_BOARD}/"' in text) != (SECOND_BOARD in thread.boards):
                faults.append(f"{thread.path}: its boards are not those of {thread.boards}")
        if shown != [post.id for post in thread.posts]:
            faults.append(f"{thread.path} shows {len(shown)} posts, not {len(thread.posts)}")
    return faults


def pieces(things, size):
    """A list in pieces."""
    return [things[start : start + size] for start in range(0, len(things), size)]
