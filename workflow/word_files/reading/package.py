"""The file itself: judged before a reader sees it, opened, its parts looked up.

Nothing outside of it is ever fetched: what it points at is only counted.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from eoffice.sandbox.errors import FileBroken, FileEncrypted, FileTooLarge
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks.probe import probe
from workflow.word_files.reading.left_out import LeftOut
from workflow.word_files.reading.numbering import Numbering
from workflow.word_files.reading.styles import Styles

# 300 pages are some 5 MB of XML; as a tree it takes ten times that of memory.
MOST_XML = 32 * 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
STRICT = b"purl.oclc.org/ooxml"
HARMLESS = {REL.HYPERLINK}
_HEAD_OR_FOOT = (REL.HEADER, REL.FOOTER)


class WordRefused(Exception):
    """The file is not read at all; `code` says why."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(slots=True, kw_only=True)
class WordFile:
    """An open file: the element of its body, and what its paragraphs refer to."""

    body: Any
    links: dict[str, str]
    styles: Styles
    numbering: Numbering
    told: LeftOut


def opened_word(job: SandboxJob) -> WordFile:
    """Open the file of the job.

    Raises:
        WordRefused: macros, entities, a dialect that Word itself seldom writes.
        FileBroken, FileEncrypted, FileTooLarge: as their names say.
    """
    facts = probe(job)
    if facts["encrypted"]:
        raise FileEncrypted
    if facts["kind"] != "docx":
        raise WordRefused("other_kind")
    try:
        with zipfile.ZipFile(io.BytesIO(job.data)) as archive:
            check_parts(archive)
        document = docx.Document(io.BytesIO(job.data))
    # Sizes that lie end here too: what unpacks to another length has a wrong checksum.
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError) as fault:  # type: ignore[attr-defined]
        raise FileBroken(str(fault)) from fault
    except (PackageNotFoundError, NotImplementedError) as fault:
        raise FileBroken(str(fault)) from fault
    return _word(document)


def check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse an office file for what is in it, before a reader builds a tree of it.

    Raises:
        WordRefused: macros, entities, a dialect that Word itself seldom writes.
        FileTooLarge: more XML than a job can hold.
        zipfile.BadZipFile: a part is not as long as it says.
    """
    names = archive.namelist()
    if any("vbaproject" in name.lower() for name in names):
        raise WordRefused("macros")
    written = [one for one in archive.infolist() if one.filename.endswith(_XML)]
    if sum(one.file_size for one in written) > MOST_XML:
        raise FileTooLarge("XML")
    for entry in written:
        # A part in UTF-16 is the same signs with zeros between.
        content = archive.read(entry).replace(b"\0", b"")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise WordRefused("entities")
        if entry.filename == CONTENT_TYPES and _has_macros(content):
            raise WordRefused("macros")
        if entry.filename == "word/document.xml" and STRICT in content:
            raise WordRefused("strict")


_XML = (".xml", ".rels")


def _has_macros(content_types: bytes) -> bool:
    return b"macroEnabled" in content_types or b"vbaProject" in content_types


def _word(document: Any) -> WordFile:
    part, body = document.part, document.element.body
    if body is None:
        raise FileBroken("no body")
    marks = (qn("w:lastRenderedPageBreak"), qn("w:pageBreakBefore"))
    has_breaks = any(one.get(qn("w:type")) == "page" for one in body.iter(qn("w:br")))
    told = LeftOut(knows_pages=has_breaks or next(body.iter(*marks), None) is not None)
    _tell_of_others(part, told)
    return WordFile(
        body=body,
        links={
            key: rel.target_ref
            for key, rel in part.rels.items()
            if rel.reltype == REL.HYPERLINK and rel.is_external
        },
        styles=Styles(_element(part, REL.STYLES)),
        numbering=Numbering(_element(part, REL.NUMBERING)),
        told=told,
    )


def _element(part: Any, kind: str) -> Any:
    """Return the root of the one part of this kind, or nothing."""
    for rel in part.rels.values():
        if rel.reltype == kind and not rel.is_external:
            return getattr(rel.target_part, "element", None)
    return None


def _tell_of_others(part: Any, told: LeftOut) -> None:
    """Count what stands beside the text: heads, feet, and what lies elsewhere."""
    for rel in part.rels.values():
        if rel.reltype in _HEAD_OR_FOOT and not rel.is_external:
            root = getattr(rel.target_part, "element", None)
            texts = root.iter(qn("w:t")) if root is not None else ()
            if any((one.text or "").strip() for one in texts):
                told.note("header_footer", has_page=False)
    for rel in _outside(part):
        kind = "template" if rel.reltype.endswith("/attachedTemplate") else "outside"
        told.note(kind, has_page=False)


def _outside(part: Any) -> Iterator[Any]:
    for one in (part, *part.package.iter_parts()):
        for rel in one.rels.values():
            # The document itself is among the parts of its package.
            is_first = one is not part or rel.reltype.endswith("/attachedTemplate")
            if rel.is_external and rel.reltype not in HARMLESS and is_first:
                yield rel
