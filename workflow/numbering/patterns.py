"""How a number is printed: one engine for every pattern in use (tata naskah 4.1).

    {klasifikasi}/{urut:4}/{unit}/{tahun}      NOMOR {urut} TAHUN {tahun}

Tokens: `{sifat}` B, T, R or SR; `{klasifikasi}`; `{urut}`, filled up with noughts to
`{urut:width}`; `{unit}` of the register; `{jabatan}` of the signatory; `{bulan}` in
two digits, `{bulan_romawi}`; `{tahun}`; `{suffix}` of a number put in between.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from string import Formatter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 120
WIDEST = 6
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: What each token may print, so that two patterns can be told apart.
TOKENS = {
    "sifat": r"(?:B|T|R|SR)",
    "klasifikasi": r"[\d.]+",
    "urut": r"\d+",
    "unit": r"[^/]+",
    "jabatan": r"[^/]+",
    "bulan": r"\d\d",
    "bulan_romawi": r"[IVX]+",
    "tahun": r"\d{4}",
    "suffix": r"(?:\.\d+)?",
}
LITERAL = re.compile(r"[A-Za-z0-9 ./\-]*")
#: A sequence number that touches another number cannot be read.
TOUCHING = frozenset(TOKENS) - {"suffix"}
Parts = list[tuple[str, str | None, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFacts:
    """What the tokens of a number stand for."""

    klasifikasi: str
    urut: int
    unit: str
    day: date
    sifat: str = "B"
    jabatan: str = ""
    suffix: str = ""


def printed(pattern: str, facts: NumberFacts) -> str:
    """Return the number as it is printed."""
    return pattern.format(
        sifat=facts.sifat,
        klasifikasi=facts.klasifikasi,
        urut=_Sequence(facts.urut),
        unit=facts.unit,
        jabatan=facts.jabatan,
        bulan=f"{facts.day.month:02d}",
        bulan_romawi=ROMAN[facts.day.month - 1],
        tahun=facts.day.year,
        suffix=facts.suffix,
    )


class _Sequence(int):
    """A sequence number: `{urut:4}` prints 0012."""

    def __format__(self, width: str) -> str:
        return str(int(self)).zfill(int(width or 0))


def pattern_faults(pattern: str) -> Iterator[str | Promise]:
    """Yield what is wrong with a pattern, in words; nothing: it may be used."""
    parts = _parts(pattern)
    if parts is None or len(pattern) > LONGEST:
        yield _("This is no pattern. Write, for example, %(example)s.") % {
            "example": "{klasifikasi}/{urut}/{unit}/{tahun}"
        }
        return
    names = [name for _text, name, _width in parts if name is not None]
    for name in names:
        if name not in TOKENS:
            told = _("{%(name)s} is no token of a number.")
            yield told % {"name": name}
    if names.count("urut") != 1:
        yield _("A number holds its sequence number, {urut}, once.")
    if any(not LITERAL.fullmatch(text) for text, _name, _width in parts):
        yield _("Between the tokens stand letters, digits, dot, dash, slash, blank.")
    if any(not _fits(name, width) for _text, name, width in parts):
        yield _("Only {urut} has a width, of one to six: {urut:4}.")
    if _touches(parts):
        yield _("{urut} does not touch digits or another token: part them by a sign.")


def _parts(pattern: str) -> Parts | None:
    try:
        parsed = list(Formatter().parse(pattern))
    except ValueError:
        return None
    if any(conversion for *_rest, conversion in parsed):
        return None
    return [(text, name, width or "") for text, name, width, _conversion in parsed]


def _fits(name: str | None, width: str) -> bool:
    if not width:
        return True
    return name == "urut" and width.isdecimal() and 1 <= int(width) <= WIDEST


def _touches(parts: Parts) -> bool:
    for at, (text, name, _width) in enumerate(parts):
        before = parts[at - 1][1] if at else None
        if name == "urut" and (text[-1:].isdigit() or (not text and before)):
            return True
        if before == "urut" and (text[:1].isdigit() or (not text and name in TOUCHING)):
            return True
    return False


def may_print_alike(
    first: str, first_unit: str | None, other: str, other_unit: str | None
) -> bool:
    """Tell whether two patterns might print one and the same number.

    A unit's code is given where the register is that unit's alone; None: any unit's.
    """
    sample = _sample(first, first_unit or other_unit or "UNIT")
    mirrored = _sample(other, other_unit or first_unit or "UNIT")
    return bool(
        re.fullmatch(_expression(other, other_unit), sample)
        or re.fullmatch(_expression(first, first_unit), mirrored)
    )


def _sample(pattern: str, unit: str) -> str:
    facts = NumberFacts(
        klasifikasi="100.3.3.2", urut=7, unit=unit, day=date(2026, 5, 9), jabatan=unit
    )
    return printed(pattern, facts)


def _expression(pattern: str, unit: str | None) -> str:
    known = {**TOKENS, **({"unit": re.escape(unit)} if unit else {})}
    told = [
        re.escape(text) + (known[name] if name else "")
        for text, name, _width in _parts(pattern) or []
    ]
    return "".join(told)
