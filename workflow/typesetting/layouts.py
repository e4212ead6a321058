"""The layouts of letters: which parts of a letter's head each prints.

What a layout does not print is known to the office (who gets the letter, what it is
about) and is not sought on its pages. Plain values: the worker that draws needs them.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Layout = Literal[
    "surat_dinas",
    "nota_dinas",
    "memo",
    "tugas",
    "spd",
    "edaran",
    "keputusan",
    "instruksi",
    "peraturan",
    "pengumuman",
    "berita_acara",
    "keterangan",
    "pengantar",
    "kuasa",
    "perjanjian",
    "telaahan",
    "laporan",
    "notula",
    "radiogram",
    "sertifikat",
    "disposisi",
    "naskah",
]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadParts:
    """Which parts of the head stand on the page; copies stand on every one."""

    subject: bool = False
    recipients: bool = False
    sender: bool = False
    attachments: bool = False


_LETTER = HeadParts(subject=True, recipients=True, attachments=True)
_NOTE = HeadParts(subject=True, recipients=True, sender=True, attachments=True)
_MESSAGE = HeadParts(subject=True, recipients=True, sender=True)
_TO_ALL = HeadParts(subject=True, recipients=True)
_TITLED = HeadParts(subject=True)
_BODY_ALONE = HeadParts()

_HEADS: dict[Layout, HeadParts] = {
    "surat_dinas": _LETTER,
    "nota_dinas": _NOTE,
    "telaahan": _NOTE,
    "memo": _MESSAGE,
    "radiogram": _MESSAGE,
    "edaran": _TO_ALL,
    "pengantar": HeadParts(recipients=True),
    "keputusan": _TITLED,
    "instruksi": _TITLED,
    "peraturan": _TITLED,
    "pengumuman": _TITLED,
    "berita_acara": _TITLED,
    "perjanjian": _TITLED,
    "laporan": _TITLED,
    "disposisi": _TITLED,
    "naskah": _TITLED,
}


def head_parts(layout: str) -> HeadParts:
    """What this layout prints of the head."""
    return _HEADS.get(layout, _BODY_ALONE)  # type: ignore[call-overload, no-any-return]


def stays_inside(layout: str) -> bool:
    """Whether a letter of this layout says "Dari", and "di" no town."""
    return head_parts(layout).sender


# Legal products show emblem and name of who makes them and no address, where that is
# the head of the region; certificates and agreements never have one.
LEGAL: frozenset[Layout] = frozenset({"keputusan", "instruksi", "peraturan"})
UNADDRESSED: frozenset[Layout] = frozenset({"sertifikat", "perjanjian"})
# Letters in their usual form: no judul, or always the same.
UNTITLED: frozenset[Layout] = frozenset({"surat_dinas", "nota_dinas"})
