"""What became of a letter after it was signed: revoked, corrected, or correcting."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from workflow.letters.models import IN_FORCE, Correction, Letter, Revocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendments:
    """All that a reader of the letter has to know besides its text."""

    revocation: Revocation | None
    corrections: list[Correction]
    corrects: Correction | None


# A correcting draft may never be signed, and its letter may be revoked in turn.
def corrections_in_force() -> QuerySet[Correction]:
    """Return corrections whose own letter is issued and not revoked."""
    return Correction.objects.filter(by__status__in=IN_FORCE)


def amendments_of(letter: Letter) -> Amendments:
    """Return what became of the letter, in three queries."""
    own = Correction.objects.filter(by=letter).select_related("letter")
    later = corrections_in_force().filter(letter=letter).select_related("by")
    made = Revocation.objects.filter(letter=letter)
    return Amendments(
        revocation=made.select_related("position", "official").first(),
        corrections=list(later.order_by("by__signed_at", "pk")),
        corrects=own.first(),
    )


def corrected_among(letter_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the letters that a later one corrects, in one query."""
    rows = corrections_in_force().filter(letter__in=list(letter_ids))
    return set(rows.values_list("letter_id", flat=True))
