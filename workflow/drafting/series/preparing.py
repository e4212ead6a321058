"""The timed task: on its working day a series puts a draft on its drafter's desk.

Never sent by itself. One draft for each day, however often the task runs; days that
passed while nothing ran are not made up for.
"""

from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Invalid
from eoffice.holidays.calendars import calendar_of
from eoffice.notifications.operations import notify_position
from eoffice.notifications.operations.notifying import Message
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.queries.holders import holding_of
from eoffice.outbox.rounds import Round, walk
from workflow.drafting.series.models import LetterSeries, SeriesDraft
from workflow.drafting.series.rhythm import following, values_of, worked
from workflow.drafting.series.trail_acts import SeriesAct
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import create_draft
from workflow.letters.queries.shown import shown_title
from workflow.merging.filling import Filling, filled, read_source
from workflow.merging.turns import batch_title
from workflow.security_class import is_confidential, is_ordinary

PREPARE = "workflow.prepare_series"  # the timed task, by its name
EVERY_S = 3600
BATCH = 100
# Furthest that a working day lies before its day: the longest holidays of a year.
AHEAD = timedelta(days=14)
LONGEST_REFUSAL = 500


def prepare_series() -> Round:
    """Prepare what is due today. Safe to run many times a day."""
    return walk(PREPARE, _due_after, prepare_draft)


def _due_after(after: str) -> list[tuple[str, UUID]]:
    rows = LetterSeries.objects.filter(
        ended_at__isnull=True, next_on__lte=timezone.localdate() + AHEAD
    )
    rows = (rows.filter(pk__gt=after) if after else rows).order_by("pk")
    return [(str(pk), pk) for pk in rows.values_list("pk", flat=True)[:BATCH]]


@transaction.atomic
def prepare_draft(series_id: UUID) -> bool:
    """Prepare the draft of the series' next day, where it is due; tell whether.

    What hinders it is kept with the series, told once, and tried again later.
    """
    rows = LetterSeries.objects.select_for_update(no_key=True, of=("self",))
    series = (
        rows.select_related("position__unit", "made_by")
        .filter(pk=series_id, ended_at__isnull=True)
        .first()
    )
    if series is None or _is_over(series):
        return False
    today = timezone.localdate()
    due = worked(calendar_of(series.position.unit), series.next_on, series.when_closed)
    if due > today:
        return False
    actor = _actor(series)
    if actor is None:
        return _hindered(series, _("Nobody holds the drafter's position."))
    try:
        with transaction.atomic():
            letter = _drafted(series, actor)
    except Invalid as refusal:
        return _hindered(series, str(refusal.faults[0].message))
    _keep(series, letter, actor)
    return True


def _is_over(series: LetterSeries) -> bool:
    if series.ends_on is None or series.next_on <= series.ends_on:
        return False
    series.ended_at = timezone.now()
    series.save(update_fields=["ended_at"])
    trail.record(SeriesAct.ENDED, series, actor=None)
    return True


def _actor(series: LetterSeries) -> Actor | None:
    """Return who began it where they still may, else who acts for the position."""
    holding = holding_of(series.position)
    held = [holding.official.pk] if holding else []
    for official in dict.fromkeys([series.made_by_id, *held]):
        user = User.objects.filter(official=official).first()
        actor = actor_of(user, acting_position=series.position_id) if user else None
        if actor is not None and actor.holds(series.position_id):
            return actor
    return None


def _drafted(series: LetterSeries, actor: Actor) -> Letter:
    source = read_source(series.content)
    content = filled(source, Filling(values=values_of(series.next_on)))
    copied = Letter(
        urgency=content.urgency,
        security_class=content.security_class,
        least_class=source.least_class,
    )
    return create_draft(
        actor=actor, type_code=series.type_code, content=content, copied_from=copied
    )


def _keep(series: LetterSeries, letter: Letter, actor: Actor) -> None:
    for_on, today = series.next_on, timezone.localdate()
    SeriesDraft.objects.create(series=series, for_on=for_on, letter=letter)
    series.next_on = following(series.every, series.day, max(for_on, today))
    series.refusal = ""
    series.save(update_fields=["next_on", "refusal"])
    trail.record(
        SeriesAct.PREPARED, series, actor=actor, letter=str(letter.pk), on=str(for_on)
    )
    with translation.override(settings.LANGUAGE_CODE):
        words = _("A draft of your series is ready")
        message = Message(
            kind="series.prepared",
            text=f"{words}: {shown_title(letter)}",
            path=reverse("letter_edit", args=[letter.pk]),
            is_plain=is_ordinary(letter),
        )
    notify_position(
        event_id=uuid5(series.pk, str(for_on)),
        position_id=series.position_id,
        message=message,
    )


def _hindered(series: LetterSeries, why: str) -> bool:
    refusal = why[:LONGEST_REFUSAL]
    if series.refusal == refusal:
        return False
    series.refusal = refusal
    series.save(update_fields=["refusal"])
    with translation.override(settings.LANGUAGE_CODE):
        words = _("A draft of your series could not be prepared")
        title = batch_title(series.subject, is_veiled=is_confidential(series))
        message = Message(
            kind="series.hindered",
            text=f"{words}: {title}",
            path=reverse("series_list"),
            is_plain=is_ordinary(series),
        )
    notify_position(
        event_id=uuid5(series.pk, f"{series.next_on}: {refusal}"),
        position_id=series.position_id,
        message=message,
    )
    return False
