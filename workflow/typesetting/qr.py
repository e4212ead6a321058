"""The QR code as one vector shape."""

import segno

# Any mask can be read; left to choose, another release might choose another.
MASK = 2


def qr_svg(content: str) -> str:
    """SVG of a QR code, level M, fixed mask: the same content, the same bytes.

    Dark modules are drawn twice, as rows and as columns of one non-zero path, so no
    hairline shows between them at any zoom. The quiet zone of 4 modules (ISO/IEC 18004)
    is the white of the page: the template keeps 4 mm free around.
    """
    code = segno.make(content, error="m", mask=MASK, micro=False, boost_error=False)
    rows = [list(row) for row in code.matrix]
    side = len(rows)
    across = [f"M{x} {y}h{n}v1h-{n}z" for y, x, n in _stretches(rows)]
    down = [
        f"M{x} {y}h1v{n}h-1z"
        for x, y, n in _stretches([list(column) for column in zip(*rows, strict=True)])
        if n > 1
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#000" d="{"".join(across + down)}"/></svg>'
    )


def _stretches(lines: list[list[int]]) -> list[tuple[int, int, int]]:
    """(line, start, length) of each run of dark modules."""
    found = []
    for nth, line in enumerate(lines):
        start = None
        for at, dark in enumerate([*line, 0]):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                found.append((nth, start, at - start))
                start = None
    return found
