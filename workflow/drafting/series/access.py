"""Who may see a series and end it: the position that drafts. The only place."""

from django.db.models import QuerySet

from eoffice.organisation.actor import Actor
from workflow.drafting.series.models import LetterSeries
from workflow.letters.models import Letter
from workflow.rights import Rights


def series_visible_to(actor: Actor | None) -> QuerySet[LetterSeries]:
    """Return the series of the person's seats."""
    if actor is None:
        return LetterSeries.objects.none()
    return LetterSeries.objects.filter(position__in=actor.position_ids)


def _drafted(actor: Actor, letter: Letter) -> bool:
    return actor.holds(letter.drafter_position_id)


def _drafts(actor: Actor, series: LetterSeries) -> bool:
    return actor.holds(series.position_id)


_RIGHTS = Rights({"series.begin": _drafted, "series.end": _drafts})
may, require = _RIGHTS.may, _RIGHTS.require
