"""Draw lines over two logarithmic axes as SVG, without a library."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 440, 70, 170, 40, 50
COLOURS = ("#1b6ca8", "#c2571a", "#3c8d40", "#8a3ea8")


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity."""

    name: str
    points: Sequence[tuple[float, float]]
    """Both above zero."""


def chart(lines: Sequence[Line], across: str, title: str) -> str:
    """Return an SVG of *lines*; *across* labels the horizontal axis."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    x_low, x_high = _decades(xs)
    y_low, y_high = _decades(ys)

    def at(x: float, y: float) -> tuple[float, float]:
        across_share = (math.log10(x) - x_low) / (x_high - x_low)
        up_share = (math.log10(y) - y_low) / (y_high - y_low)
        wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return LEFT + across_share * wide, HEIGHT - BOTTOM - up_share * high

    def drawn() -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'font-family="sans-serif" font-size="12" role="img"><title>{escape(title)}</title>'
        )
        yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        for exponent in range(x_low, x_high + 1):
            x, bottom = at(10.0**exponent, 10.0**y_low)
            yield f'<path d="M{x:.1f} {TOP}V{bottom:.1f}" stroke="#ddd"/>'
            label, below = f"{10**exponent:,}", bottom + 18
            yield f'<text x="{x:.1f}" y="{below:.1f}" text-anchor="middle">{label}</text>'
        for exponent in range(y_low, y_high + 1):
            left, y = at(10.0**x_low, 10.0**exponent)
            label = f"{10.0**exponent:,.10g}"
            yield f'<path d="M{left:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
            yield f'<text x="{left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
        for line, colour in zip(lines, COLOURS, strict=False):
            places = [at(x, y) for x, y in line.points]
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
            yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            for x, y in places:
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
            x, y = places[-1]
            name = escape(line.name)
            yield f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>'
        middle = (LEFT + WIDTH - RIGHT) / 2
        below = HEIGHT - 10
        yield f'<text x="{middle:.0f}" y="{below}" text-anchor="middle">{escape(across)}</text>'
        yield f'<text x="{LEFT}" y="24" font-size="14">{escape(title)}</text>'
        yield "</svg>"

    return "\n".join(drawn()) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten around *values*."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)
