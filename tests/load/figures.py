"""Prints what was measured, as Markdown tables."""

from statistics import median


def print_reading(targets, asked):
    """One row for each page and server, and Lyceum's ratio to nginx."""
    print(f"\n### Reading\n\nMedians of {asked.rounds} rounds of {asked.seconds} s.\n")
    print("| page | bytes | server | requests/s | p50 ms | p99 ms | processor µs a request |")
    print("|---|---:|---|---:|---:|---:|---:|")
    for target in targets:
        size = f"{target.size:,}" if target.size else "–"
        rate, p50, p99, processor = medians(target)
        print(f"| {target.page} | {size} | {target.server} | {rate:,.0f} | {p50:.2f} | {p99:.2f} | {processor:.1f} |")
    print("\n| page | processor time, × nginx | requests/s, × nginx |\n|---|---:|---:|")
    for ours, theirs in pairs(targets):
        print(ratio(ours.page, ours, theirs))
    found = {(target.page, target.server): target for target in targets}
    fresh = found["member's thread page", "nginx"]
    print(ratio("member's 304, beside nginx's 200", found["member's 304", "lyceum"], fresh))


def print_growth(targets, size):
    """What a page costs beside the same page of the smallest demo, measured in turn with it."""
    small = {target.page: target for target in targets if target.server == "demo s"}
    print(f"\n| page | processor µs, demo s | demo {size} | × |\n|---|---:|---:|---:|")
    for ours in targets:
        if ours.server == "lyceum":
            before, now = medians(small[ours.page])[3], medians(ours)[3]
            times = f"{now / before:.2f}" if before else "too short to tell"
            print(f"| {ours.page} | {before:.1f} | {now:.1f} | {times} |")


def print_writing(memory, replies, size):
    """Memory at rest and the latency of replies."""
    print(f"\n### Memory and writing, demo {size}\n\n| what | figure |\n|---|---:|")
    print(f"| memory at rest | {memory:.1f} MB |")
    for what, figure in replies:
        print(f"| {what} | {figure} |")


def pairs(targets):
    """Each page of Lyceum with nginx's."""
    theirs = {target.page: target for target in targets if target.server == "nginx"}
    return [(ours, theirs[ours.page]) for ours in targets if ours.server == "lyceum"]


def ratio(name, ours, theirs):
    """One row: how many times nginx's processor time and rate."""
    our_rate, _, _, our_processor = medians(ours)
    their_rate, _, _, their_processor = medians(theirs)
    # The kernel counts in hundredths of a second: a run of a moment may have cost none.
    times = f"{our_processor / their_processor:.2f}" if their_processor else "too short to tell"
    return f"| {name} | {times} | {our_rate / their_rate:.2f} |"


def medians(target):
    """Each figure's median over the rounds."""
    return [median(getattr(run, name) for run in target.runs) for name in ("rate", "p50", "p99", "processor")]
