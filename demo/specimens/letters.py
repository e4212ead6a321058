"""Incoming letters of invented senders, digital and as scans, with what they say.

For the demo world and for measuring proposals. Everything is drawn from a seed: the
same seed gives the same letters, byte for byte.
"""

import datetime
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from demo.specimens.handwriting import written
from demo.specimens.scanner import Faults, degrade
from workflow.reading.dates import MONTHS, ROMAN_MONTHS
from workflow.reading.titles import ordinary

__all__ = ["Expected", "Faults", "Specimen", "degrade", "scan_of", "specimens"]

HERE = Path(__file__).parent
FONTS = HERE.parent / "rendering" / "typst" / "fonts"
SUBJECTS = {"circular": "circular", "decree": "decree", "order": "order"}
TYPES = {"circular": "Surat Edaran", "note": "Nota Dinas", "order": "Surat Tugas"}
A4, F4 = (210, 297), (215, 330)
#: One letter in this many has a number written by hand.
HAND_EVERY = 4
#: Share of invitations among letters of layouts that carry them.
INVITATIONS = 0.25
#: How a date is written: by the rules (half of all), in digits, by a roman month.
DATE_FORMS = ("plain", "plain", "plain", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "roman")
HONORIFIC = "Bapak "


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a person reads on the letter; date as ISO 8601."""

    number: str
    date: str
    sender: str
    subject: str
    type: str
    addressee: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One letter: its name, PDF, what it says, and whether the number is by hand."""

    name: str
    pdf: bytes
    expected: Expected
    by_hand: bool


@cache
def _data() -> dict[str, Any]:
    text = (HERE / "specimens.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def _number(
    sender: dict[str, Any], rng: random.Random, *, by_hand: bool
) -> tuple[str, list[Any]]:
    """The number as registered, and its parts as printed or written."""
    figures = str(rng.randint(7, 1899))
    before, after, year = sender["number"]
    if sender.get("legal_year"):
        return f"{figures} Tahun {year}", [f"{figures} TAHUN {year}"]
    own: Any = written(figures, rng) if by_hand else figures
    return f"{before}{figures}{after}{year}", [before, own, after + year]


def _addressee(lines: list[str], layout: str) -> str | None:
    if layout in {"decree", "order"}:
        return None
    named = itertools.takewhile(lambda line: line.split()[0] != "di", lines)
    return " ".join(named).removeprefix(HONORIFIC)


def _subject(layout: str, rng: random.Random) -> str:
    subjects = _data()["subjects"]
    kind = SUBJECTS.get(layout)
    if kind:
        return str(rng.choice(subjects[kind]))
    invitation = layout in {"modern", "older"} and rng.random() < INVITATIONS
    return str(rng.choice(subjects["invitation" if invitation else "letter"]))


def _type(sender: dict[str, Any], layout: str, subject: str) -> str:
    if layout in TYPES:
        return TYPES[layout]
    if "type" in sender:
        return str(sender["type"])
    return "Surat Undangan" if subject.startswith("Undangan") else "Surat Dinas"


def _sender(sender: dict[str, Any], layout: str) -> str:
    if layout == "note":
        return str(sender["from"])
    return str(sender.get("sender") or ", ".join(map(ordinary, sender["lines"])))


def _event(subject: str) -> list[tuple[str, str]] | None:
    if not subject.startswith("Undangan"):
        return None
    return [
        ("hari", "Kamis"),
        ("tanggal", "10 Desember 2026"),
        ("pukul", "09.00 WIB"),
        ("tempat", "Aula Sekretariat Daerah"),
    ]


def _page_look(sender: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    return {
        "paper": rng.choice([A4, F4]),
        "font": sender["font"],
        "size": rng.choice([10.5, 11, 12]),
        "leading": rng.choice([0.55, 0.65, 0.8]),
    }


def _content(sender: dict[str, Any], layout: str, rng: random.Random) -> dict[str, Any]:
    subject = _subject(layout, rng)
    return {
        "layout": layout,
        "letterhead": {name: sender[name] for name in ("style", "lines", "address")},
        "heading": sender.get("heading", ""),
        "place": sender["place"],
        "subject": subject,
        "subject_label": rng.choice(["Hal", "Perihal"]),
        "nature": rng.choice(["Biasa", "Penting", "Segera"]),
        "attachment": rng.choice(["-", "1 (satu) berkas", "2 lembar"]),
        "addressee_lines": rng.choice(_data()["addressees"]),
        "from_official": sender.get("from", ""),
        "body": _data()["law"] if layout == "decree" else _data()["body"],
        "event": _event(subject),
        "enacted": layout in {"circular", "decree"},
        "signer_title": sender["title"],
        "signer": sender["signer"],
        "signer_rank": sender["rank"],
        "copies": rng.choice([[], ["Gubernur Nusa Harapan", "Inspektur Kabupaten"]]),
    }


def letter_pdf(letter: dict[str, Any]) -> bytes:
    """PDF of one letter (shape: `specimens.typ`); no system fonts, no clock."""
    pdf = typst.compile(
        str(HERE / "specimens.typ"),
        root=str(HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(letter)},
        timestamp=0,
    )
    return bytes(pdf)


def _dated(day: datetime.date, form: str) -> str:
    """The date as offices write it when they do not write it as the rules say."""
    if form == "plain":
        return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"
    if form == "roman":
        return f"{day.day}-{ROMAN_MONTHS.split()[day.month - 1]}-{day.year}"
    return day.strftime(form)


def _specimen(
    at: int, sender: dict[str, Any], layout: str, seed: int, *, varied: bool
) -> Specimen:
    rng = random.Random(seed * 1000 + at)  # noqa: S311 - repeatable letters
    by_hand = at % HAND_EVERY == HAND_EVERY - 1 and not sender.get("legal_year")
    number, parts = _number(sender, rng, by_hand=by_hand)
    day = datetime.date(2026, 1, 5) + datetime.timedelta(days=rng.randint(0, 320))
    content = _content(sender, layout, rng)
    letter = content | _page_look(sender, rng)
    letter["number_parts"] = parts
    form = rng.choice(DATE_FORMS) if varied else "plain"
    letter["date_text"] = _dated(day, form)
    expected = Expected(
        number=number,
        date=day.isoformat(),
        sender=_sender(sender, layout),
        subject=content["subject"],
        type=_type(sender, layout, content["subject"]),
        addressee=_addressee(content["addressee_lines"], layout),
    )
    name = f"{at + 1:03d}-{layout}.pdf"
    return Specimen(
        name=name, pdf=letter_pdf(letter), expected=expected, by_hand=by_hand
    )


def specimens(count: int, *, seed: int = 1, varied: bool = False) -> Iterator[Specimen]:
    """`count` letters, every sender in each of its layouts in turn.

    `varied`: dates in all the forms in use, not only as the rules have them.
    """
    pairs = [
        (sender, layout)
        for sender in _data()["senders"]
        for layout in sender["layouts"]
    ]
    for at in range(count):
        sender, layout = pairs[at % len(pairs)]
        yield _specimen(at, sender, layout, seed, varied=varied)


def scan_of(specimen: Specimen, *, seed: int) -> bytes:
    """The letter as a scanner of middling quality hands it over."""
    rng = random.Random(seed)  # noqa: S311 - repeatable faults
    faults = Faults(
        rotation=rng.uniform(-2.2, 2.2),
        noise=rng.uniform(0.05, 0.35),
        blur=rng.uniform(0.2, 0.9),
        stamp=rng.choice(["none", "round", "received", "round"]),
        dpi=rng.choice([150, 200, 200, 300]),
        shade=rng.uniform(0.0, 0.25),
        quality=rng.randint(50, 80),
    )
    return degrade(specimen.pdf, seed=seed, faults=faults)
