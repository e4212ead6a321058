"""Changing types: a version is written, tried, activated from a day on, retired.

A version that has been active is never changed; letters keep the one they were made
under. One administrator is enough: a type opens no desk and gives nobody a right.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, Stale, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from workflow.letter_types.content import TypeContent, write_content
from workflow.letter_types.models import LetterType, LetterTypeVersion, VersionState
from workflow.letter_types.trail_acts import TypeAct
from workflow.letter_types.version_rules import version_faults

CODE = re.compile(r"[a-z][a-z0-9_]{2,59}")
#: What a version of another begins with that its form does not hold.
CARRIED = ("subfamily", "letterhead", "number_style", "start", "example")
#: Of a type that the office makes itself.
NEW = {"subfamily": "", "letterhead": "by_signer", "number_style": "agenda_code"}
#: Draws the example and returns what is wrong with its page.
Judge = Callable[[LetterTypeVersion], Iterable[Fault]]


class NothingWritten(StateForbids):
    """There is no version being written."""

    code = "nothing_written"
    message = _("No version of this type is being written.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeInput:
    """What a version is to say; bodies that are left out stay as they were."""

    content: TypeContent
    reason: str
    start: list[dict[str, Any]] | None = None
    example: dict[str, Any] | None = None


def last_version(code: str) -> LetterTypeVersion | None:
    """Return the newest version of the type, whatever its state."""
    rows = LetterTypeVersion.objects.filter(letter_type__code=code)
    newest = rows.select_related("letter_type").order_by("-number")
    found: LetterTypeVersion | None = newest.first()
    return found


@transaction.atomic
def write_type_version(
    *, actor: Actor, code: str, given: TypeInput, is_new: bool = False
) -> LetterTypeVersion:
    """Write the version of the type that is not active yet; make the type if `is_new`.

    It may still have faults; activating asks for all of them.

    Raises:
        NotFound: not an administrator, or no such type.
        Invalid: the code of a new type is taken or none, or there is no reason.
    """
    actor = access.require_administrator(actor)
    letter_type = _new_type(code, given) if is_new else _locked_type(code)
    if not given.reason.strip():
        raise Invalid([_no_reason()])
    version = _draft_of(letter_type)
    write_content(version, given.content)
    if given.start is not None:
        version.start = given.start
    if given.example is not None:
        version.example = given.example
    version.reason = given.reason.strip()[:300]
    version.written_by, version.written_at = actor.official, timezone.now()
    version.save()
    _record(TypeAct.WRITTEN, version, actor)
    return version


def activate_type_version(
    *, actor: Actor, code: str, from_on: date | None, judge: Judge
) -> LetterTypeVersion:
    """Put the version that was written in force from the day (today) on.

    `judge` draws the example's page, before anything is locked. Drafts on their way
    keep the version they have.

    Raises:
        NotFound: not an administrator, or no such type.
        NothingWritten: there is nothing to activate.
        Invalid: every reason why it may not be.
        Stale: it was written anew while it was judged.
    """
    actor = access.require_administrator(actor)
    letter_type = LetterType.objects.filter(code=code).first()
    if letter_type is None:
        raise NotFound
    day = from_on or timezone.localdate()
    version = _written(letter_type)
    _check_activable(version, day, judge)
    return _activate(actor, version, day)


def _check_activable(version: LetterTypeVersion, day: date, judge: Judge) -> None:
    faults = version_faults(version)
    if day < timezone.localdate():
        text = _("A type does not begin in the past: letters were made by the former.")
        faults.append(Fault(field="from_on", code="date_past", message=text))
    # A page is drawn of what is sound; the rest would only be said twice.
    faults = faults or list(judge(version))
    if faults:
        raise Invalid(faults)


@transaction.atomic
def _activate(actor: Actor, judged: LetterTypeVersion, day: date) -> LetterTypeVersion:
    letter_type = _locked_type(judged.letter_type.code)
    version = _written(letter_type)
    if (version.pk, version.written_at) != (judged.pk, judged.written_at):
        raise Stale
    version.state, version.valid_from_on = VersionState.ACTIVE, day
    version.save(update_fields=["state", "valid_from_on"])
    letter_type.name = version.name
    letter_type.save(update_fields=["name"])
    _record(TypeAct.ACTIVATED, version, actor, effective_from=day.isoformat())
    return version


@transaction.atomic
def retire_type(*, actor: Actor, code: str, reason: str) -> LetterType:
    """End the type for new letters today; what is on its way goes on.

    Raises:
        NotFound: not an administrator, or no such type.
        Invalid: no reason, or it is retired already.
    """
    actor = access.require_administrator(actor)
    letter_type = _locked_type(code)
    if not reason.strip():
        raise Invalid([_no_reason()])
    active = letter_type.versions.filter(state=VersionState.ACTIVE)
    version = active.order_by("-number").first()
    if version is None:
        text = _("This type is retired already.")
        raise Invalid([Fault(field="code", code="type_retired", message=text)])
    active.update(
        state=VersionState.RETIRED,
        ended_reason=reason.strip()[:300],
        ended_by=actor.official,
        ended_at=timezone.now(),
    )
    _record(TypeAct.RETIRED, version, actor)
    return letter_type


@transaction.atomic
def drop_type_draft(*, actor: Actor, code: str) -> None:
    """Throw away the version that was being written; a type without others goes too.

    Raises:
        NotFound: not an administrator, or no such type.
        NothingWritten: there is none.
    """
    actor = access.require_administrator(actor)
    letter_type = _locked_type(code)
    version = _written(letter_type)
    _record(TypeAct.DROPPED, version, actor)
    version.delete()
    if not letter_type.versions.exists():
        letter_type.delete()


def _locked_type(code: str) -> LetterType:
    rows = LetterType.objects.select_for_update(no_key=True)
    found = rows.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def _new_type(code: str, given: TypeInput) -> LetterType:
    if not CODE.fullmatch(code):
        text = _("A code has small letters, digits and low lines, three at least.")
        raise Invalid([Fault(field="code", code="pattern", message=text)])
    if LetterType.objects.filter(code=code).exists():
        text = _("There is a type with this code already.")
        raise Invalid([Fault(field="code", code="taken", message=text)])
    return LetterType.objects.create(code=code, name=given.content.name)


def _written(letter_type: LetterType) -> LetterTypeVersion:
    rows = LetterTypeVersion.objects.filter(letter_type=letter_type)
    found: LetterTypeVersion | None = rows.filter(state=VersionState.DRAFT).first()
    if found is None:
        raise NothingWritten
    found.letter_type = letter_type
    return found


def _draft_of(letter_type: LetterType) -> LetterTypeVersion:
    """Return the version being written, or a new one that begins with the last."""
    last: LetterTypeVersion | None = letter_type.versions.order_by("-number").first()
    if last is not None and last.state == VersionState.DRAFT:
        return last
    carried = {name: getattr(last, name) for name in CARRIED} if last else NEW
    number = last.number + 1 if last else 1
    return LetterTypeVersion(letter_type=letter_type, number=number, **carried)


def _no_reason() -> Fault:
    text = _("Say why, or on what decree it rests.")
    return Fault(field="reason", code="required", message=text)


def _record(
    act: TypeAct, version: LetterTypeVersion, actor: Actor, **facts: str
) -> None:
    trail.record(
        act,
        version.letter_type,
        actor=actor,
        type=version.letter_type.code,
        version=version.number,
        **facts,
    )
