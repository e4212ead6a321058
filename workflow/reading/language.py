"""Whether a text layer is language: some look right on the page and copy as nonsense.

A font without a right map of its letters (ToUnicode) gives other letters than it draws.
Told by three signs that hold for Indonesian, regional languages and English alike:
words are made of letters, letters hold enough vowels, and small words recur.
"""

import re
from collections.abc import Iterable

#: Short words that no page of prose is without.
SMALL = (
    "dan yang di ke dari untuk dengan pada dalam atau ini itu tahun nomor tanggal "
    "surat hal kepada kepala sebagai tentang oleh daerah kabupaten kota dinas yth "
    "the of and to in for is on by with"
)
SMALL_WORDS = frozenset(SMALL.split())
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\Z")
FIGURE = re.compile(r"(?=[.,:;/()%+-]*+\d)[\d.,:;/()%+-]++\Z")
EDGES = ".,:;!?()[]{}\"'“”‘’-–—/"
VOWELS = frozenset("aeiouAEIOU")
#: Fewer words tell nothing: a stamp, a page number, a heading.
FEWEST_WORDS, WORDS_OF_PROSE, LETTERS_TO_JUDGE = 12, 40, 120
#: Of letters and words, in print of the offices 0.40 to 0.52 and above 0.9.
FEWEST_VOWELS, MOST_VOWELS, FEWEST_WELL_MADE = 0.28, 0.65, 0.6


def _share(count: int, of: int) -> float:
    return count / of if of else 1.0


def reads_as_language(words: Iterable[str]) -> bool:
    """Tell whether the words of a page may be kept; too few of them always may."""
    bare = [stripped for word in words if (stripped := word.strip(EDGES))]
    if len(bare) < FEWEST_WORDS:
        return True
    made = [word for word in bare if WORD.match(word)]
    figures = sum(bool(FIGURE.match(word)) for word in bare)
    if _share(len(made) + figures, len(bare)) < FEWEST_WELL_MADE:
        return False
    letters = "".join(made)
    vowels = _share(sum(sign in VOWELS for sign in letters), len(letters))
    if len(letters) >= LETTERS_TO_JUDGE and not FEWEST_VOWELS <= vowels <= MOST_VOWELS:
        return False
    if len(made) < WORDS_OF_PROSE:
        return True
    return any(word.lower() in SMALL_WORDS for word in made)
