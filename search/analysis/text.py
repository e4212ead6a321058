"""From raw text to words: cleaning, folding, cutting.

Words are cut as Unicode says (UAX #29, word boundaries), the way the standard
tokenizer of Elasticsearch does: digit groups with inner dots stay together
(``800.1.11``), so do abbreviations (``a.n``); a hyphen or slash parts words.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

MAX_TOKEN_CHARS = 255  # the standard tokenizer cuts longer runs at this length

_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\n\s*(?=[^\W\d_])")
_SOFT_HYPHEN = re.compile(r"\u00ad\s*\n\s*|\u00ad")
# Everything below space except tab, line feed, form feed (page end) and return;
# also zero-width and direction signs, which hide words from the eye.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})

_LETTER_JOINT = r"(?<=[^\W\d_])[.'’‘:·](?=[^\W\d_])"
_DIGIT_JOINT = r"(?<=\d)[.,;'’‘](?=\d)"
# Superscripts, fractions and circled numbers are no part of a word: 100 m².
_PART = (
    r"[^\W²³¹¼-¾\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215f"
    r"\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]+"
)
_WORD = re.compile(rf"{_PART}(?:(?:{_LETTER_JOINT}|{_DIGIT_JOINT}){_PART})*")

_FOLDED_BY_HAND = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "þ": "th",
        "’": "'",
        "‘": "'",
    }
)


class Token(NamedTuple):
    """A word of a text: folded form and its place (character offsets)."""

    word: str
    start: int
    end: int


def clean_text(text: str) -> str:
    """Text as it is stored and shown: NFC, unseen signs gone, broken words joined.

    A word broken by a hyphen at the line's end is made whole; a no-break space
    becomes a space. A form feed stays: it parts the pages of a document.
    """
    text = unicodedata.normalize("NFC", text).translate(_SPACES)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SOFT_HYPHEN.sub("", text)
    text = _LINE_END_HYPHEN.sub("", text)
    return _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """Lower case without accents: the form in which words are compared."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFKD", lowered)
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return bare.translate(_FOLDED_BY_HAND)


def tokens(text: str) -> Iterator[Token]:
    """Words of ``text`` in order, folded, with their place in ``text``."""
    for match in _WORD.finditer(text):
        raw = match.group()
        if raw.strip("_") == "":
            continue
        start = match.start()
        for cut in range(0, len(raw), MAX_TOKEN_CHARS):
            piece = raw[cut : cut + MAX_TOKEN_CHARS]
            yield Token(fold(piece), start + cut, start + cut + len(piece))
