"""Files of the thread a record belongs to: what it answers, and what answers it.

A thread goes over references between letters, over answers begun from a letter that
came in (the end of a disposition chain) and, inside the government, over what was
delivered to another register. One step each way: further off a letter says too little.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.records.models import Record
from workflow.models import Delivery, LetterReference, Reply


class Tie(IntEnum):
    """How a record hangs together with one that is filed; the strongest first."""

    ANSWERS = 1  # it answers or refers to what lies there
    FOLLOWS_UP = 2  # it was begun from an incoming letter that lies there
    ANSWERED = 3  # what lies there answers it


@dataclass(slots=True)
class _Ties:
    """The neighbours of one record, each with its tie."""

    letters: dict[UUID, Tie] = field(default_factory=dict)
    incoming: dict[UUID, Tie] = field(default_factory=dict)

    def letter(self, pk: UUID | None, tie: Tie) -> None:
        if pk is not None:
            self.letters[pk] = min(tie, self.letters.get(pk, tie))

    def came_in(self, pk: UUID, tie: Tie) -> None:
        self.incoming[pk] = min(tie, self.incoming.get(pk, tie))

    def of(self, lying: "_Lying") -> Tie | None:
        """Return the strongest tie to a record that lies in a file."""
        ties = (
            self.letters.get(lying.letter) if lying.letter else None,
            self.incoming.get(lying.incoming) if lying.incoming else None,
            self.letters.get(lying.delivered) if lying.delivered else None,
        )
        return min((one for one in ties if one), default=None)


@dataclass(frozen=True, slots=True)
class _Lying:
    letter: UUID | None
    incoming: UUID | None
    delivered: UUID | None  # the letter that came in by delivery
    record_file: UUID
    unit: UUID


def files_of_threads(
    records: Iterable[Record], among: QuerySet[Record]
) -> dict[UUID, dict[UUID, Tie]]:
    """Return, by record, the files in which its thread lies; five queries in all.

    `among`: of these neighbours alone it is told that they hang together.
    """
    given = list(records)
    if not given:
        return {}
    delivered = _letters_delivered(given)
    ties = {one.pk: _Ties() for one in given}
    by_letter: dict[UUID, list[_Ties]] = defaultdict(list)
    by_incoming: dict[UUID, list[_Ties]] = defaultdict(list)
    for one in given:
        letter = one.letter_id or delivered.get(one.incoming_id)
        if letter:
            by_letter[letter].append(ties[one.pk])
        if one.incoming_id:
            by_incoming[one.incoming_id].append(ties[one.pk])
    _tie_references(by_letter)
    _tie_answers(by_letter, by_incoming)
    lying = _lying(ties.values(), among)
    return {
        one.pk: {
            filed.record_file: tie
            for filed in lying
            if (tie := ties[one.pk].of(filed)) is not None
        }
        for one in given
    }


def _letters_delivered(records: Iterable[Record]) -> dict[UUID | None, UUID]:
    came = [one.incoming_id for one in records if one.incoming_id]
    rows = Delivery.objects.filter(incoming__in=came)
    return dict(rows.values_list("incoming", "letter")) if came else {}


def _tie_references(by_letter: dict[UUID, list[_Ties]]) -> None:
    ours = list(by_letter)
    rows = LetterReference.objects.filter(Q(letter__in=ours) | Q(referred__in=ours))
    for letter, referred in rows.values_list("letter", "referred"):
        for one in by_letter.get(letter, ()):
            one.letter(referred, Tie.ANSWERS)
        for one in by_letter.get(referred, ()):
            one.letter(letter, Tie.ANSWERED)


def _tie_answers(
    by_letter: dict[UUID, list[_Ties]], by_incoming: dict[UUID, list[_Ties]]
) -> None:
    ours = Q(letter__in=list(by_letter)) | Q(incoming__in=list(by_incoming))
    # What it answers may have come in by delivery: then its sender has it as a letter.
    rows = Reply.objects.filter(ours).values_list(
        "letter", "incoming", "incoming__delivery__letter"
    )
    for letter, incoming, sent_as in rows:
        for one in by_letter.get(letter, ()):
            one.came_in(incoming, Tie.FOLLOWS_UP)
            one.letter(sent_as, Tie.ANSWERS)
        for one in by_incoming.get(incoming, ()):
            one.letter(letter, Tie.ANSWERED)


def _lying(ties: Iterable[_Ties], among: QuerySet[Record]) -> list[_Lying]:
    given = list(ties)
    letters = {pk for one in given for pk in one.letters}
    incoming = {pk for one in given for pk in one.incoming}
    if not (letters or incoming):
        return []
    near = Q(letter__in=letters) | Q(incoming__in=incoming)
    near |= Q(incoming__delivery__letter__in=letters)
    rows = among.filter(near, record_file__isnull=False).order_by("id")
    names = ("letter", "incoming", "incoming__delivery__letter", "record_file", "unit")
    return [_Lying(*row) for row in rows.values_list(*names)]
