"""What the demo's letters are about: themes of each agency, filled with a date."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from workflow.rendering.dates_in_words import date_in_words

DATA = Path(__file__).parent / "data"
MONTHS = """
Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
""".split()  # noqa: SIM905  a list of names reads best as a line of names
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
VILLAGES = ("Karangjati", "Sumberagung", "Kauman", "Wungurejo", "Tegalsari")
STAGES = ("tahap I", "tahap II", "tahap III", "tahap IV", "tahap akhir")
PEOPLE_ON_LEAVE = ("Retno Purnomo, S.E.", "Wulan Saraswati", "Slamet Widodo, S.Sos.")
PERSON = "Retno Purnomo, S.E."
NO_WORDS: Mapping[str, str] = MappingProxyType({})
THANKS = "Demikian disampaikan. Atas perhatian Saudara, kami ucapkan terima kasih."


@cache
def themes() -> list[dict[str, Any]]:
    """Return all themes, in the file's order."""
    return _read("themes.json")


@cache
def letters_by_form() -> list[dict[str, Any]]:
    """Return one letter for each way to sign: own, a.n., u.b.; most go outside."""
    return _read("forms.json")


def _read(name: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return told


def subject_of(
    theme: dict[str, Any], on: date, words: Mapping[str, str] = NO_WORDS
) -> str:
    """Return the subject for a letter of that day."""
    return _filled(theme["subject"], on, words)


def body_of(
    theme: dict[str, Any], on: date, words: Mapping[str, str] = NO_WORDS
) -> list[dict[str, Any]]:
    """Return the body blocks of a letter of that day."""
    blocks: list[dict[str, Any]] = [_paragraph(_filled(theme["opening"], on, words))]
    if "points" in theme:
        points = [_filled(point, on, words) for point in theme["points"]]
        blocks.append({"type": "numbered_list", "value": points})
    if "fields" in theme:
        blocks.append({"type": "fields", "value": _meeting(on)})
    if "table" in theme:
        is_leave = theme["table"] == "leave"
        table = _leave(on) if is_leave else _schedule(on)
        blocks.append({"type": "table", "value": table})
    blocks.append(_paragraph(theme.get("closing", THANKS)))
    return blocks


def _filled(text: str, on: date, words: Mapping[str, str]) -> str:
    known = {"stage": STAGES[0], "person": PERSON, **words}
    return text.format(month=MONTHS[on.month - 1], year=on.year, **known)


def _paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": text}


def _meeting(on: date) -> list[dict[str, str]]:
    day = date.fromordinal(on.toordinal() + 7)
    told = f"{DAYS[day.weekday()]}, {date_in_words(day)}"
    return [
        {"label": "hari, tanggal", "value": told},
        {"label": "pukul", "value": "09.00 WIB sampai selesai"},
        {"label": "tempat", "value": "Aula Wanawiyata, Sekretariat Daerah"},
    ]


def _leave(on: date) -> dict[str, Any]:
    rows = [
        [str(n), name, f"{1980 + n}0101{on.year - 20}011{n:03d}", f"{n + 1} hari"]
        for n, name in enumerate(PEOPLE_ON_LEAVE, start=1)
    ]
    header = ["No.", "Nama", "NIP", "Lama cuti"]
    return {"header": header, "rows": rows, "widths": [1, 5, 5, 2]}


def _schedule(on: date) -> dict[str, Any]:
    rows = [
        [str(n), village, date_in_words(date.fromordinal(on.toordinal() + 5 + n))]
        for n, village in enumerate(VILLAGES, start=1)
    ]
    return {"header": ["No.", "Tempat", "Tanggal"], "rows": rows, "widths": [1, 4, 5]}
