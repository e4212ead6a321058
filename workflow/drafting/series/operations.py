"""Beginning a series from a letter one drafted, and ending it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from workflow.drafting.series import access
from workflow.drafting.series.models import Every, LetterSeries, WhenClosed
from workflow.drafting.series.rhythm import DAYS_OF_WEEK, following
from workflow.drafting.series.trail_acts import SeriesAct
from workflow.letters.access import visible_letter
from workflow.letters.models import Letter
from workflow.letters.operations.revoking import letter_copy
from workflow.merging.filling import Source, kept_source

LAST_DAY = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often, on which day (of the week from Monday, or of the month), till when."""

    every: str
    day: int
    when_closed: str = WhenClosed.BEFORE
    ends_on: date | None = None


def letter_for_series(actor: Actor, letter_id: UUID) -> Letter:
    """Return the letter, where the person may begin a series from it.

    Raises:
        NotFound: unknown, or not drafted at their seat.
    """
    letter = visible_letter(actor, letter_id)
    access.require(actor, "series.begin", letter)
    return letter


@transaction.atomic
def begin_series(*, actor: Actor, letter_id: UUID, rhythm: Rhythm) -> LetterSeries:
    """Begin a series: a copy of the letter, as it is now, is prepared on its days.

    As with every copy, route, date, references and files are chosen anew each time.

    Raises:
        NotFound: as `letter_for_series`.
        Invalid: no such rhythm, or it ends before it begins.
    """
    letter = letter_for_series(actor, letter_id)
    _check(rhythm)
    today = timezone.localdate()
    next_on = following(rhythm.every, rhythm.day, today - timedelta(days=1))
    if rhythm.ends_on is not None and rhythm.ends_on < next_on:
        text = _("The series would end before its first day.")
        raise Invalid([Fault(field="ends_on", code="too_early", message=text)])
    actor = actor.at_position(letter.drafter_position_id)
    source = Source(content=letter_copy(letter), least_class=letter.floor_of_copies)
    series = LetterSeries.objects.create(
        type_code=letter.letter_type.code,
        subject=letter.subject,
        security_class=letter.security_class,
        content=kept_source(source),
        made_by=actor.official,
        position=letter.drafter_position,
        every=rhythm.every,
        day=rhythm.day,
        when_closed=rhythm.when_closed,
        next_on=next_on,
        ends_on=rhythm.ends_on,
    )
    trail.record(
        SeriesAct.BEGUN, series, actor=actor, letter=str(letter.pk), every=series.every
    )
    return series


def _check(rhythm: Rhythm) -> None:
    most = DAYS_OF_WEEK if rhythm.every == Every.WEEK else LAST_DAY
    known = rhythm.every in Every.values and rhythm.when_closed in WhenClosed.values
    if not known or not 1 <= rhythm.day <= most:
        text = _("Choose how often, and a day from 1 to %(most)d.") % {"most": most}
        raise Invalid([Fault(field="day", code="bad_rhythm", message=text)])


@transaction.atomic
def end_series(*, actor: Actor, series_id: UUID) -> LetterSeries:
    """End a series; drafts that it prepared stay. Ended already, it is left alone.

    Raises:
        NotFound: not of the person's seat.
    """
    rows = access.series_visible_to(actor).select_for_update(no_key=True)
    series = rows.filter(pk=series_id).first()
    if series is None:
        raise NotFound
    access.require(actor, "series.end", series)
    if series.ended_at is None:
        series.ended_at = timezone.now()
        series.save(update_fields=["ended_at"])
        actor = actor.at_position(series.position_id)
        trail.record(SeriesAct.ENDED, series, actor=actor)
    return series
