"""What forgers do to signed files, made by our own hands."""

import re
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper

from workflow.pades.preparation import QuietWriter

OVER_THE_TEXT = (50, 650, 500, 800)
CONTENTS = re.compile(rb"/Contents <([0-9A-F]+)>")


def appended(pdf: bytes, change) -> bytes:
    """Append one revision made by `change(writer)`."""
    writer = QuietWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _white_sheet(writer):
    left, bottom, right, top = OVER_THE_TEXT
    width, height = right - left, top - bottom
    drawing = f"1 1 1 rg 0 0 {width} {height} re f".encode()
    box = BoxConstraints(width=width, height=height)
    return writer.add_object(RawContent(drawing, box=box).as_form_xobject())


def _annotation(writer, **entries):
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/F"): generic.NumberObject(4),
            pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, OVER_THE_TEXT)
            ),
            pdf_name("/AP"): generic.DictionaryObject(
                {pdf_name("/N"): _white_sheet(writer)}
            ),
            **{pdf_name(f"/{key}"): value for key, value in entries.items()},
        }
    )


def with_note_over_text(pdf):
    def change(writer):
        page = writer.find_page_for_modification(0)[0]
        note = _annotation(
            writer, Subtype=pdf_name("/FreeText"), Contents=generic.pdf_string("x")
        )
        writer.register_annotation(page, writer.add_object(note))

    return appended(pdf, change)


def with_changed_page(pdf):
    def change(writer):
        page = writer.find_page_for_modification(0)[0].get_object()
        page["/Contents"] = writer.add_object(
            generic.StreamObject(stream_data=b"0 0 100 100 re f")
        )
        writer.update_container(page)

    return appended(pdf, change)


def with_added_page(pdf):
    def change(writer):
        pages = writer.root["/Pages"]
        page = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Page"),
                pdf_name("/Parent"): writer.root.raw_get("/Pages"),
                pdf_name("/MediaBox"): generic.ArrayObject(
                    map(generic.NumberObject, (0, 0, 595, 842))
                ),
                pdf_name("/Resources"): generic.DictionaryObject(),
            }
        )
        pages["/Kids"].append(writer.add_object(page))
        pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
        writer.update_container(pages)
        writer.update_container(pages["/Kids"])

    return appended(pdf, change)


def with_unsigned_field_over_text(pdf):
    """A signature field nobody signed, dressed up as a white sheet."""

    def change(writer):
        spec = SigFieldSpec("Kosong", box=OVER_THE_TEXT)
        append_signature_field(writer, spec)
        field = next(
            ref.get_object()
            for ref in writer.root["/AcroForm"]["/Fields"]
            if ref.get_object()["/T"] == "Kosong"
        )
        field["/AP"]["/N"] = _white_sheet(writer)

    return appended(pdf, change)


def with_new_title(pdf):
    def change(writer):
        stream = writer.root["/Metadata"]
        data = stream.data.replace(b"Undangan rapat", b"Undangan batal")
        assert data != stream.data
        fresh = generic.StreamObject(stream_data=data)
        fresh["/Type"], fresh["/Subtype"] = pdf_name("/Metadata"), pdf_name("/XML")
        writer.root["/Metadata"] = writer.add_object(fresh)
        writer.update_root()

    return appended(pdf, change)


def with_signature_stripped(pdf):
    """An update that takes the form, and so the signature, out of sight."""

    def change(writer):
        del writer.root["/AcroForm"]
        if "/Perms" in writer.root:
            del writer.root["/Perms"]
        writer.update_root()

    return appended(pdf, change)


def with_signature_object(pdf, **entries):
    """Override entries of the signature dictionary in a later revision."""

    def change(writer):
        value = writer.root["/AcroForm"]["/Fields"][0]["/V"]
        for key, entry in entries.items():
            value[pdf_name(f"/{key}")] = entry
        writer.update_container(value)

    return appended(pdf, change)


def with_contents_of(pdf, other):
    """Put the signature of `other` into `pdf` (both with equal room)."""
    mine, theirs = CONTENTS.search(pdf), CONTENTS.search(other)
    return pdf[: mine.start(1)] + theirs[1] + pdf[mine.end(1) :]


def with_hidden_in_contents(pdf):
    """Use the room behind the CMS for something else."""
    found = CONTENTS.search(pdf)
    return pdf[: found.end(1) - 8] + b"deadbeef" + pdf[found.end(1) :]


def with_text_field(pdf):
    """A form with one text field (before signing)."""

    def change(writer):
        page = writer.find_page_for_modification(0)[0]
        field = _annotation(
            writer,
            Subtype=pdf_name("/Widget"),
            FT=pdf_name("/Tx"),
            T=generic.pdf_string("Jumlah"),
            V=generic.pdf_string("1.000.000"),
        )
        field[pdf_name("/Rect")] = generic.ArrayObject(
            map(generic.NumberObject, (50, 50, 200, 80))
        )
        reference = writer.add_object(field)
        writer.register_annotation(page, reference)
        writer.root["/AcroForm"] = generic.DictionaryObject(
            {pdf_name("/Fields"): generic.ArrayObject([reference])}
        )
        writer.update_root()

    return appended(pdf, change)


def with_text_field_refilled(pdf):
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        field["/V"] = generic.pdf_string("9.000.000")
        writer.update_container(field)

    return appended(pdf, change)


def encrypted(pdf):
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


class _Stamps(TimeStamper):
    """pyHanko's face of our time-stamp authority."""

    def __init__(self, authority):
        super().__init__()
        self._authority = authority

    async def async_request_tsa_response(self, req):
        from asn1crypto import tsp

        return tsp.TimeStampResp.load(self._authority.answer_later(req.dump()))


class _Threaded:
    def __init__(self, stamping):
        self._stamping = stamping

    def answer_later(self, request):
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(self._stamping.answer, request).result()


def with_archive_stamp(pdf, stamping):
    """Append a document time-stamp, as the archive later does."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer._update_meta = lambda: None
    stamper = PdfTimeStamper(_Stamps(_Threaded(stamping)))
    return stamper.timestamp_pdf(writer, "sha256", bytes_reserved=32768).getvalue()


def revisions(pdf):
    return PdfFileReader(BytesIO(pdf)).xrefs.total_revisions
