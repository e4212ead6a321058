"""The head of a letter in a Word file: what its layout prints of it, and no more.

Words and order are those of the page (`workflow/typesetting/typst`); number and date
come with the signature, so their places are named in brackets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.rendering.tree import LetterTree
from workflow.typesetting.layouts import LEGAL, head_parts
from workflow.word_files.writing.counting import roman

NUMBER_TO_COME = "[diberikan saat ditandatangani]"
DATE_TO_COME = "[tanggal tanda tangan]"
MOST_NAMED = 4  # more addressees stand on a list of their own, as on the page
LIST_OF_ADDRESSEES = "DAFTAR PENERIMA SURAT"
URGENCY = {"sangat_segera": "Sangat Segera"}
CLASSES = {
    "terbatas": "Terbatas",
    "rahasia": "Rahasia",
    "sangat_rahasia": "Sangat Rahasia",
}
USUAL_TITLES = {
    "nota_dinas": "NOTA DINAS",
    "telaahan": "TELAAHAN STAF",
    "memo": "MEMORANDUM",
    "radiogram": "RADIOGRAM",
    "edaran": "SURAT EDARAN",
    "pengantar": "SURAT PENGANTAR",
    "pengumuman": "PENGUMUMAN",
    "berita_acara": "BERITA ACARA",
    "perjanjian": "PERJANJIAN KERJA SAMA",
    "laporan": "LAPORAN",
    "disposisi": "LEMBAR DISPOSISI",
    "naskah": "NASKAH DINAS",
    "keterangan": "SURAT KETERANGAN",
    "kuasa": "SURAT KUASA",
    "tugas": "SURAT TUGAS",
    "notula": "NOTULA",
    "sertifikat": "SERTIFIKAT",
    "spd": "SURAT PERJALANAN DINAS (SPD)",
    "keputusan": "KEPUTUSAN",
    "instruksi": "INSTRUKSI",
    "peraturan": "PERATURAN",
}
#: Layouts in whose head the parts stand as rows, `Hal : …`.
IN_ROWS = frozenset({"surat_dinas", "nota_dinas", "telaahan", "memo", "radiogram"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Lines of the head, in the order of the page: centred, rows, and addressees."""

    title: Sequence[str]
    rows: Sequence[str]
    recipients: Sequence[str]


def title_of(tree: LetterTree) -> str:
    """Return the judul; empty for a letter in the usual form."""
    return (tree.title or USUAL_TITLES.get(tree.type, "")).upper()


def head_of(tree: LetterTree) -> Head:
    """Return what the layout prints of the head."""
    prints = head_parts(tree.type)
    in_rows = tree.type in IN_ROWS
    title = [title_of(tree)] if title_of(tree) else []
    if not in_rows:
        if tree.has_number is not False:
            title.append(f"NOMOR {NUMBER_TO_COME}")
        if prints.subject:
            title += ["TENTANG", tree.subject.upper()]
    return Head(
        title=title,
        rows=_rows(tree) if in_rows else [],
        recipients=_recipients(tree) if prints.recipients else [],
    )


def _rows(tree: LetterTree) -> list[str]:
    prints = head_parts(tree.type)
    urgency = URGENCY.get(tree.urgency, tree.urgency.title())
    sifat = CLASSES.get(tree.security_class)
    rows = {
        "Dari": (tree.sender or "") if prints.sender else "",
        "Nomor": "" if tree.has_number is False else NUMBER_TO_COME,
        "Sifat": f"{sifat} / {urgency}" if sifat else urgency,
        "Lampiran": (tree.attachments or "-") if prints.attachments else "",
        "Hal": tree.subject if prints.subject else "",
    }
    return [f"{label}\t: {value}" for label, value in rows.items() if value]


def is_listed_apart(tree: LetterTree) -> bool:
    """Whether the addressees stand on a list of their own, before the annexes."""
    return head_parts(tree.type).recipients and len(tree.recipients) > MOST_NAMED


def _recipients(tree: LetterTree) -> list[str]:
    if is_listed_apart(tree):
        named = ["Yth. (daftar terlampir)"]
    else:
        named = listed_recipients(tree, "Yth. ")
    place = [f"di {tree.recipients_place}"] if tree.recipients_place else []
    return [*named, *place]


def listed_recipients(tree: LetterTree, before: str = "") -> list[str]:
    """Return the addressees line by line, numbered where there are several."""
    several = len(tree.recipients) > 1
    told = []
    for place, lines in enumerate(tree.recipients, start=1):
        first = f"{place}. {lines[0]}" if several else lines[0]
        told += [f"{before}{first}", *lines[1:]]
    return told


def annex_head(tree: LetterTree, place: int, total: int) -> list[str]:
    """Return the lines above a lampiran; counted in Roman where there are several."""
    counted = f" {roman(place)}" if total > 1 else ""
    if tree.type not in LEGAL:
        return [
            f"Lampiran{counted} surat",
            f"Nomor\t: {NUMBER_TO_COME}",
            f"Tanggal\t: {DATE_TO_COME}",
        ]
    return [
        f"LAMPIRAN{counted}",
        title_of(tree),
        f"NOMOR\t: {NUMBER_TO_COME}",
        f"TANGGAL\t: {DATE_TO_COME}",
        "TENTANG",
        tree.subject.upper(),
    ]
