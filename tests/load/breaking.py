"""What happens to a node, a database or a proxy's connection, and that people keep what they wrote."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from hearing import POSTS, insist, started, status
from ledger import check_rows
from several import Reader, until
from writers import LOST, Writer


def count(body):
    """How many posts a page shows."""
    return len(POSTS.findall(body))


def writers_at(front, names=("ada", "ben")):
    """Members who are ready to write."""
    writers = [Writer(front, name, f"{time.monotonic()} {name}") for name in names]
    for writer in writers:
        writer.find_tokens()
    return writers


def write_on(writer, deadline, lost):
    """Writes until the deadline; what is cut off is sent again with its key."""
    line = writer.site.line()
    while time.monotonic() < deadline():
        try:
            if writer.pending:
                writer.send(line, writer.pending, writer.pending.again)
                writer.pending = None
                continue
            act = writer.choose()
            writer.pending = act
            writer.send(line, act)
            writer.pending = None
        except LOST as cause:
            lost.append(f"{cause!r}")
            time.sleep(0.05)
            line = writer.site.line()


def meanwhile(setting, front, breaking, readers_path=None):
    """Lets people read and write while something is broken; gives writers, what was lost, and what readers noted."""
    own = started(setting, front, "ada")
    path = readers_path or own.threads[0].path
    readers = [Reader(front, path, front.session(name), count) for name in ("cleo", "dan")]
    writers, lost, until_when = writers_at(front), [], [time.monotonic() + 3600]
    with ThreadPoolExecutor(len(writers)) as pool:
        writing = [pool.submit(write_on, writer, lambda: until_when[0], lost) for writer in writers]
        for reader in readers:
            reader.start()
        time.sleep(1)
        breaking()
        time.sleep(1)
        until_when[0] = time.monotonic()
        for one in writing:
            one.result()
    for writer in writers:
        if writer.pending:
            writer.catch_up()
    failures = [reader.stop() for reader in readers]
    return writers, lost, failures, sum(reader.reads for reader in readers)


def nothing_is_lost(setting, writers):
    """Every acknowledged write is there once."""
    faults = check_rows(setting.nodes[0], [thread for writer in writers for thread in writer.threads])
    insist(not faults, "\n".join(faults[:10]))
    return sum(writer.acknowledged for writer in writers)


def rolling_restart(setting, front):
    """Every node ends and starts again, one after the other, and no request fails."""

    def restart():
        for node in setting.nodes:
            time.sleep(2)
            node.stop()
            node.start()

    writers, lost, noted, reads = meanwhile(setting, front, restart)
    insist(not lost, f"no form fails: {lost[:5]}")
    insist(not any(failures for failures, _ in noted), f"no page fails: {noted}")
    insist(not any(backwards for _, backwards in noted), f"nobody goes back in time: {noted}")
    written = nothing_is_lost(setting, writers)
    return "rolling restart, requests that failed", f"0 of {reads + written:,}"


def killed_mid_write(setting, front):
    """A node is killed while people write; every acknowledged write is there once, and no work is left over."""

    def kill():
        for _ in range(2 if setting.asked.short else 10):
            node = setting.nodes[-1]
            node.kill()
            time.sleep(1)
            node.start()
            time.sleep(1)

    writers, lost, noted, _ = meanwhile(setting, front, kill)
    written = nothing_is_lost(setting, writers)
    insist(not any(backwards for _, backwards in noted), f"nobody goes back in time: {noted}")
    cut_off = "SELECT COUNT(*) FROM events WHERE settled_at IS NULL"
    insist(until(lambda: setting.rows.ask(cut_off)[0][0] == "0", 120) is not None, "what a kill cut off is settled")
    return "a node killed while people write", f"{written:,} writes acknowledged, all there; {len(lost)} were cut off and sent again"


def jobs_run_once(setting, front):
    """Each letter goes out once, however many nodes look for it."""
    line = front.line()
    page = status(front.port, "/sign-in")[1]
    line.request("GET", "/sign-in", headers={"Host": front.host, "Accept": "text/html"})
    answer = line.getresponse()
    page, cookie = answer.read().decode(), answer.headers["set-cookie"].split(";")[0]
    token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    # Nobody is written more than five in an hour.
    people = ["ada", "ben", "cleo", "dan", "eve"] * (1 if setting.asked.short else 5)
    for name in people:
        sent, _ = front.post(line, "/sign-in", cookie, {"csrf": token, "email": f"{name}@northfield.example", "to": "/"})
        insist(sent in (200, 303), f"a link can be asked for: {sent}")
    until(lambda: len(setting.letters.taken) >= len(people), 30)
    time.sleep(2)
    insist(len(setting.letters.taken) == len(people), f"{len(people)} letters, not {len(setting.letters.taken)}")
    insist(len({text for _, text in setting.letters.taken}) == len(people), "each letter is another one")
    return "letters that were asked for, and that went out", f"{len(people)}, {len(setting.letters.taken)}"


def restart_database(setting, front):
    """PostgreSQL ends and comes back: pages are served throughout, and writers go on afterwards."""
    writers, lost, noted, reads = meanwhile(setting, front, lambda: setting.cluster.restart(pause=3))
    insist(not any(failures for failures, _ in noted), f"pages are served without a database: {noted}")
    written = nothing_is_lost(setting, writers)
    return "PostgreSQL away for 3 s, pages that failed", f"0 of {reads:,}; {written:,} writes acknowledged, all there, {len(lost)} sent again"


def fail_over(setting, front):
    """The first PostgreSQL dies, and the one that follows it takes over."""
    setting.cluster.follow()

    def take_over():
        setting.cluster.fail_over()
        setting.rows.leader = 1
        time.sleep(5)

    writers, lost, noted, reads = meanwhile(setting, front, take_over)
    insist(not any(failures for failures, _ in noted), f"pages are served without a database: {noted}")
    written = nothing_is_lost(setting, writers)
    insist(setting.cluster.ask(1, "SELECT pg_is_in_recovery()") == "f", "the second takes writes now")
    return "fail-over to a streaming replica, pages that failed", f"0 of {reads:,}; {written:,} writes acknowledged, all there, {len(lost)} sent again"
