"""Drafting: making, changing and copying a letter's working copy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.objects.models import Upload
from eoffice.organisation.actor import Actor, Mandate
from eoffice.organisation.models import Position, Unit
from eoffice.organisation.queries.holders import superiors_of
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.contacts.outside_party import KnownMails, known_mails, outside_party
from workflow.letter_types.drafting import type_to_draft
from workflow.letters import access
from workflow.letters.checks import drafter_faults, floor_faults
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_draft_for
from workflow.letters.models import (
    Letter,
    LetterAttachment,
    LetterPicture,
    LetterRecipient,
    LetterReference,
    PlannedStep,
    StateReason,
    StepKind,
)
from workflow.letters.operations.bodies import apply_body
from workflow.letters.operations.encrypting import ask_for_encryption
from workflow.letters.operations.keeping_states import keep_state
from workflow.letters.operations.retyping import retype
from workflow.letters.trail_acts import LetterAct
from workflow.pictures.making import asking, make_pictures, pictures_first
from workflow.security_class import SecurityClass
from workflow.urgency import urgency_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientInput:
    """To whom: exactly one of position, unit, external; `email` None: as it was."""

    kind: str
    position_id: UUID | None = None
    unit_id: UUID | None = None
    external: str = ""
    address: str = ""
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInput:
    """One planned initial."""

    order: int
    kind: str
    position_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterInput:
    """What a drafter may set. Names absent from `given` stay as they are."""

    given: frozenset[str]
    type: str = ""  # the other type that a draft is to have
    subject: str = ""
    classification_code: str = ""
    urgency: str = "biasa"
    security_class: str = "biasa"
    letter_date: date | None = None
    body: list[dict[str, Any]] = field(default_factory=list)
    recipients: list[RecipientInput] = field(default_factory=list)
    references: list[UUID] = field(default_factory=list)
    attachments: list[UUID] = field(default_factory=list)
    signatory_position_id: UUID | None = None
    authority: str = "own"
    route: list[StepInput] = field(default_factory=list)


ASK_TO_EDIT = asking(locked_draft_for, "letter.edit")
PLAIN = (
    *("subject", "classification_code", "urgency", "security_class"),
    *("letter_date", "authority"),
)


def _mandate(actor: Actor) -> Mandate:
    # Who is away sees, but does not act: a Plh answers for the position meanwhile.
    if actor.chosen is None or actor.chosen.stood_in_for:
        raise NotFound
    return actor.chosen


@pictures_first(lambda **named: _mandate(named["actor"]))
@transaction.atomic
def create_draft(
    *,
    actor: Actor,
    type_code: str,
    content: LetterInput,
    copied_from: Letter | None = None,
    least_class: SecurityClass = SecurityClass.BIASA,
) -> Letter:
    """Make a draft of the type in the actor's unit and return it.

    What is copied from another letter, or answers one of `least_class`, is never
    classed lower than that one.

    Raises:
        NotFound: the person has no mandate to act today.
        Invalid: a field names something unknown, with every fault.
    """
    mandate = _mandate(actor)
    version = type_to_draft(type_code)
    letter = Letter(
        letter_type=version.letter_type,
        type_version=version,
        unit=mandate.position.unit,
        drafter=actor.official,
        drafter_position=mandate.position,
        status_since=timezone.now(),
    )
    letter.least_class = least_class
    if copied_from is not None:
        letter.least_class = copied_from.floor_of_copies
        letter.urgency = copied_from.urgency
    apply_content(letter, actor, content, is_new=True)
    access.refresh_access(letter)
    trail.record(LetterAct.DRAFTED, letter, actor=actor, type=type_code)
    events.add(LetterEvent.DRAFTED, letter_id=letter.pk)
    return letter


@pictures_first(ASK_TO_EDIT)
@transaction.atomic
def edit_draft(
    *,
    actor: Actor,
    letter_id: UUID,
    row_version: int | None,
    content: LetterInput,
    keeps: StateReason = StateReason.WRITTEN,
) -> Letter:
    """Change a draft or a returned letter; the reader's `row_version` must be current.

    Without one (None) the change is made whatever was read. What stood there is kept:
    of somebody who goes on writing once in ten minutes, for other reasons each time.

    Raises:
        NotFound: not the drafter's.
        LetterLocked: past drafting.
        Stale: somebody changed it since it was read.
        Invalid: with every fault.
    """
    letter = locked_draft_for(actor, "letter.edit", letter_id)
    check_version(letter, row_version, state=letter.status)
    keep_state(letter, actor, keeps)
    apply_content(letter, actor, content)
    actor = actor.at_position(letter.drafter_position_id)
    trail.record(LetterAct.EDITED, letter, actor=actor, fields=sorted(content.given))
    events.add(LetterEvent.EDITED, letter_id=letter.pk)
    return letter


@contextmanager
def tried_out(
    *, actor: Actor, letter_id: UUID, content: LetterInput
) -> Iterator[Letter]:
    """Offer the letter as it would be with `content`; afterwards all is as before.

    For the preview and the live rules: nothing is kept, nothing is recorded.

    Raises:
        As `edit_draft`, save that the reader's version plays no part.
    """
    make_pictures(actor, content.body, ASK_TO_EDIT, letter_id=letter_id)
    with transaction.atomic():
        letter = locked_draft_for(actor, "letter.edit", letter_id)
        apply_content(letter, actor, content)
        yield letter
        transaction.set_rollback(True)


def apply_content(
    letter: Letter, actor: Actor, content: LetterInput, *, is_new: bool = False
) -> None:
    """Write what was given on the locked working copy; raises Invalid."""
    other = "type" in content.given
    faults = retype(letter, content.type) if other else []
    if "urgency" in content.given:
        # What stands on the draft, or on the letter it is copied from, is kept.
        faults.extend(urgency_faults(content.urgency, letter.urgency))
    for name in PLAIN:
        if name in content.given:
            setattr(letter, name, getattr(content, name))
    if "signatory" in content.given:
        letter.signatory_position = _position(
            content.signatory_position_id, "signatory.position", faults
        )
        faults.extend(drafter_faults(letter))
    pictures: list[LetterPicture] = []
    if "body" in content.given:
        pictures = apply_body(letter, actor, content.body, faults)
    faults.extend(floor_faults(letter))
    plan = _Parts(letter, actor, content, faults)
    if faults:
        raise Invalid(faults)
    if not is_new:
        letter.row_version += 1
    letter.save()
    plan.write(letter)
    LetterPicture.objects.bulk_create(pictures)
    ask_for_encryption(letter)


def _own_positions(letter: Letter, actor: Actor) -> set[UUID]:
    """Return the positions that may not initial the letter: nobody verifies themselves.

    The drafter's own, and others the person fills, save those above it: the person who
    acts for the superior initials there as that superior.
    """
    # Else a Plh of the superior, who also drafts, would leave the step without anybody.
    above = {position.pk for position in superiors_of(letter.drafter_position)}
    return {letter.drafter_position_id} | (actor.acting_position_ids - above)


def _position(pk: UUID | None, field_name: str, faults: list[Fault]) -> Position | None:
    if pk is None:
        return None
    position = Position.objects.filter(pk=pk, closed_on__isnull=True).first()
    if position is None:
        text = _("This position is not known.")
        faults.append(Fault(field=field_name, code="unknown_position", message=text))
    return position


class _Parts:
    """The parts that hang on a letter: judged first, written together."""

    def __init__(
        self, letter: Letter, actor: Actor, content: LetterInput, faults: list[Fault]
    ) -> None:
        self.content = content
        mails = known_mails(letter.recipients.all(), content.recipients)
        self.recipients = [
            self._recipient(r, n, mails, faults)
            for n, r in enumerate(content.recipients)
        ]
        self.references = [
            self._reference(pk, n, actor, faults)
            for n, pk in enumerate(dict.fromkeys(content.references))
        ]
        self.uploads = [
            self._upload(pk, n, (letter, actor), faults)
            for n, pk in enumerate(dict.fromkeys(content.attachments))
        ]
        own = _own_positions(letter, actor) if content.route else set()
        self.steps = [
            self._step(s, n, own, faults) for n, s in enumerate(content.route)
        ]

    @staticmethod
    def _recipient(
        given: RecipientInput, n: int, mails: KnownMails, faults: list[Fault]
    ) -> LetterRecipient:
        field_name = f"{'cc' if given.kind == 'cc' else 'recipients'}.{n}"
        outside = outside_party(given.external, given.address, given.email, mails)
        faults += outside.faults(field_name)
        named = [given.position_id, given.unit_id, outside.name or None]
        if sum(value is not None for value in named) != 1:
            text = _("Name exactly one: a position, a unit, or an outside name.")
            faults.append(Fault(field=field_name, code="one_of_three", message=text))
        position = _position(given.position_id, field_name, faults)
        unit = Unit.objects.filter(pk=given.unit_id).first() if given.unit_id else None
        if given.unit_id and unit is None:
            text = _("This unit is not known.")
            faults.append(Fault(field=field_name, code="unknown_unit", message=text))
        return LetterRecipient(
            kind=given.kind,
            order=n,
            position=position,
            unit=unit,
            external=outside.name,
            address=outside.address,
            email=outside.email,
        )

    @staticmethod
    def _reference(
        pk: UUID, n: int, actor: Actor, faults: list[Fault]
    ) -> Letter | None:
        # Only letters they may see: the content keeps the number of what it rests on.
        referred = access.letters_visible_to(actor).filter(pk=pk).first()
        if referred is None:
            text = _("This letter is not known.")
            field_name = f"references.{n}"
            faults.append(Fault(field=field_name, code="unknown_letter", message=text))
        return referred

    @staticmethod
    def _upload(
        pk: UUID, n: int, of: tuple[Letter, Actor], faults: list[Fault]
    ) -> Upload | None:
        """Return the person's own file, or one that hangs on the letter already."""
        letter, actor = of
        mine = Q(owner_id=actor.user_id)
        there = Q(stored__in=letter.attachments.values("stored"))
        rows = Upload.objects.filter(mine | there).select_related("stored")
        upload = rows.filter(pk=pk).first()
        if upload is None or not upload.is_clean_document:
            text = _("This file is not there, or has not been checked yet.")
            field_name = f"attachments.{n}"
            faults.append(Fault(field=field_name, code="unknown_upload", message=text))
        return upload

    @staticmethod
    def _step(
        given: StepInput, n: int, own: set[UUID], faults: list[Fault]
    ) -> PlannedStep:
        field_name = f"route.{n}"
        if given.kind not in {StepKind.HIERARCHICAL, StepKind.COORDINATION}:
            text = _("A step of the route is hierarchical or coordination.")
            faults.append(Fault(field=field_name, code="step_kind", message=text))
        if given.position_id in own:
            text = _("Nobody initials what they drafted themselves. Choose another.")
            faults.append(Fault(field=field_name, code="own_seat", message=text))
        position = _position(given.position_id, field_name, faults)
        return PlannedStep(order=given.order, kind=given.kind, position=position)

    def write(self, letter: Letter) -> None:
        """Replace the parts that were given."""
        given = self.content.given
        if "recipients" in given:
            letter.recipients.all().delete()
            _create(LetterRecipient, letter, self.recipients)
        if "references" in given:
            letter.references.all().delete()
            rows = [LetterReference(referred=referred) for referred in self.references]
            _create(LetterReference, letter, rows)
        if "attachments" in given:
            self._write_attachments(letter)
        if "route" in given:
            letter.planned_steps.all().delete()
            _create(PlannedStep, letter, self.steps)

    def _write_attachments(self, letter: Letter) -> None:
        given = {u.stored_id: u for u in self.uploads if u is not None}
        letter.attachments.exclude(stored__in=given).delete()
        # Rows of files that stay are kept, so their ids do not change.
        there = {row.stored_id: row for row in letter.attachments.all()}
        rows, moved = [], []
        for n, (stored_id, upload) in enumerate(given.items()):
            row = there.get(stored_id)
            if row is None:
                name = upload.name
                rows.append(LetterAttachment(order=n, name=name, stored_id=stored_id))
            elif row.order != n:
                row.order = n
                moved.append(row)
        _create(LetterAttachment, letter, rows)
        LetterAttachment.objects.bulk_update(moved, ["order"])


def _create(model: Any, letter: Letter, rows: list[Any]) -> None:
    for row in rows:
        row.letter = letter
    model.objects.bulk_create(rows)
