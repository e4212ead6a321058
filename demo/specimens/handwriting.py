"""Figures as a pen writes them: strokes with a trembling hand, no font needed."""

import itertools
import random

Stroke = list[tuple[float, float]]

#: Points of each figure in a box 0.5 em wide and 0.8 em high, from the top left.
FIGURES: dict[str, list[Stroke]] = {
    "0": [
        [
            (0.25, 0.02),
            (0.06, 0.2),
            (0.04, 0.55),
            (0.2, 0.78),
            (0.4, 0.6),
            (0.44, 0.25),
            (0.25, 0.02),
        ]
    ],
    "1": [[(0.12, 0.2), (0.27, 0.03), (0.25, 0.78)]],
    "2": [
        [
            (0.06, 0.2),
            (0.2, 0.03),
            (0.4, 0.12),
            (0.38, 0.32),
            (0.06, 0.76),
            (0.46, 0.74),
        ]
    ],
    "3": [
        [
            (0.07, 0.1),
            (0.28, 0.03),
            (0.4, 0.18),
            (0.2, 0.36),
            (0.43, 0.52),
            (0.34, 0.76),
            (0.05, 0.7),
        ]
    ],
    "4": [[(0.24, 0.03), (0.05, 0.5), (0.46, 0.48)], [(0.34, 0.25), (0.33, 0.8)]],
    "5": [
        [
            (0.42, 0.04),
            (0.12, 0.05),
            (0.09, 0.35),
            (0.32, 0.32),
            (0.44, 0.55),
            (0.27, 0.78),
            (0.05, 0.7),
        ]
    ],
    "6": [
        [
            (0.38, 0.04),
            (0.12, 0.3),
            (0.06, 0.6),
            (0.22, 0.78),
            (0.42, 0.62),
            (0.3, 0.44),
            (0.08, 0.55),
        ]
    ],
    "7": [[(0.05, 0.06), (0.44, 0.05), (0.18, 0.8)]],
    "8": [
        [
            (0.26, 0.38),
            (0.1, 0.2),
            (0.26, 0.03),
            (0.4, 0.2),
            (0.08, 0.58),
            (0.25, 0.78),
            (0.43, 0.6),
            (0.26, 0.38),
        ]
    ],
    "9": [
        [(0.4, 0.22), (0.2, 0.38), (0.07, 0.2), (0.25, 0.03), (0.41, 0.2), (0.36, 0.8)]
    ],
}
FIGURE_WIDTH = 0.62
SIDE = 0.35
TREMBLE = 0.025


def _between(stroke: Stroke) -> Stroke:
    """Corners rounded twice (Chaikin), as a pen rounds them."""
    for _ in range(2):
        cut = [stroke[0]]
        for (ax, ay), (bx, by) in itertools.pairwise(stroke):
            cut.append((0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by))
            cut.append((0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by))
        stroke = [*cut, stroke[-1]]
    return stroke


def written(figures: str, rng: random.Random) -> dict[str, object]:
    """`{width, strokes}` in em for `figures` (0-9), a little different each time."""
    strokes: list[Stroke] = []
    at = SIDE
    for figure in figures:
        lift = rng.uniform(-0.06, 0.06)
        lean = rng.uniform(-0.12, 0.12)
        for stroke in FIGURES[figure]:
            shaken = [
                (
                    at + x + lean * (0.4 - y) + rng.uniform(-TREMBLE, TREMBLE),
                    y + lift + rng.uniform(-TREMBLE, TREMBLE),
                )
                for x, y in stroke
            ]
            strokes.append(_between(shaken))
        at += FIGURE_WIDTH + rng.uniform(-0.03, 0.08)
    return {"width": at + SIDE, "strokes": strokes}
