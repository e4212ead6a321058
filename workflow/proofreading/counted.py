"""Numbers followed by their words: `3 (tiga) orang`, `Rp1.500.000,00 (satu juta …)`."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from workflow.proofreading.passages import Passage
from workflow.rendering.errors import BlockFault
from workflow.rendering.number_words import LIMIT, ONES, number_in_words

_COUNTED = re.compile(
    r"(?<![\w.,/-])(?:Rp\.?\s?)?(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?:00|-))?"
    r"\s*\((?P<words>[^()]{3,160})\)",
    re.IGNORECASE,
)
_NUMBER_WORDS = frozenset(
    {*ONES, "belas", "puluh", "ratus", "ribu", "juta", "miliar", "triliun"}
    | {"seratus", "seribu", "milyar", "trilyun"}
)
# What may stand for the same: the words are compared in the first form.
_SAME = (
    ("milyar", "miliar"),
    ("trilyun", "triliun"),
    ("satu puluh", "sepuluh"),
    ("satu ratus", "seratus"),
    ("satu ribu", "seribu"),
    ("satu belas", "sebelas"),
)


def _said(words: str) -> str:
    """Return the number words at the beginning, in one form; empty: none."""
    kept: list[str] = []
    for word in words.lower().replace("-", " ").split():
        if word not in _NUMBER_WORDS:
            break
        kept.append(word)
    return _one_form(" ".join(kept))


def _one_form(words: str) -> str:
    for other, form in _SAME:
        words = re.sub(rf"\b{other}\b", form, words)
    return words


def count_faults(passage: Passage) -> Iterator[BlockFault]:
    """Yield the numbers whose words say another number."""
    for found in _COUNTED.finditer(passage.text):
        number = int(found["number"].replace(".", ""))
        said = _said(found["words"])
        if not said or number >= LIMIT:
            continue
        right = number_in_words(number)
        if said != _one_form(right):
            text = _(
                "“%(words)s”: %(number)s in words is “%(right)s”. Correct one of them."
            )
            told = text % {
                "words": " ".join(found[0].split()),
                "number": found["number"],
                "right": right,
            }
            yield passage.fault("words_differ", told, found[0])
