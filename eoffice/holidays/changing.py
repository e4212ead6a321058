"""Entering, removing and importing holidays: by administrators, with a trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.holidays.models import Holiday, HolidayKind, HolidayYear
from eoffice.holidays.tables import HolidayInput
from eoffice.holidays.trail_acts import HolidayAct
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDifference:
    """What another list changes: days that come, go, or are called differently."""

    added: Sequence[HolidayInput]
    removed: Sequence[Holiday]
    renamed: Sequence[HolidayInput]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.added or self.removed or self.renamed)


def difference(year: int, days: Sequence[HolidayInput]) -> YearDifference:
    """Return what the list would change in the year: the dry run."""
    now = {one.day: one for one in Holiday.objects.filter(year=year)}
    wanted = {one.day: one for one in days}
    return YearDifference(
        added=[one for one in wanted.values() if one.day not in now],
        removed=[one for one in now.values() if one.day not in wanted],
        renamed=[one for one in wanted.values() if _differs(now.get(one.day), one)],
    )


def _differs(known: Holiday | None, one: HolidayInput) -> bool:
    return known is not None and (known.name, known.kind) != (one.name, one.kind)


def _locked_year(year: int, source: str) -> HolidayYear:
    HolidayYear.objects.get_or_create(year=year, defaults={"source": source[:300]})
    return HolidayYear.objects.select_for_update(no_key=True).get(pk=year)


def _checked(days: Sequence[HolidayInput], source: str) -> None:
    faults = []
    if not source.strip():
        text = _("Say on what decree it rests, for example the SKB with its numbers.")
        faults.append(Fault(field="source", code="required", message=text))
    for n, one in enumerate(days):
        if not one.name.strip() or one.kind not in HolidayKind.values:
            text = _("Give each day its name and its kind.")
            faults.append(Fault(field=f"days.{n}", code="required", message=text))
        if not FIRST_YEAR <= one.day.year <= LAST_YEAR:
            text = _("This year is out of range.")
            faults.append(Fault(field=f"days.{n}", code="out_of_range", message=text))
    if len({one.day for one in days}) < len(days):
        text = _("A day stands twice in the list.")
        faults.append(Fault(field="days", code="twice", message=text))
    if faults:
        raise Invalid(faults)


@transaction.atomic
def enter_holiday(*, actor: Actor, holiday: HolidayInput, source: str) -> Holiday:
    """Enter one day, or call a known day differently.

    Raises:
        NotFound: not an administrator.
        Invalid: no name, kind or source.
    """
    actor = access.require_administrator(actor)
    _checked([holiday], source)
    year = _locked_year(holiday.day.year, source)
    before = Holiday.objects.filter(day=holiday.day).first()
    entered = _write(holiday, source, year, actor)
    _count(year)
    trail.record(
        HolidayAct.ENTERED,
        entered,
        actor=actor,
        day=holiday.day.isoformat(),
        before=before.name if before else "",
        after=entered.name,
        source=entered.source,
    )
    return entered


def _write(
    given: HolidayInput, source: str, year: HolidayYear, actor: Actor
) -> Holiday:
    """Write the day under the lock of its year: nobody else writes there meanwhile."""
    row = Holiday.objects.filter(day=given.day).first() or Holiday(day=given.day)
    row.year, row.entered_by = year, actor.official
    row.name, row.kind = given.name.strip()[:160], given.kind
    row.source = source.strip()[:300]
    row.save()
    return row


def _count(year: HolidayYear) -> None:
    year.row_version += 1
    year.save()


@transaction.atomic
def remove_holiday(*, actor: Actor, holiday_id: UUID) -> Holiday:
    """Take a day off the list; the trail keeps what it was.

    Raises:
        NotFound: not an administrator, or no such day.
    """
    actor = access.require_administrator(actor)
    known = Holiday.objects.filter(pk=holiday_id).first()
    if known is None:
        raise NotFound
    year = HolidayYear.objects.select_for_update(no_key=True).get(pk=known.year_id)
    trail.record(
        HolidayAct.REMOVED,
        known,
        actor=actor,
        day=known.day.isoformat(),
        before=known.name,
    )
    Holiday.objects.filter(pk=holiday_id).delete()
    _count(year)
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class YearInput:
    """The whole list of a year, and whether the decree is whole in it."""

    year: int
    days: Sequence[HolidayInput]
    source: str
    is_complete: bool = False


@transaction.atomic
def import_year(
    *,
    actor: Actor,
    content: YearInput,
    expected_version: int | None = None,
    dry_run: bool = False,
) -> YearDifference:
    """Make the year's list exactly this one; return what it changed, or would.

    Raises:
        NotFound: not an administrator.
        Invalid: a fault of a day or the source, or a day of another year.
        Stale: somebody changed the year since it was read.
    """
    actor = access.require_administrator(actor)
    year, days, source = content.year, content.days, content.source
    _checked(days, source)
    if any(one.day.year != year for one in days):
        text = _("Every day must lie in %(year)d.") % {"year": year}
        raise Invalid([Fault(field="days", code="other_year", message=text)])
    if dry_run:
        return difference(year, days)
    row = _locked_year(year, source)
    check_version(row, expected_version)
    changes = difference(year, days)
    for gone in changes.removed:
        gone.delete()
    for one in (*changes.added, *changes.renamed):
        _write(one, source, row, actor)
    row.source, row.is_complete = source.strip()[:300], content.is_complete
    _count(row)
    trail.record(
        HolidayAct.IMPORTED,
        row,
        actor=actor,
        added=[one.day.isoformat() for one in changes.added],
        removed=[one.day.isoformat() for one in changes.removed],
        renamed=[one.day.isoformat() for one in changes.renamed],
        source=row.source,
    )
    return changes
