"""Presentations (pptx) as blocks: each slide a part with its texts, top to bottom."""

import io
from collections.abc import Iterator
from typing import Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE

from eoffice.sandbox.job import SandboxJob
from workflow.reading_views.reading.list_labels import BULLET
from workflow.reading_views.reading.parts import GAPS, Block, plain_run, table_of

MOST_SLIDES = 300
MOST_DEPTH = 8  # groups in groups
PICTURES = {MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.LINKED_PICTURE}
OBJECTS = {
    *(MSO_SHAPE_TYPE.CHART, MSO_SHAPE_TYPE.EMBEDDED_OLE_OBJECT, MSO_SHAPE_TYPE.MEDIA),
    *(MSO_SHAPE_TYPE.LINKED_OLE_OBJECT, MSO_SHAPE_TYPE.DIAGRAM),
}


def pptx_blocks(job: SandboxJob) -> Iterator[Block]:
    """Yield the slides, hidden ones too."""
    shown = pptx.Presentation(io.BytesIO(job.data))
    for number, slide in enumerate(shown.slides, start=1):
        if number > MOST_SLIDES:
            yield {"kind": "more", "what": "slides"}
            return
        hidden = slide.element.get("show") in {"0", "false"}
        yield {"kind": "part", "what": "slide", "text": str(number), "hidden": hidden}
        title = slide.shapes.title
        if title is not None and title.text_frame.text.strip():
            words = title.text_frame.text.replace("\v", " ")
            yield {"kind": "heading", "level": 2, "runs": plain_run(words)}
        drawn = [one for one in slide.shapes if title is None or not _same(one, title)]
        for shape in sorted(drawn, key=_place):
            yield from _shape(shape, 0)


def _same(one: Any, other: Any) -> bool:
    return bool(one.shape_id == other.shape_id)


def _place(shape: Any) -> tuple[int, int]:
    return int(shape.top or 0), int(shape.left or 0)


def _shape(shape: Any, depth: int) -> Iterator[Block]:
    kind = _kind(shape)
    if kind == MSO_SHAPE_TYPE.GROUP and depth < MOST_DEPTH:
        for one in sorted(shape.shapes, key=_place):
            yield from _shape(one, depth + 1)
    elif getattr(shape, "has_table", False):
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        yield table_of(rows)
    elif getattr(shape, "has_text_frame", False):
        yield from _paragraphs(shape.text_frame)
    elif kind in PICTURES:
        yield {"kind": "text", "runs": plain_run(GAPS["picture"])}
    elif kind in OBJECTS:
        yield {"kind": "text", "runs": plain_run(GAPS["object"])}


def _kind(shape: Any) -> Any:
    try:
        return shape.shape_type
    except NotImplementedError:  # the library's word for what it does not know
        return None


def _paragraphs(frame: Any) -> Iterator[Block]:
    for one in frame.paragraphs:
        runs = [
            [run.text, bool(run.font.bold), bool(run.font.italic)]
            for run in one.runs
            if run.text
        ]
        text = "".join(run[0] for run in runs)
        if not text.strip():
            continue
        if one.level:
            point = {"kind": "point", "level": one.level, "label": BULLET}
            yield {**point, "runs": runs}
        else:
            yield {"kind": "text", "runs": runs}
