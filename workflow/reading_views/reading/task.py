"""The task of the sandbox: an office file as blocks of a reading view.

Answers `{"blocks": [...], "is_cut": bool, "left_out": [{kind, times}]}` (blocks: see
`parts`), or `{"refused": code}` for a file that is not read at all.
"""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from lxml.etree import XMLSyntaxError
from pptx.exc import PythonPptxError

from eoffice.sandbox.errors import FileBroken, FileEncrypted
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks.probe import probe
from workflow.reading_views.reading.open_document import (
    slide_blocks,
    table_blocks,
    text_blocks,
)
from workflow.reading_views.reading.parts import GAPS, NOTE_GAP, Block, collected
from workflow.reading_views.reading.sheets import xlsx_blocks
from workflow.reading_views.reading.slides import pptx_blocks
from workflow.reading_views.reading.word import word_blocks
from workflow.word_files.reading.package import WordRefused, check_parts

READERS: dict[str, Callable[[SandboxJob], Iterator[Block]]] = {
    "xlsx": xlsx_blocks,
    "pptx": pptx_blocks,
    "odt": text_blocks,
    "ods": table_blocks,
    "odp": slide_blocks,
}
MACROS = "Basic/"  # where OpenDocument keeps them
#: What the libraries throw at files that are not what they should be.
BROKEN = (
    XMLSyntaxError,
    PythonPptxError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
)
KINDS_OF_GAPS = {sign: kind for kind, sign in GAPS.items()} | {NOTE_GAP: "footnote"}


def read_office(job: SandboxJob) -> dict[str, Any]:
    """Read the file.

    Raises:
        FileBroken, FileEncrypted, FileTooLarge: see `eoffice.sandbox.errors`.
    """
    facts = probe(job)
    if facts["encrypted"]:
        raise FileEncrypted
    try:
        if facts["kind"] == "docx":
            stream, told = word_blocks(job)
            blocks, is_cut = collected(stream)
            left_out = told.rows()
        else:
            blocks, is_cut = collected(_read(job, facts["kind"]))
            left_out = _gaps(blocks)
    except WordRefused as refusal:
        return {"refused": refusal.code}
    except RecursionError:
        return {"refused": "too_deep"}
    except BROKEN as fault:
        raise FileBroken(str(fault)) from fault
    return {"blocks": blocks, "is_cut": is_cut, "left_out": left_out}


def _read(job: SandboxJob, kind: str) -> Iterator[Block]:
    reader = READERS.get(kind)
    if reader is None:
        raise FileBroken("no office file")
    with zipfile.ZipFile(io.BytesIO(job.data)) as archive:
        check_parts(archive)
        if any(name.startswith(MACROS) for name in archive.namelist()):
            raise WordRefused("macros")
    return reader(job)


def _gaps(blocks: list[Block]) -> list[dict[str, Any]]:
    """Return what stands as a gap in the blocks, counted."""
    texts = (run[0] for block in blocks for run in block.get("runs", ()))
    signs = Counter(sign for text in texts for sign in text if sign in KINDS_OF_GAPS)
    return [{"kind": KINDS_OF_GAPS[sign], "times": n} for sign, n in signs.items()]
