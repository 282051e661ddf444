"""Draws costs over sizes as one SVG: a panel for each cost, readable in light and in dark."""

from html import escape
from math import floor, log10

WIDTH, HEIGHT, COLUMNS = 300, 190, 3
LEFT, RIGHT, TOP, BOTTOM = 52, 22, 44, 36

STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 } .small { font-size: 11px; fill: #59636e }
  .axis { stroke: #818b98; stroke-width: 1 } .grid { stroke: #d1d9e0; stroke-width: 1 }
  .line { fill: none; stroke: #0550ae; stroke-width: 2 } .dot { fill: #0550ae }
  .ground { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .small { fill: #9198a1 } .axis { stroke: #656c76 } .grid { stroke: #3d444d }
    .line { stroke: #79c0ff } .dot { fill: #79c0ff } .ground { fill: #0d1117 }
  }
"""


def draw(costs, measured):
    """The whole drawing; `measured` is sizes to figures by the names of the costs."""
    rows = -(-len(costs) // COLUMNS)
    width, height = COLUMNS * WIDTH, rows * HEIGHT
    panels = [panel(cost, measured, place) for place, cost in enumerate(costs)]
    told = "; ".join(f"{cost.name}: " + ", ".join(f"{cost.spell(by[cost.name])}" for by in measured.values()) for cost in costs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">\n'
        f"<title>What a site costs as its posts grow</title>\n<desc>{escape(told)}</desc>\n<style>{STYLE}</style>\n"
        f'<rect class="ground" width="{width}" height="{height}"/>\n' + "\n".join(panels) + "\n</svg>\n"
    )


def panel(cost, measured, place):
    """One cost: its name and unit, two axes with labels, a line through the sizes, and each figure beside its dot."""
    x, y = place % COLUMNS * WIDTH, place // COLUMNS * HEIGHT
    sizes = sorted(measured)
    top = ceiling(max(measured[size][cost.name] for size in sizes))
    low, high = log10(sizes[0]), log10(sizes[-1])

    def at(size, figure):
        across = (log10(size) - low) / ((high - low) or 1)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - figure / top * (HEIGHT - TOP - BOTTOM)

    dots = [(size, measured[size][cost.name], *at(size, measured[size][cost.name])) for size in sizes]
    parts = [f'<g transform="translate({x} {y})">', f'<text class="title" x="10" y="18">{escape(cost.name)}</text>']
    parts.append(f'<text class="small" x="10" y="33">{escape(cost.unit)}</text>')
    for share in (0, 0.5, 1):
        line = at(sizes[0], top * share)[1]
        parts.append(f'<line class="{"grid" if share else "axis"}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{line:.1f}" y2="{line:.1f}"/>')
        parts.append(f'<text class="small" x="{LEFT - 6}" y="{line + 4:.1f}" text-anchor="end">{top * share:g}</text>')
    for size, _, across, _ in dots:
        parts.append(f'<text class="small" x="{across:.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{short(size)}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text class="small" x="{middle:.0f}" y="{HEIGHT - 6}" text-anchor="middle">posts</text>')
    parts.append('<polyline class="line" points="' + " ".join(f"{across:.1f},{up:.1f}" for _, _, across, up in dots) + '"/>')
    for _, figure, across, up in dots:
        parts.append(f'<circle class="dot" cx="{across:.1f}" cy="{up:.1f}" r="3"/>')
        parts.append(f'<text x="{across:.1f}" y="{up - 7:.1f}" text-anchor="middle">{cost.spell(figure)}</text>')
    return "\n".join([*parts, "</g>"])


def ceiling(most):
    """A round number a little above the highest figure, so that its label has room."""
    step = 10 ** floor(log10(most or 1))
    return next(step * times for times in (1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15) if step * times >= most * 1.15)


def short(size):
    """10,000 as 10 k."""
    return f"{size // 1_000_000} M" if size >= 1_000_000 else f"{size // 1_000} k"
