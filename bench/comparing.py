"""Two versions of a letter of twenty pages, compared as the page of a verifier does.

    uv run python -m bench.comparing

Every third part reads otherwise, one in ten is new, and a table of 200 rows has a
changed cell in each tenth. Measured by the clock: all that the text view, the list of
changes and "n bagian berubah" need, and the boxes of "Tandai perubahan" on the pages:
with the words that were read ahead, and with none kept, read in the sandbox.
"""

import sys
from collections.abc import Callable
from io import BytesIO

from bench.database import office
from bench.figures import Row, keep, timed, within
from bench.render import letter

# ruff: isort: split
from eoffice.objects.derived import forget_derived
from eoffice.objects.models import StoredObject
from eoffice.objects.page_words import page_words_of, prepare_page_words
from eoffice.objects.store import Area, default_store
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


def _stored(content: bytes) -> StoredObject:
    store = default_store()
    store.prepare()
    media_type = "application/pdf"
    row = store.put(BytesIO(content), area=Area.DRAFTS, media_type=media_type)
    row.save()
    return row


def _measured() -> list[Row]:
    before, after = pair()
    facts = RenderFacts(mode="frozen", content_hash=content_hash(after))
    drawn = TypstRenderer().render(after, "surat_dinas", facts)
    assert drawn.pages >= PAGES, drawn.pages
    stored = _stored(drawn.bytes)

    def boxes() -> object:
        blocks = {one.id: one.parts for one in version_changes(before, after).blocks}
        wanted = [
            (block_text(one), places_of(blocks[one.id]).added) for one in after.body
        ]
        return boxes_of(page_words_of(stored), wanted)

    def boxes_of_none_kept() -> object:
        forget_derived(bucket=stored.bucket, key=stored.key)
        return boxes()

    boxes_of_none_kept()  # the sandbox begins with the first job it gets
    aside = {
        "what": "boxes where no words are kept",
        **timed(boxes_of_none_kept, ROUNDS),
    }
    prepare_page_words(stored)
    return [
        _row(
            f"words of {drawn.pages} pages compared, block by block",
            lambda: version_changes(before, after),
        ),
        _row("the list of changes", lambda: changes_between(before, after)),
        _row("boxes of the changes on the pages, words read ahead", boxes),
        aside,
    ]


def main() -> int:
    """Measure; the answer is 1 if a p95 is over its limit."""
    with office():
        rows = _measured()
    return keep("comparing", rows)


if __name__ == "__main__":
    sys.exit(main())
