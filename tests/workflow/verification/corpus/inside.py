"""Changes within our bytes, above all in the room that no signature covers."""

import re
from collections.abc import Callable
from io import BytesIO

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.workflow.verification.attacks import (
    CONTENTS,
    with_changed_page,
    with_contents_of,
    with_note_over_text,
)
from tests.workflow.verification.corpus.hidden import forged_content
from tests.workflow.verification.corpus.workshop import Recipe, Workshop, table_of

HEADER = re.compile(rb"%PDF-1\.\d")


def digits(change: Callable[[bytes], bytes]) -> Recipe:
    """Change the digits of /Contents."""

    def recipe(shop: Workshop) -> bytes:
        found = CONTENTS.search(shop.letter)
        made = change(found[1])
        return shop.letter[: found.start(1)] + made + shop.letter[found.end(1) :]

    return recipe


def message(change: Callable[[cms.SignerInfo], None]) -> Recipe:
    """Change the part of the CMS that is under no signature."""

    def recode(old: bytes) -> bytes:
        info = cms.ContentInfo.load(bytes.fromhex(old.decode()))
        change(info["content"]["signer_infos"][0])
        return info.dump().hex().upper().encode().ljust(len(old), b"0")

    return digits(recode)


def flipped(place: Callable[[bytes], int]) -> Recipe:
    def recipe(shop: Workshop) -> bytes:
        made = bytearray(shop.letter)
        made[place(shop.letter)] ^= 1
        return bytes(made)

    return recipe


def replaced(old: bytes, new: bytes) -> Recipe:
    return lambda shop: shop.letter.replace(old, new)


def _without_stamp(signer: cms.SignerInfo) -> None:
    signer["unsigned_attrs"] = cms.CMSAttributes([])


def _with_claim(signer: cms.SignerInfo) -> None:
    kept = list(signer["unsigned_attrs"])
    text = cms.CMSAttribute({"type": "1.2.3.4", "values": []})
    signer["unsigned_attrs"] = cms.CMSAttributes([*kept, text])


def lower(pdf: bytes) -> bytes:
    found = CONTENTS.search(pdf)
    return pdf[: found.start(1)] + found[1].lower() + pdf[found.end(1) :]


def _stream(pdf: bytes) -> int:
    page = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0]
    return pdf.index(page["/Contents"].encoded_data[:40]) + 20


def lower_and_far_table(shop: Workshop) -> bytes:
    pdf = lower(shop.letter)
    end = b"startxref\n" + table_of(pdf) + b"\n" * 2000 + b"%%EOF\n"
    return pdf + forged_content(pdf) + end


RECIPES: dict[str, Recipe] = {
    "digits in small letters": digits(bytes.lower),
    "one digit in small letters": digits(lambda old: old[:9] + old[9:].lower()),
    "room filled": digits(lambda old: old[:-8] + b"deadbeef"),
    "room shortened": digits(lambda old: old[:-2]),
    "time stamp taken out": message(_without_stamp),
    "attribute added": message(_with_claim),
    "signature of another letter": lambda shop: with_contents_of(
        shop.other, shop.letter
    ),
    "small letters and a note": lambda shop: with_note_over_text(lower(shop.letter)),
    "small letters and a new page": lambda shop: with_changed_page(lower(shop.letter)),
    "small letters and a far table": lower_and_far_table,
    "small letters and a comment": lambda shop: lower(shop.letter) + b"% x\n",
    "small letters and a line end": lambda shop: lower(shop.letter) + b"\n",
    "page content flipped": flipped(_stream),
    "last byte cut off": lambda shop: shop.letter[:-1],
    "last byte flipped": flipped(lambda pdf: len(pdf) - 1),
    "half the file": lambda shop: shop.letter[: len(shop.letter) // 2],
    "version in the header": lambda shop: HEADER.sub(b"%PDF-1.4", shop.letter, 1),
    "reason exchanged": replaced(b"/ByteRange", b"/ByteRangf"),
    "other hash named": replaced(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached"),
    "table moved": flipped(lambda pdf: pdf.rindex(b"%%EOF") - 3),
}
