"""Importing the organisation from one file: preview, then all or nothing."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from eoffice.accounts.models import User
from eoffice.administration.agreement_subjects import holders_of
from eoffice.administration.deeds import Deed
from eoffice.administration.four_eyes import (
    POSITION_RIGHTS,
    Rehearsal,
    require_agreement,
)
from eoffice.administration.locking import lock_organisation
from eoffice.administration.rights_changed import end_sessions_after_import
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid, Stale
from eoffice.importing import sheets
from eoffice.importing.plan_people import plan_acting, plan_people
from eoffice.importing.plan_rights import gives_rights
from eoffice.importing.plan_tree import plan_positions, plan_units
from eoffice.importing.workbook_rows import Findings, SheetRow, read_rows
from eoffice.importing.world import FOLLOWS, PlannedWorld, RowDifference, present_world
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import (
    ActingAssignment,
    Agreement,
    Official,
    Position,
    TermOfOffice,
    Unit,
)
from eoffice.outbox import events as outbox

# What is written first; terms end before others begin.
ORDER: dict[str, type[models.Model]] = {
    "unit": Unit,
    "position": Position,
    "account": User,
    "official": Official,
    "term": TermOfOffice,
    "acting": ActingAssignment,
}
BATCH = 500
IMPORT = "apply_import"  # the act, when it takes two


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What the file changes, or has changed."""

    differences: list[RowDifference]
    applied: bool

    @property
    def plan(self) -> str:
        """Return a digest of the differences: the same plan, the same digest."""
        return plan_digest(self.differences)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many are created, changed, closed."""
        found = Counter(one.act for one in self.differences)
        return {act: found.get(act, 0) for act in ("create", "change", "close")}


def plan_digest(differences: list[RowDifference]) -> str:
    """Return the SHA-256 of what would be done, whatever ids new rows would get.

    Codes and numbers may be given to other rows after a plan was seen, so every row
    that is there already stands in it by its id and version; and so does who sits in
    a position whose rights change.
    """
    new_rows = {one.thing.pk: one.ref for one in differences if one.act == "create"}

    def told(value: Any) -> Any:
        if not isinstance(value, models.Model):
            return str(value)
        if value.pk in new_rows:
            return new_rows[value.pk]
        return [str(value.pk), getattr(value, "row_version", None)]

    lines = []
    for one in differences:
        names = {field.name for field in one.thing._meta.fields if field.is_relation}
        relations = {name: told(getattr(one.thing, name)) for name in sorted(names)}
        shown = {
            name: str(new)
            for name, (_old, new) in sorted(one.fields.items())
            if name not in FOLLOWS | names
        }
        thing = [told(one.thing), *_gaining(one)]
        lines.append([one.act, one.kind, one.ref, thing, shown, relations])
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def _gaining(one: RowDifference) -> list[str]:
    """Return who holds the position whose rights the difference changes, or will."""
    is_position = isinstance(one.thing, Position) and one.act != "create"
    return (
        holders_of(one.thing)
        if is_position and POSITION_RIGHTS & set(one.fields)
        else []
    )


def import_organisation(
    *,
    content: bytes,
    dry_run: bool,
    actor: Actor | None = None,
    by_operator: bool = False,
    plan: str = "",
    agreement: Agreement | Rehearsal | None = None,
) -> ImportResult:
    """Compare the file (XLSX or CSV) with what is there; apply it unless `dry_run`.

    The same file twice changes nothing. What the file does not name stays. With
    `plan` (`ImportResult.plan` of a preview) only that very plan is applied.

    Raises:
        NotFound: not an administrator.
        Stale: the organisation changed since the preview.
        Invalid: faults by `Sheet!row.column`, all of them at once; nothing changed.
        NeedsSecondAdministrator: it gives somebody rights; the whole file takes two.
    """
    if not by_operator:
        actor = access.require_administrator(actor)
    findings = Findings()
    rows = read_rows(content, findings)
    with transaction.atomic():
        lock_organisation()
        differences = _planned(rows, findings)
        if plan and plan != plan_digest(differences):
            raise Stale
        if not dry_run and not by_operator and any(map(gives_rights, differences)):
            deed = Deed.of(IMPORT, plan=plan_digest(differences))
            require_agreement(agreement, deed)
        if not dry_run:
            _apply(differences, actor)
    return ImportResult(differences=differences, applied=not dry_run)


def _planned(
    rows: dict[str, list[SheetRow]], findings: Findings
) -> list[RowDifference]:
    world: PlannedWorld = present_world(findings)
    plan_units(world, rows[sheets.UNITS])
    plan_positions(world, rows[sheets.POSITIONS])
    plan_people(world, rows[sheets.PEOPLE])
    plan_acting(world, rows[sheets.ACTING])
    findings.check()
    return list(world.differences.values())


def _end_sessions(differences: list[RowDifference]) -> None:
    positions, officials = [], set()
    for one in differences:
        if isinstance(one.thing, Position) and "duties" in one.fields:
            positions.append(one.thing.pk)
        elif isinstance(one.thing, Official) and "is_active" in one.fields:
            officials.add(one.thing.pk)
        elif isinstance(one.thing, TermOfOffice | ActingAssignment):
            officials.add(one.thing.official_id)
    end_sessions_after_import(positions=positions, officials=officials)


def _apply(differences: list[RowDifference], actor: Actor | None) -> None:
    try:
        with transaction.atomic():
            for kind, model in ORDER.items():
                ours = [one for one in differences if one.kind == kind]
                _update(model, [one for one in ours if one.act != "create"])
                made: Any = [one.thing for one in ours if one.act == "create"]
                model._default_manager.bulk_create(made, batch_size=BATCH)
    # the plan is made in memory: the database has the last word
    except IntegrityError as error:
        message = _("These rows contradict what is there: %(rule)s.")
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "?")
        fault = Fault(field="file", code="conflict", message=message % {"rule": rule})
        raise Invalid([fault]) from error
    entries = (
        (
            f"{one.kind}.imported",
            one.thing,
            {"act": one.act, "fields": sorted(one.fields)},
        )
        for one in differences
    )
    audit.record_many(entries, actor=actor)
    _end_sessions(differences)
    if differences:
        outbox.add(
            "organisation.imported",
            changes=len(differences),
            units=_moved(differences, Unit, {"path", "keeps_register"}),
            positions=_moved(differences, Position, {"unit"}),
        )


def _moved(
    differences: list[RowDifference], model: type[models.Model], places: set[str]
) -> str:
    """Return the ids of what stands elsewhere now, with commas between."""
    return ",".join(
        str(one.thing.pk)
        for one in differences
        if isinstance(one.thing, model)
        and one.act != "create"
        and places & set(one.fields)
    )


def _update(model: type[models.Model], changed: list[RowDifference]) -> None:
    def names(one: RowDifference) -> list[str]:
        return sorted({*one.fields, "row_version"})

    for one in changed:
        one.thing.row_version += 1
    for fields, group in groupby(sorted(changed, key=names), key=names):
        things: Any = [one.thing for one in group]
        model._default_manager.bulk_update(things, fields, batch_size=BATCH)
