"""Putting a draft into force, or giving it up.

From today on its rules hold for new files. Files that nobody has decided about follow
slice by slice (`recomputing`), with their old values kept. Whoever puts it into force
confirms how many files end sooner or otherwise: never earlier without a person who
saw it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.classification.models import ClassificationCode, SecurityRule
from archive.reference_data import write_default_classes
from archive.retention.models import RetentionRule
from archive.retention.versions import ScheduleLine, ScheduleState, ScheduleVersion
from archive.schedules.access import locked_version
from archive.schedules.differences import TELLING, is_other, rules_by_code
from archive.schedules.errors import (
    BroughtByOneself,
    SameDay,
    SoonerChanged,
    StillComputing,
    VersionDecided,
)
from archive.schedules.simulating import simulate
from archive.schedules.trail_acts import ScheduleAct
from eoffice.audit import trail
from eoffice.database.session_locks import lock_in_transaction
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version

BATCH = 1000
WAIT = "20s"


@transaction.atomic
def put_in_force(
    *,
    actor: Actor,
    version_id: UUID,
    confirmed_sooner: int,
    expected_version: int | None = None,
) -> ScheduleVersion:
    """Let the version hold from today on; `confirmed_sooner` is what was seen.

    Raises:
        NotFound: not an administrator, or unknown.
        VersionDecided, Stale: the state forbids it.
        BroughtByOneself: the person brought it.
        StillComputing, SameDay: the version before has not settled.
        SoonerChanged: not so many files end sooner or otherwise now.
    """
    # One at a time: two versions must not end each other's rules.
    lock_in_transaction("archive.schedule", wait=WAIT, busy=StillComputing)
    version, today = _draft(actor, version_id, expected_version), timezone.localdate()
    if actor.official.pk == version.brought_by_id:
        raise BroughtByOneself(state=version.state)
    before = ScheduleVersion.objects.filter(state=ScheduleState.IN_FORCE).first()
    if before is not None:
        if before.recomputed_at is None:
            raise StillComputing(state=before.state)
        if before.in_force_from_on == today:
            raise SameDay(state=before.state)
        before.state = ScheduleState.REPLACED
        before.save(update_fields=["state"])
    sooner = simulate(version).sooner
    if sooner != confirmed_sooner:
        raise SoonerChanged(state=version.state)
    lines = list(version.lines.order_by("code"))
    _add_codes([one for one in lines if one.is_new_code], version, today)
    changed = _replace_rules(lines, version, today)
    version.confirmed_sooner, version.in_force_from_on = sooner, today
    _decide(version, actor, ScheduleState.IN_FORCE)
    trail.record(
        ScheduleAct.IN_FORCE,
        version,
        actor=actor,
        decree=version.decree_number,
        changed=changed,
        confirmed_sooner=sooner,
    )
    return version


@transaction.atomic
def give_up_draft(
    *, actor: Actor, version_id: UUID, expected_version: int | None = None
) -> ScheduleVersion:
    """Give the draft up; it stays readable.

    Raises:
        NotFound: not an administrator, or unknown.
        VersionDecided, Stale: the state forbids it.
    """
    version = _draft(actor, version_id, expected_version)
    _decide(version, actor, ScheduleState.ABANDONED)
    trail.record(ScheduleAct.ABANDONED, version, actor=actor)
    return version


def _draft(actor: Actor, version_id: UUID, expected: int | None) -> ScheduleVersion:
    version = locked_version(actor, version_id)
    check_version(version, expected, state=version.state)
    if version.state != ScheduleState.DRAFT:
        raise VersionDecided(state=version.state)
    return version


def _decide(version: ScheduleVersion, actor: Actor, state: ScheduleState) -> None:
    version.state = state
    version.decided_by, version.decided_at = actor.official, timezone.now()
    version.row_version += 1
    version.save()


def _add_codes(
    lines: Sequence[ScheduleLine], version: ScheduleVersion, today: date
) -> None:
    """Write the local codes, those above first."""
    known = {one.code: one for one in ClassificationCode.objects.defer("name")}
    waiting = [one for one in lines if one.code not in known]
    while ready := [one for one in waiting if one.parent in known]:
        made = [_local(one, known[one.parent], version, today) for one in ready]
        ClassificationCode.objects.bulk_create(made, batch_size=BATCH)
        above = {known[one.parent].pk for one in ready}
        ClassificationCode.objects.filter(pk__in=above).update(is_leaf=False)
        known |= {one.code: one for one in made}
        waiting = [one for one in waiting if one.code not in known]
    if lines:
        write_default_classes(ClassificationCode, SecurityRule)


def _local(
    line: ScheduleLine,
    above: ClassificationCode,
    version: ScheduleVersion,
    today: date,
) -> ClassificationCode:
    return ClassificationCode(
        code=line.code,
        name=line.description,
        short_name=line.description[:300],
        parent=above,
        level=above.level + 1,
        is_local=True,
        valid_from_on=today,
        source=version.name,
    )


def _replace_rules(
    lines: Sequence[ScheduleLine], version: ScheduleVersion, today: date
) -> int:
    """End the rules that differ or are gone and add the others; return how many."""
    now = rules_by_code()
    wanted = [
        one for one in lines if one.code not in now or is_other(one, now[one.code])
    ]
    codes = {one.code for one in lines}
    over = [now[one.code].pk for one in wanted if one.code in now]
    if version.is_complete:
        over += [rule.pk for code, rule in now.items() if code not in codes]
    ended = RetentionRule.objects.filter(pk__in=over)
    ended.update(valid_to_on=today - timedelta(days=1))
    RetentionRule.objects.bulk_create(_rules(wanted, version, today), batch_size=BATCH)
    return len(wanted)


def _rules(
    lines: Iterable[ScheduleLine], version: ScheduleVersion, today: date
) -> list[RetentionRule]:
    ids = dict(ClassificationCode.objects.values_list("code", "pk"))
    return [
        RetentionRule(
            classification_id=ids[one.code],
            description=one.description,
            valid_from_on=today,
            source=version.name,
            version=version,
            **{name: getattr(one, name) for name in TELLING},
        )
        for one in lines
    ]
