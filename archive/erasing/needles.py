"""Words by which the proof looks for what is left: taken before, forgotten after.

Of each record its hashes, its subject where nobody else has the same, and some runs of
plain words of its text. They stand on the item only until the proof is done.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from archive.erasing.things import Things
from archive.records.models import Record
from workflow.letters.spoken_text import spoken_text
from workflow.models import Delivery, LetterVersion, PageText

#: Letters and single blanks only: such a run stands alike in JSON, logs and rows.
BETWEEN_RUNS = re.compile(r"[^\w ]|[\d_]|  ")
FEWEST, MOST = 5, 10  # words of a run
SHORTEST = 30  # characters of a run that is likely to be this text's alone
RUNS = 3  # of each record


def needles_of(things: Things) -> dict[UUID, list[str]]:
    """Return, by record, the words to look for; four queries."""
    texts = _texts_of_letters(things) | _texts_of_incoming(things)
    shared = _kept_by_others(things)
    return {
        record.pk: list(
            dict.fromkeys(
                [*_runs([record.subject]), *_runs(texts.get(_origin(record), []))]
            )
        )
        for record in things.records.values()
        if _origin(record) not in shared
    }


def _kept_by_others(things: Things) -> set[UUID | None]:
    """Return the letters whose words another register keeps by right."""
    brought = Delivery.objects.filter(incoming__in=things.incoming)
    kept = brought.exclude(letter__in=things.letters)
    return {*things.left_letters, *kept.values_list("incoming", flat=True)}


def _origin(record: Record) -> UUID | None:
    return record.letter_id or record.incoming_id


def _texts_of_letters(things: Things) -> dict[UUID | None, list[str]]:
    found: dict[UUID | None, list[str]] = {}
    rows = LetterVersion.objects.filter(letter__in=things.letters).order_by("number")
    for letter, content in rows.values_list("letter", "content"):
        found[letter] = [spoken_text(content)]
    return found


def _texts_of_incoming(things: Things) -> dict[UUID | None, list[str]]:
    found: dict[UUID | None, list[str]] = {}
    rows = PageText.objects.filter(file__incoming__in=things.incoming, page__lte=2)
    for incoming, text in rows.values_list("file__incoming", "text"):
        found.setdefault(incoming, []).append(text)
    return found


def _runs(texts: Iterable[str]) -> list[str]:
    return list(islice((run for text in texts for run in _runs_of(text)), RUNS))


def _runs_of(text: str) -> Iterator[str]:
    for piece in BETWEEN_RUNS.split(text):
        words = piece.split()
        for at in range(0, len(words), MOST):
            run = words[at : at + MOST]
            if len(run) >= FEWEST and len(" ".join(run)) >= SHORTEST:
                yield " ".join(run)
