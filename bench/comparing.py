"""Two versions of a letter of twenty pages, compared as the page of a verifier does.

    uv run python -m bench.comparing

Every third part reads otherwise, one in ten is new, and a table of 200 rows has a
changed cell in each tenth. Measured by the clock: all that the text view, the list of
changes and "n bagian berubah" need, and the boxes of "Tandai perubahan" on the pages,
with the words read from the drawn file in the sandbox.
"""

import sys
from collections.abc import Callable

import bench.surroundings  # noqa: F401  before the product
from bench.figures import Row, keep, timed, within
from bench.render import letter
from eoffice import sandbox
from workflow.differences.page_places import boxes_of
from workflow.differences.passages import changes_between
from workflow.differences.versions import version_changes
from workflow.differences.whereabouts import block_text
from workflow.differences.words import places_of
from workflow.rendering.body import parse_body
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree, content_hash
from workflow.rendering.typst_renderer import TypstRenderer

LIMIT_MS = 300
PAGES, PARTS, ROWS = 20, 76, 200
ROUNDS = 10
TEXT = (
    "Dalam rangka evaluasi penyelenggaraan pelayanan publik dan nilai indeks pada tahun"
    " {n}, perangkat daerah melaporkan data dukung dengan bukti yang dapat diperiksa. "
)


def pair() -> tuple[LetterTree, LetterTree]:
    """Return both versions; about twenty pages each."""
    return _version(is_later=False), _version(is_later=True)


def _version(*, is_later: bool) -> LetterTree:
    blocks = []
    for n in range(PARTS):
        text = TEXT.format(n=1900 + n) * 4
        if is_later and n % 3 == 0:
            text = text.replace("evaluasi", "audit").replace("bukti", "berkas bukti")
        blocks.append({"id": f"p{n}", "type": "paragraph", "value": text})
        if is_later and n % 10 == 0:
            added = {"id": f"q{n}", "type": "paragraph", "value": TEXT.format(n=n)}
            blocks.append(added)
    rows = [
        [str(n), f"Desa {n}", "tunda" if is_later and n % 10 == 0 else "lancar"]
        for n in range(ROWS)
    ]
    table = {"header": ["No.", "Desa", "Keterangan"], "rows": rows}
    blocks.append({"id": "t", "type": "table", "value": table})
    body = parse_body(blocks)
    return letter(1).model_copy(update={"body": body})


def _row(name: str, act: Callable[[], object]) -> Row:
    row: Row = {"what": name, "limit": f"{LIMIT_MS} ms", **timed(act, ROUNDS)}
    return within(row, "p95_ms", LIMIT_MS)


def main() -> int:
    """Measure; the answer is 1 if a p95 is over its limit."""
    before, after = pair()
    facts = RenderFacts(mode="frozen", content_hash=content_hash(after))
    drawn = TypstRenderer().render(after, "surat_dinas", facts)
    assert drawn.pages >= PAGES, drawn.pages

    def boxes() -> object:
        blocks = {one.id: one.parts for one in version_changes(before, after).blocks}
        wanted = [
            (block_text(one), places_of(blocks[one.id]).added) for one in after.body
        ]
        return boxes_of(sandbox.run("extract_text", drawn.bytes), wanted)

    boxes()  # the sandbox begins with the first job it gets
    rows = [
        _row(
            f"words of {drawn.pages} pages compared, block by block",
            lambda: version_changes(before, after),
        ),
        _row("the list of changes", lambda: changes_between(before, after)),
        _row("boxes of the changes on the pages", boxes),
    ]
    return keep("comparing", rows)


if __name__ == "__main__":
    sys.exit(main())
