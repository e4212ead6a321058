"""Spelling: words that neither the Indonesian dictionary nor the office knows.

Suggestions alone; no letter is refused for its spelling. The dictionary is that of
LibreOffice, asked through the program `hunspell` (Debian: hunspell, hunspell-id),
which never sees more than single words. Where it is not installed nothing is said.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from workflow.proofreading.own_words import WORD, own_words
from workflow.proofreading.passages import Passage
from workflow.rendering.errors import BlockFault

HUNSPELL = Path("/usr/bin/hunspell")
DICTIONARY = Path("/usr/share/hunspell/id_ID")
SHORTEST, LONGEST = 4, 40
MOST_ASKED = 3000
MOST_TOLD = 20
MOST_OFFERED = 3
SECONDS = 3


def is_installed() -> bool:
    """Tell whether program and dictionary are there."""
    return HUNSPELL.exists() and DICTIONARY.with_suffix(".dic").exists()


def spelling_warnings(passages: Sequence[Passage]) -> Iterator[BlockFault]:
    """Yield each unknown word once, where it stands first, with what may be meant."""
    if not is_installed():
        return
    first: dict[str, Passage] = {}
    for place in passages:
        for word in _asked(place.steady):
            first.setdefault(word, place)
    words = list(first)[:MOST_ASKED]
    unknown = _unknown(words) if words else {}
    if not unknown:
        return
    right = own_words()
    told = [word for word in words if word in unknown and word.casefold() not in right]
    for word in told[:MOST_TOLD]:
        yield first[word].fault("spelling", _words(word, unknown[word]), word)


def _asked(text: str) -> Iterator[str]:
    """Yield the words of running text: no names, no abbreviations."""
    for found in WORD.finditer(text):
        word = found[0]
        is_small = word == word.lower()
        if is_small and SHORTEST <= len(word) <= LONGEST:
            yield word


def unknown_words(words: Iterable[str]) -> set[str] | None:
    """Return those that neither dictionary nor office knows; None: there is none."""
    asked = list(dict.fromkeys(words))[:MOST_ASKED]
    if not is_installed():
        return None
    right = own_words()
    found = _unknown(asked) if asked else {}
    return {word for word in found if word.casefold() not in right}


def _words(word: str, offered: list[str]) -> str:
    if not offered:
        return _("“%(word)s” is not in the dictionary.") % {"word": word}
    text = _("“%(word)s” is not in the dictionary; perhaps: %(offered)s.")
    return text % {"word": word, "offered": ", ".join(offered[:MOST_OFFERED])}


def _unknown(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the words the dictionary does not have, each with its suggestions."""
    # `^` before each: no word is taken for a command of the pipe.
    given = "".join(f"^{word}\n" for word in words)
    try:
        done = subprocess.run(  # noqa: S603  fixed program, words of letters alone
            [str(HUNSPELL), "-a", "-i", "utf-8", "-d", str(DICTIONARY)],
            input=given.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={"LC_ALL": "C.UTF-8", "HOME": os.devnull},
        )
    except (OSError, subprocess.SubprocessError):  # a suggestion less, no letter less
        return {}
    return dict(_answers(done.stdout.decode(errors="replace")))


def _answers(report: str) -> Iterator[tuple[str, list[str]]]:
    """Read the ispell protocol: `& word n offset: a, b` and `# word offset`."""
    for line in report.splitlines():
        kind, _space, rest = line.partition(" ")
        if kind == "&":
            head, _colon, offered = rest.partition(": ")
            yield head.split(" ")[0], offered.split(", ")
        elif kind == "#":
            yield rest.split(" ")[0], []
