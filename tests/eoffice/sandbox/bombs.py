"""Files made to hurt, written by our own code, small on disk."""

import io
import struct
import zipfile
import zlib

GIGABYTE = 1024**3
CHUNK = 16 * 1024 * 1024


def deflated_zeros(length):
    """A valid zlib stream that inflates to `length` zero bytes, made in no time."""
    packer = zlib.compressobj(9)
    block = packer.compress(bytes(CHUNK)) + packer.flush(zlib.Z_FULL_FLUSH)
    head, repeat = block[:2], block[2:]
    checksum = ((length % 65521) << 16) | 1
    last = b"\x03\x00" + struct.pack(">I", checksum)
    return head + repeat * (length // CHUNK) + last


def pdf_of(*objects):
    """A PDF of numbered objects; object 1 is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\n" % (len(places) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data, more=b""):
    head = b"<</Length %d%s>>stream\n" % (len(data), more)
    return head + data + b"\nendstream"


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>"


def content_bomb(inflated=10 * GIGABYTE):
    bomb = stream(deflated_zeros(inflated), b"/Filter/FlateDecode")
    return pdf_of(CATALOGUE, PAGES, PAGE % b"", bomb)


def picture_bomb(inflated=10 * GIGABYTE):
    """A page that shows a picture of 100,000 x 100,000 pixels."""
    more = (
        b"/Type/XObject/Subtype/Image/Width 100000/Height 100000"
        b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    )
    resources = b"/Resources<</XObject<</I 5 0 R>>>>"
    draw = stream(b"595 0 0 842 0 0 cm /I Do")
    picture = stream(deflated_zeros(inflated), more)
    return pdf_of(CATALOGUE, PAGES, PAGE % resources, draw, picture)


def no_pages():
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>")


def one_page(text="Surat percobaan"):
    font = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    draw = stream(b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % text.encode())
    return pdf_of(CATALOGUE, PAGES, PAGE % font, draw)


def huge_page():
    page = PAGE.replace(b"595 842", b"14400 14400") % b""
    return pdf_of(CATALOGUE, PAGES, page, stream(b""))


def png(width, height, inflated=0):
    def chunk(kind, data):
        checked = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", deflated_zeros(inflated))
        + chunk(b"IEND", b"")
    )


def zip_bomb(inflated=10 * GIGABYTE):
    """An office file whose main part inflates to `inflated` bytes."""
    raw = deflated_zeros(inflated)[2:-4]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"")
        info = archive.getinfo("word/document.xml")
        info.file_size, info.compress_size = inflated, len(raw)
    return out.getvalue()
