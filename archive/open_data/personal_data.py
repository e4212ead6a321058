"""Personal data in words of a page, found by rule: proposals to be blacked out.

Numbers of identity (NIK), of officials (NIP) and of taxpayers (NPWP), telephone, mail,
and addresses to the end of their line (UU 27/2022 Ps 4). Rules find what has a form;
names and what stands in a picture are for a person to mark.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _

Box = tuple[float, float, float, float]
Word = Sequence  # [text, x0, y0, x1, y1], points from the top left


class DataKind(models.TextChoices):
    """What was found."""

    NIK = "nik", _("NIK")
    NIP = "nip", _("NIP")
    NPWP = "npwp", _("NPWP")
    PHONE = "phone", _("Telephone")
    MAIL = "mail", _("Mail address")
    ADDRESS = "address", _("Address")


#: In this order: what a longer rule took is not asked of a shorter one.
RULES = (
    (DataKind.NIP, re.compile(r"(?<!\d)[12]\d{7} ?\d{6} ?[12] ?\d{3}(?!\d)")),
    (DataKind.NIK, re.compile(r"(?<!\d)\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}(?!\d)")),
    (
        DataKind.NPWP,
        re.compile(r"(?<!\d)\d{2}\.?\d{3}\.?\d{3}\.?\d-?\d{3}\.?\d{3}(?!\d)"),
    ),
    (
        DataKind.PHONE,
        re.compile(
            r"(?<![\d/.])(?:\+?62[ -]?|\(?0)[2-9]\d{1,3}\)?[ -]?\d{3,4}"
            r"[ -]?\d{2,4}[ -]?\d{0,4}(?![\d/])"
        ),
    ),
    (
        DataKind.MAIL,
        re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    ),
    (
        DataKind.ADDRESS,
        re.compile(
            r"\b(?:jalan|jln|jl|gang|gg|dusun|perumahan|perum|rt|rw|alamat)\b"
            r"[ .:/].{0,120}",
            re.IGNORECASE,
        ),
    ),
)
SAME_LINE = 0.6  # of the height of a word: how far its middle may lie off


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDatum:
    """One place on a page: what was found, its words, and where they stand."""

    kind: DataKind
    text: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOnPage:
    """The words of one line, and where each begins in their text."""

    words: Sequence[Word]

    @property
    def text(self) -> str:
        """Return the words as one text."""
        return " ".join(str(word[0]) for word in self.words)

    def box(self, begin: int, end: int) -> Box:
        """Return the box around every word that this part of the text touches."""
        at, touched = 0, []
        for word in self.words:
            until = at + len(str(word[0]))
            if at < end and until > begin:
                touched.append(word)
            at = until + 1
        return (
            min(word[1] for word in touched),
            min(word[2] for word in touched),
            max(word[3] for word in touched),
            max(word[4] for word in touched),
        )


def lines_of(words: Iterable[Word]) -> Iterator[LineOnPage]:
    """Yield the lines of a page, of its words in their order."""
    given = list(words)
    line: list[Word] = given[:1]
    for before, word in pairwise(given):
        if not _on_line(before, word):
            yield LineOnPage(words=line)
            line = []
        line.append(word)
    if line:
        yield LineOnPage(words=line)


def _on_line(before: Word, word: Word) -> bool:
    height = max(before[4] - before[2], word[4] - word[2], 1.0)
    middle, other = (before[2] + before[4]) / 2, (word[2] + word[4]) / 2
    is_level = abs(middle - other) < SAME_LINE * height
    return bool(is_level and word[1] >= before[1])


def personal_data_in(words: Iterable[Word]) -> list[PersonalDatum]:
    """Return what the rules find on a page, line by line."""
    return [place for line in lines_of(words) for place in _in_line(line)]


def _in_line(line: LineOnPage) -> Iterator[PersonalDatum]:
    text, taken = line.text, list[tuple[int, int]]()
    for kind, rule in RULES:
        for match in rule.finditer(text):
            begin, end = match.span()
            if any(begin < until and end > since for since, until in taken):
                continue
            taken.append((begin, end))
            yield PersonalDatum(kind=kind, text=match[0], box=line.box(begin, end))


def says_personal_data(text: str) -> bool:
    """Tell whether a rule finds anything in the text, such as a public title."""
    return any(rule.search(text) for _kind, rule in RULES)


def places_of_words(words: Iterable[Word], wanted: str) -> list[Box]:
    """Return where these words stand on a page; case and spaces do not matter."""
    asked = " ".join(wanted.split()).casefold()
    boxes = []
    for line in lines_of(words):
        # Folding may change lengths; only a text that keeps its length can be placed.
        text = line.text
        folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
        at = folded.find(asked)
        while asked and at >= 0:
            boxes.append(line.box(at, at + len(asked)))
            at = folded.find(asked, at + len(asked))
    return boxes
