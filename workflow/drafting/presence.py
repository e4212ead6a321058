"""Who has a draft open: a window says so every few seconds, and the others are told.

Rows stand in the database, so that every process answers alike; a window that says
nothing for `GONE_AFTER` is gone. Nothing here keeps anybody from writing: a late save
is refused by the version of the row.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.drafting.models import DraftPresence
from workflow.letters.models import Letter

BEAT_S = 8  # how often a window that is seen says that it is there
GONE_AFTER = timedelta(seconds=3 * BEAT_S)
TYPING_FOR = timedelta(seconds=BEAT_S)
FORGET_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What a window says: which one, whether somebody types, opens or leaves."""

    window: UUID
    types: bool = False
    opens: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWriter:
    """Somebody else in the draft; `is_self`: the same person in another window."""

    name: str
    is_self: bool
    types: bool


def note_presence(actor: Actor, letter: Letter, beat: Beat) -> None:
    """Keep that the window is there, or that it left.

    Raises:
        NotFound: the draft was thrown away in this moment.
    """
    now = timezone.now()
    if beat.leaves:
        own = DraftPresence.objects.filter(letter=letter, official=actor.official)
        own.filter(window=beat.window).delete()
        return
    if beat.opens:  # seldom enough to sweep: the beats themselves stay cheap
        DraftPresence.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()
    row = DraftPresence(
        letter=letter,
        official=actor.official,
        window=beat.window,
        seen_at=now,
        typed_at=now if beat.types else None,
    )
    try:
        DraftPresence.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["letter", "official", "window"],
            update_fields=["seen_at", "typed_at"] if beat.types else ["seen_at"],
        )
    except IntegrityError as gone:  # thrown away in another window meanwhile
        raise NotFound from gone


def other_writers(actor: Actor, letter: Letter, window: UUID) -> list[OtherWriter]:
    """Return who else has the draft open, each person once, those who type first."""
    now = timezone.now()
    rows = (
        DraftPresence.objects.filter(letter=letter, seen_at__gte=now - GONE_AFTER)
        .exclude(official=actor.official, window=window)
        .order_by("official__name", "pk")
        .values_list("official_id", "official__name", "typed_at")
    )
    typing: dict[UUID, bool] = {}
    names: dict[UUID, str] = {}
    for pk, name, typed_at in rows:
        names[pk] = name
        types = typed_at is not None and typed_at >= now - TYPING_FOR
        typing[pk] = typing.get(pk, False) or types
    found = [
        OtherWriter(name=name, is_self=pk == actor.official.pk, types=typing[pk])
        for pk, name in names.items()
    ]
    return sorted(found, key=lambda one: not one.types)
