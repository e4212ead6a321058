"""Reading copies: every page stamped with who reads it and when.

A new file; what was signed is left as it is. The copy carries the pages alone: no
form, no signature value, no script, no attached file, so nobody takes it for the
signed letter (tata naskah 5.2; UU 43/2009 on closed records).
"""

import io
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
)

from eoffice.sandbox.errors import PagesUnfit
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.limits import Limits
from eoffice.sandbox.tasks import pictures
from eoffice.sandbox.tasks.page_work import faults_named, reader_of
from eoffice.sandbox.tasks.probe import kind_of

STAMP = "/EoSalinanBaca"
MARGIN, LINE, SIZE = 14, 10.5, 8
WATERMARK_SIZE = 54
AVERAGE_WIDTH = 0.62  # of Helvetica-Bold capitals, in ems
#: What may run, open, send or verify: not part of a page to read.
ACTIVE = ("/A", "/AA", "/V", "/FT", "/T", "/Parent", "/Kids", "/FS", "/DA")
"".encode("cp1252")  # loaded now: inside the walls it is too late


def _words(text: str) -> str:
    """Text as the string of a PDF content stream (WinAnsiEncoding)."""
    plain = text.encode("cp1252", "replace").decode("latin-1")
    for sign in "\\()":
        plain = plain.replace(sign, f"\\{sign}")
    return "".join(sign for sign in plain if sign.isprintable())


def _font(base: str) -> DictionaryObject:
    names = {
        "/Type": "/Font",
        "/Subtype": "/Type1",
        "/BaseFont": f"/{base}",
        "/Encoding": "/WinAnsiEncoding",
    }
    return DictionaryObject({NameObject(k): NameObject(v) for k, v in names.items()})


def _drawing(width: float, height: float, title: str, lines: Sequence[str]) -> str:
    """A pale band along the foot with the lines, the title across the page."""
    band = MARGIN + LINE * len(lines)
    size = min(WATERMARK_SIZE, width * 0.9 / max(1.0, AVERAGE_WIDTH * len(title)))
    half = size * AVERAGE_WIDTH * len(title) / 2
    slant = 0.7071
    x, y = width / 2 - half * slant, height / 2 - half * slant
    parts = [
        f"q /EoPale gs 1 1 1 rg 0 0 {width:.2f} {band:.2f} re f Q",
        "q /EoFaint gs 0.45 0.1 0.05 rg BT",
        f"/EoBold {size:.2f} Tf {slant} {slant} -{slant} {slant} {x:.2f} {y:.2f} Tm",
        f"({_words(title)}) Tj ET Q",
    ]
    for row, line in enumerate(reversed(lines)):
        font = "/EoBold" if row == len(lines) - 1 else "/EoPlain"
        at = MARGIN / 2 + 2 + LINE * row
        parts.append(
            f"q 0.35 0.1 0.05 rg BT {font} {SIZE} Tf {MARGIN} {at:.2f} Td"
            f" ({_words(line)}) Tj ET Q"
        )
    return "\n".join(parts)


def _stamp(width: float, height: float, title: str, lines: Sequence[str]) -> Any:
    form = DecodedStreamObject()
    form.set_data(_drawing(width, height, title, lines).encode("latin-1"))
    fonts = {"/EoBold": "Helvetica-Bold", "/EoPlain": "Helvetica"}
    states = {"/EoFaint": 0.13, "/EoPale": 0.82}
    resources = DictionaryObject()
    resources[NameObject("/Font")] = DictionaryObject(
        {NameObject(name): _font(base) for name, base in fonts.items()}
    )
    resources[NameObject("/ExtGState")] = DictionaryObject(
        {
            NameObject(name): DictionaryObject({NameObject("/ca"): FloatObject(seen)})
            for name, seen in states.items()
        }
    )
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(
        FloatObject(side) for side in (0, 0, width, height)
    )
    form[NameObject("/Resources")] = resources
    return form


def _placed(page: Any) -> tuple[float, float, str]:
    """Width and height as shown, and the matrix that sets the stamp upright."""
    box = page.cropbox
    x0, y0, x1, y1 = (float(v) for v in (box.left, box.bottom, box.right, box.top))
    width, height = x1 - x0, y1 - y0
    turned = int(page.rotation) % 360
    matrices = {
        0: f"1 0 0 1 {x0} {y0}",
        90: f"0 1 -1 0 {x1} {y0}",
        180: f"-1 0 0 -1 {x1} {y1}",
        270: f"0 -1 1 0 {x0} {y1}",
    }
    if turned in (90, 270):
        width, height = height, width
    return width, height, matrices.get(turned, matrices[0])


def _stream(writer: PdfWriter, text: str) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(text.encode("ascii"))
    return writer._add_object(stream)


def _calm(page: Any) -> None:
    """Take out of the page what is more than a page."""
    for name in ("/AA", "/B"):
        page.pop(name, None)
    for one in page.get("/Annots") or ():
        mark = one.get_object()
        for name in ACTIVE:
            mark.pop(name, None)


def _put(writer: PdfWriter, page: Any, stamp: Any, matrix: str) -> None:
    resources = DictionaryObject(
        page.get("/Resources", DictionaryObject()).get_object()
    )
    forms = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    forms[NameObject(STAMP)] = stamp
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Resources")] = resources
    contents = page.get("/Contents")
    found = contents.get_object() if contents is not None else ArrayObject()
    drawn = (
        list(found) if isinstance(found, ArrayObject) else [page.raw_get("/Contents")]
    )
    page[NameObject("/Contents")] = ArrayObject(
        [
            _stream(writer, "q\n"),
            *drawn,
            _stream(writer, f"\nQ\nq {matrix} cm {STAMP} Do Q\n"),
        ]
    )


def _as_pdf(data: bytes, limits: Limits) -> bytes:
    """A picture as a PDF of its frames."""
    with pictures.opened(data, limits) as picture:
        frames = [
            pictures.frame_of(picture, n, limits).convert("RGB")
            for n in range(1, min(getattr(picture, "n_frames", 1), limits.pages) + 1)
        ]
    out = io.BytesIO()
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=150)
    return out.getvalue()


def _source(job: SandboxJob) -> PdfReader:
    kind = kind_of(job.data)
    if kind in pictures.KINDS:
        return reader_of(_as_pdf(job.data, job.limits), job.limits)
    if kind != "pdf":
        message = f"{kind} has no pages"
        raise PagesUnfit(message)
    return reader_of(job.data, job.limits)


def reading_copy(job: SandboxJob, *, title: str, lines: Sequence[str]) -> bytes:
    """A new PDF of the pages, each with `title` across and `lines` at its foot.

    Raises:
        PagesUnfit: a kind without pages (office files); else what is wrong with it.
    """
    reader = _source(job)
    with faults_named():
        writer = PdfWriter()
        stamps: dict[tuple[float, float], Any] = {}
        for source in reader.pages:
            _calm(source)  # before it is copied, or what is taken out goes along
            page = writer.add_page(source)
            width, height, matrix = _placed(page)
            size = (round(width, 1), round(height, 1))
            if size not in stamps:
                stamps[size] = writer._add_object(_stamp(*size, title, lines))
            _put(writer, page, stamps[size], matrix)
        writer.add_metadata({"/Title": title})
        out = io.BytesIO()
        writer.write(out)
    return out.getvalue()
