"""A refusal says what the file is and what to bring instead."""

import pytest
from django.utils.translation import override

from eoffice.objects.errors import UploadTypeRefused
from eoffice.objects.kinds import kind_of
from tests.eoffice.objects import files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60)


@pytest.mark.parametrize(
    ("head", "name", "told"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(40), "IMG_0001.heic", "HEIC"),
        (OLE, "surat.doc", "Word lama"),
        (OLE, "data.xls", "Excel lama"),
        (OLE, "pesan.msg", "Outlook"),
        (b"{\\rtf1\\ansi", "surat.rtf", "RTF"),
        (b"Received: from x by y\r\n", "surat.eml", "surel"),
        (b"PK\x03\x04" + bytes(40), "lampiran.zip", "arsip terkemas"),
        (b"Rar!\x1a\x07\x00", "lampiran.rar", "arsip terkemas"),
        (b"MZ" + bytes(40), "surat.pdf", "program"),
        (b"GIF89a", "foto.gif", "PNG atau JPEG"),
        (b"\0\0\0\x18ftypmp42", "rekaman.mp4", "film"),
        (b"<!DOCTYPE html><html>", "halaman.html", "laman"),
        (b"catatan rapat", "catatan.txt", "PDF"),
        (b"\x01\x02\x03\x04", "apa.xyz", "PDF, JPEG, PNG"),
    ],
)
def test_refusal_says_what_it_is_and_what_to_bring(head, name, told):
    with override("id"), pytest.raises(UploadTypeRefused) as refusal:
        kind_of(head, name)

    assert told in str(refusal.value)
    assert refusal.value.code == "upload_type_refused"


@pytest.mark.parametrize("name", ["surat", "surat.jpg", "surat.docx", "surat.tar.gz"])
def test_name_that_lacks_or_mistakes_its_end_says_so(name):
    with override("id"), pytest.raises(UploadTypeRefused) as refusal:
        kind_of(files.pdf(), name)

    assert "PDF" in str(refusal.value)
    assert ".pdf" in str(refusal.value)


@pytest.mark.parametrize("name", ["surat.pdf ", " surat.PDF", "surat.pdf\u00a0"])
def test_blanks_round_a_name_do_not_count(name):
    assert kind_of(files.pdf(), name).code == "pdf"


def test_webp_is_a_picture_like_others_but_not_every_riff():
    assert kind_of(files.picture("WEBP"), "foto.webp").code == "webp"
    with pytest.raises(UploadTypeRefused):
        kind_of(b"RIFF\x24\x00\x00\x00WAVEfmt ", "foto.webp")
