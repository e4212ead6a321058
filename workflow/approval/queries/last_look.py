"""The version of a letter that a person knows: last decided, opened or handed in."""

from django.db.models import Max, Q

from eoffice.organisation.actor import Actor
from workflow.letters.models import Letter, LetterVersion


def known_version(actor: Actor, letter: Letter) -> LetterVersion | None:
    """Return the newest version before the current one that these seats looked at.

    None: they have seen no earlier one, or there is none.
    """
    current = letter.current_version
    if current is None or current.number == 1:
        return None
    seats = actor.position_ids
    looked = Q(steps__position__in=seats) & (
        Q(steps__seen_at__isnull=False)
        | Q(steps__decided_at__isnull=False) & Q(steps__opened_at__isnull=False)
    )
    handed_in = Q(submitted_as__in=seats)
    earlier = letter.versions.filter(number__lt=current.number)
    number = earlier.filter(looked | handed_in).aggregate(last=Max("number"))["last"]
    return earlier.filter(number=number).first() if number else None
