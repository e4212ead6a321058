"""Files made to hurt: each ends as a word about that file, none as a fault of ours."""

import io
import zipfile

import pytest

from eoffice.sandbox.errors import FileBroken, FileEncrypted, FileTooLarge
from tests.eoffice.objects.files import bomb_docx, pdf
from tests.workflow.reading_views import papers
from tests.workflow.word_files import papers as word_papers
from workflow.reading_views.sandboxed import ViewRefused, read_office_file

ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "hahahaha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


def renamed(data: bytes, old: str, new: str) -> bytes:
    """The file with a word of its parts changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as there,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in there.namelist():
            content = there.read(name)
            changed.writestr(name, content.replace(old.encode(), new.encode()))
    return out.getvalue()


def with_entities(data: bytes, root: str) -> bytes:
    return renamed(data, f"<{root}", f"{ENTITIES}<{root}")


REFUSED = {
    "macros of Excel": (
        lambda: word_papers.with_part(papers.workbook(), "xl/vbaProject.bin", b"x"),
        "macros",
    ),
    "macros of LibreOffice": (
        lambda: word_papers.with_part(
            papers.open_document("text", ""), "Basic/Standard/Module1.xml", b"<a/>"
        ),
        "macros",
    ),
    "entities in a text": (
        lambda: papers.open_document("text", "<text:p>&b;&c;</text:p>", head=ENTITIES),
        "entities",
    ),
    "entities in a sheet": (
        lambda: with_entities(papers.workbook(), "worksheet"),
        "entities",
    ),
    "entities in a slide": (
        lambda: with_entities(papers.slides(), "p:sld"),
        "entities",
    ),
}
BROKEN = {
    "bomb": (bomb_docx, FileTooLarge),
    "cut off": (lambda: papers.workbook()[:-300], FileBroken),
    "locked": (word_papers.locked, FileEncrypted),
    "no office file": (pdf, FileBroken),
    "no content": (
        lambda: papers.packed({"mimetype": f"{papers.OPEN_DOCUMENT}.text"}),
        FileBroken,
    ),
    "no numbers": (
        lambda: papers.open_document(
            "spreadsheet",
            "<table:table><table:table-row><table:table-cell "
            'office:value="x"/></table:table-row></table:table>',
        ),
        FileBroken,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_run_or_unfold_is_not_read(name):
    make, code = REFUSED[name]

    assert papers.read(make()) == {"refused": code}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_says_so(name):
    make, fault = BROKEN[name]

    with pytest.raises(fault):
        papers.read(make())


def test_nesting_beyond_reason_is_refused():
    deep = "<text:section>" * 3000 + "</text:section>" * 3000

    try:
        answer = papers.read(papers.open_document("text", deep))
    except FileBroken:  # the parser's own bound
        return
    assert answer == {"refused": "too_deep"}


def test_a_sheet_that_claims_a_million_rows_costs_nothing():
    data = renamed(papers.workbook(), 'ref="A1:C1"', 'ref="A1:XFD1048576"')

    assert papers.told(data)[1][1][1][1] == "Uraian"


def test_what_lies_outside_is_never_fetched():
    """The job has no network either; what a file points at is not even asked for."""
    picture = (
        '<draw:frame><draw:image href="http://127.0.0.1:9/gambar.png"/></draw:frame>'
    )
    data = papers.open_document("text", f"<text:p>Isi{picture}</text:p>")

    assert papers.told(data)[0][1].startswith("Isi")


def test_in_the_sandbox_a_hostile_file_ends_with_a_code():
    with pytest.raises(ViewRefused) as refusal:
        read_office_file(bomb_docx())
    assert refusal.value.code == "file_too_large"

    found = read_office_file(papers.slides())
    assert [block["kind"] for block in found.blocks][:2] == ["part", "heading"]
