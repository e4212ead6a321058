"""From raw text to words: cleaning, folding, cutting.

Words are cut as Unicode says (UAX #29, word boundaries), the way the standard
tokenizer of Elasticsearch does: digit groups with inner dots stay together
(``800.1.11``), so do abbreviations (``a.n``); a hyphen or slash parts words.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeAlias

MAX_TOKEN_CHARS = 255  # the standard tokenizer cuts longer runs at this length

_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\n\s*(?=[^\W\d_])")
_SOFT_HYPHEN = re.compile(r"\u00ad\s*\n\s*|\u00ad")
# Everything below space except tab, line feed, form feed (page end) and return;
# also zero-width and direction signs, which hide words from the eye.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})

# A run of letters and digits with joints between, good or bad; nearly every word has
# none, so only the few that do are looked at again.
_RUN = re.compile(r"\w+(?:[.,;:'’‘·]\w+)*")
_LETTER_JOINT = r"(?<=[^\W\d_])[.'’‘:·](?=[^\W\d_])"
_DIGIT_JOINT = r"(?<=\d)[.,;'’‘](?=\d)"
_WORD = re.compile(rf"\w+(?:(?:{_LETTER_JOINT}|{_DIGIT_JOINT})\w+)*")
# Superscripts, fractions and circled numbers are no part of a word: 100 m².
_NO_PART = dict.fromkeys(
    [
        *map(ord, "²³¹¼½¾"),
        *range(0x2070, 0x208A),
        *range(0x2150, 0x2160),
        *range(0x2460, 0x249C),
        *range(0x24EA, 0x2500),
        *range(0x2776, 0x2794),
    ],
    " ",
)

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
        "ʼ": "'",
    }
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ"))


# A word of a text: folded form, start and end (characters). A plain tuple: an index
# of a million letters makes hundreds of millions of them.
Token: TypeAlias = tuple[str, int, int]


def clean_text(text: str) -> str:
    """Text as it is stored and shown: NFC, unseen signs gone, broken words joined.

    A word broken by a hyphen at the line's end is made whole; a no-break space
    becomes a space. A form feed stays: it parts the pages of a document.
    """
    text = unicodedata.normalize("NFC", text).translate(_SPACES)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\u00ad" in text:
        text = _SOFT_HYPHEN.sub("", text)
    if "\n" in text:
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
    plain = text.isascii()
    source = text.lower() if plain else text.translate(_NO_PART)
    for match in _RUN.finditer(source):
        run = match.group()
        if run.isalnum() and len(run) <= MAX_TOKEN_CHARS:
            start, end = match.span()
            yield (run if plain else _joined(run)), start, end
        else:
            yield from _words_of(run, match.start())


def _words_of(run: str, offset: int) -> Iterator[Token]:
    """Words of a run with joints, underscores or too many letters."""
    for match in _WORD.finditer(run):
        raw = match.group()
        if raw.strip("_") == "":
            continue
        start = offset + match.start()
        for cut in range(0, len(raw), MAX_TOKEN_CHARS):
            piece = raw[cut : cut + MAX_TOKEN_CHARS]
            yield _joined(piece), start + cut, start + cut + len(piece)


def _joined(word: str) -> str:
    """The folded word without apostrophes: Jum'at is typed jumat, Qur'an quran."""
    return fold(word).translate(_APOSTROPHES)
