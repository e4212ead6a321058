"""Letter numbers and NIP: one form for all spellings, and finding them in text.

``005 / 0087 / Setda-Um/2025`` and ``005/87/SETDA-UM/2025`` are one number.
Leading zeros fall in every segment but the first: there stands the
classification code (``005``), whose zeros count.
"""

import re
from dataclasses import dataclass

from workflow.number_form import number_key, one_dash

NIP_DIGITS = 18
MAX_SEQUENCE_DIGITS = 5
MAX_NUMBER_CHARS = 120
MIN_SEGMENTS_OF_A_REFERENCE = 3
FIRST_YEAR, LAST_YEAR = 1945, 2100

_LEADING_ZEROS = re.compile(r"^0+(?=.)")
_NIP = re.compile(r"(?<!\d)(\d{8})[\s.-]?(\d{6})[\s.-]?(\d)[\s.-]?(\d{3})(?!\d)")
_LABELLED_NIP = re.compile(r"(?:\bnip\b[.:\s]{0,4})?" + _NIP.pattern, re.IGNORECASE)
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_REFERENCE = re.compile(
    r"(?<![\w/])[A-Za-z0-9][\w.\-]{0,30}(?:\s?/\s?[A-Za-z0-9][\w.\-]{0,30}){2,6}"
)
_DOTTED_CODE = re.compile(r"\d{1,4}(?:\.\d{1,3})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """What a typed string says about a letter number.

    ``kind``: ``nip`` (digits), ``number`` (asked for by ``nomor:``), ``mention`` (a
    word with a digit and a slash: a letter's own number, one that a text cites, or
    words like "2025/2026"), ``segments`` (bare
    digits with a unit code or a year: all must match), ``sequence`` (bare digits:
    first by sequence number, then in the text), ``code`` (800.1.11).
    ``candidates`` are normalised spellings, each as good as the other.
    """

    kind: str
    candidates: tuple[str, ...]
    sequence_number: int | None = None
    year: int | None = None


def number_norm(number: str) -> str:
    """One spelling for a letter number: upper case, no inner spaces, no idle zeros."""
    return number_key(number[:MAX_NUMBER_CHARS])


def number_parts(number: str) -> tuple[str, ...]:
    """Every segment, every run of neighbours, every dotted prefix of the first.

    A class letter before the first segment (``B-718``) may be left out.
    """
    norm = number_norm(number)
    if not norm:
        return ()
    segments = norm.split("/")
    found: dict[str, None] = {}
    for start in range(len(segments)):
        for end in range(start + 1, len(segments) + 1):
            found["/".join(segments[start:end])] = None
    prefix, dash, bare = segments[0].rpartition("-")
    if dash and prefix.isalpha() and bare:  # B-718/... is remembered as 718/...
        for end in range(1, len(segments) + 1):
            found["/".join([bare, *segments[1:end]])] = None
    dotted = segments[0].split(".")
    for end in range(1, len(dotted)):
        found[".".join(dotted[:end])] = None
    return tuple(part for part in found if part)


def number_candidates(typed: str) -> tuple[str, ...]:
    """Spellings under which a typed number or part of one may be indexed.

    A part may start at any segment, so its first segment is tried with and
    without leading zeros.
    """
    norm = number_norm(typed).strip("/")
    first, slash, rest = norm.partition("/")
    bare = _LEADING_ZEROS.sub("", first) + slash + rest
    return (norm,) if bare == norm else (norm, bare)


def find_nips(text: str) -> tuple[str, ...]:
    """Every NIP in a text, digits only (18 digits, as 8-6-1-3 parted or not)."""
    found = ("".join(match.groups()) for match in _NIP.finditer(text))
    return tuple(dict.fromkeys(found))


def take_nips(text: str) -> tuple[tuple[str, ...], str]:
    """Every NIP of a typed text, with or without its label, and the other words."""
    return find_nips(text), _LABELLED_NIP.sub(" ", text)


def mask_nik(text: str) -> str:
    """Text with each run of exactly 16 digits (a NIK) replaced by stars."""
    return _NIK.sub("*" * 16, text)


def find_references(text: str) -> tuple[str, ...]:
    """Normalised letter numbers named in a text ("surat yang merujuk ke ini")."""
    found: dict[str, None] = {}
    if "/" not in text:
        return ()
    for match in _REFERENCE.finditer(one_dash(text)):
        norm = number_norm(match.group().rstrip(".-"))
        if _is_reference(norm):
            found[norm] = None
    return tuple(found)


def _is_reference(norm: str) -> bool:
    """Enough segments, a year among them, and a letter: 3/4/2025 is a date."""
    segments = norm.split("/")
    return (
        len(segments) >= MIN_SEGMENTS_OF_A_REFERENCE
        and any(is_year(segment) for segment in segments)
        and any(char.isalpha() for char in norm)
    )


def is_year(word: str) -> bool:
    """Whether four digits may be a year of a letter."""
    return (
        len(word) == 4  # noqa: PLR2004 - digits of a year
        and word.isascii()
        and word.isdigit()
        and FIRST_YEAR <= int(word) <= LAST_YEAR
    )


def join_number_spaces(text: str) -> str:
    """``005 / 0087 / X`` -> ``005/0087/X`` when a digit stands beside a slash."""
    if "/" not in text or not re.search(r"\d\s*/|/\s*\d", text):
        return text
    return re.sub(r"(?<=\w)\s*/\s*(?=\w)", "/", text)


def recognise_word(word: str) -> NumberForm | None:
    """A number with a slash, or a dotted code, typed as one word."""
    if "/" in word and any(char.isdigit() for char in word):
        return NumberForm(kind="mention", candidates=number_candidates(word))
    if _DOTTED_CODE.fullmatch(word):
        return NumberForm(kind="code", candidates=number_candidates(word))
    return None


def recognise(
    text: str, *, unit_codes: frozenset[str] = frozenset()
) -> NumberForm | None:
    """What the whole typed string is, if it is a number; None when it is text.

    ``unit_codes`` are known codes in lower case (``bkpsdm``): only beside one of
    them, or beside a year, several words are the segments of a number.
    """
    digits = re.sub(r"\s", "", text)
    if len(digits) == NIP_DIGITS and digits.isascii() and digits.isdigit():
        return NumberForm(kind="nip", candidates=(digits,))
    words = text.split()
    if len(words) == 1:
        return recognise_word(words[0]) or _sequence(words[0])
    return _segments(words, unit_codes)


def _is_digits(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= MAX_SEQUENCE_DIGITS


def _sequence(word: str) -> NumberForm | None:
    if not _is_digits(word):
        return None
    return NumberForm(
        kind="sequence", candidates=number_candidates(word), sequence_number=int(word)
    )


def _segments(words: list[str], unit_codes: frozenset[str]) -> NumberForm | None:
    """``1234 bkpsdm 2026``: digits with a unit code and/or a year, nothing else."""
    if len(words) > MIN_SEGMENTS_OF_A_REFERENCE:
        return None
    codes = [word for word in words if word.lower() in unit_codes]
    years = [word for word in words if is_year(word)]
    digits = [word for word in words if _is_digits(word) and not is_year(word)]
    if codes and len(years) == 2:  # noqa: PLR2004 - of two the last is the year
        digits, years = [*digits, years[0]], years[1:]
    if len(digits) > 1 or len(digits) + len(codes) + len(years) != len(words):
        return None
    if not digits:  # "bkpsdm 2026" is a question about texts, not a number
        return None
    return NumberForm(
        kind="segments",
        candidates=tuple(_LEADING_ZEROS.sub("", word).upper() for word in words),
        sequence_number=int(digits[0]),
        year=int(years[0]) if years else None,
    )
