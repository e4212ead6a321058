"""Files that people bring, good and bad."""

import io
import zipfile

import pikepdf
from PIL import Image

# The standard test file of all virus scanners, in two parts so that no scanner
# takes this source for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*, password: str = "", hidden: bytes = b"") -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    if hidden:
        document.Root.Hidden = document.make_stream(hidden)
    out = io.BytesIO()
    lock = pikepdf.Encryption(owner=password, user=password) if password else None
    document.save(out, encryption=lock or False, compress_streams=True)
    return out.getvalue()


def docx(*, hidden: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        if hidden:
            archive.writestr("word/media/lampiran.bin", hidden)
    return out.getvalue()


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("catatan.txt", "bukan naskah")
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, kind)
    return out.getvalue()


def bomb_docx() -> bytes:
    """Ten thousand times larger unpacked, without ever being built unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<document/>")
        with archive.open("word/media/bom.bin", "w", force_zip64=True) as part:
            block = bytes(1024 * 1024)
            for _ in range(300):
                part.write(block)
    return out.getvalue()
