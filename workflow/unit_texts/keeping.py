"""Keeping, changing and retiring the texts of a unit, and beginning a letter by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version
from workflow.drafting.starting import start_letter
from workflow.letters.body import body_blocks
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import LetterInput
from workflow.letters.queries.states import draft_to_write
from workflow.rendering.body import GAPS, parse_body
from workflow.rendering.errors import BodyFaulty
from workflow.security_class import is_classed
from workflow.unit_texts import access
from workflow.unit_texts.models import TextKind, UnitText
from workflow.unit_texts.trail_acts import UnitTextAct

LONGEST_NAME, LONGEST_SUBJECT = 120, 300
PICTURE = "image"
MOST = 300  # texts of one kind in use: more are not found again in a menu


@dataclass(frozen=True, slots=True, kw_only=True)
class TextInput:
    """What is kept: under which name; `body`: the marked blocks, of a snippet alone."""

    kind: TextKind
    name: str
    body: Sequence[dict[str, Any]] = ()


@transaction.atomic
def keep_unit_text(*, actor: Actor, letter_id: UUID, given: TextInput) -> UnitText:
    """Keep a snippet, or the whole draft as a template, for the letter's unit.

    Raises:
        NotFound: not a draft the person may write in.
        LetterLocked: past drafting.
        Invalid: the name is missing or taken, there is no text, the text is classed.
    """
    letter = draft_to_write(actor, letter_id)
    is_whole = given.kind == TextKind.TEMPLATE
    body, parts = _kept(body_blocks(letter.body) if is_whole else given.body)
    text = UnitText(
        unit=letter.unit,
        kind=given.kind,
        name=_name(given.name),
        letter_type=letter.letter_type if is_whole else None,
        subject=letter.subject if is_whole else "",
        body=body,
        parts=parts,
        made_by=actor.official,
    )
    if is_classed(letter):
        # The whole unit reads it, and of the letter only those who take part.
        told = _("A text of a classed letter cannot be kept for the whole unit.")
        raise _refusal("body", "classed_text", told)
    _check_room(text)
    _save(text)
    actor = actor.at_position(letter.drafter_position_id)
    trail.record(UnitTextAct.KEPT, text, actor=actor, kind=text.kind)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChanges:
    """What may be changed of a text; None: it stays. `subject`: of a template alone."""

    name: str | None = None
    subject: str | None = None
    body: Sequence[dict[str, Any]] | None = None

    def given(self) -> list[str]:
        """Return the names of what is set."""
        names = ("name", "subject", "body")
        return [one for one in names if getattr(self, one) is not None]


@transaction.atomic
def change_unit_text(
    *, actor: Actor, text_id: UUID, row_version: int | None, changes: TextChanges
) -> UnitText:
    """Change a text; letters made with it stay as they are.

    Raises:
        NotFound: no text in use of a unit the person drafts for.
        Stale: changed by somebody else since it was read.
        Invalid: the name is missing or taken, there is no text, or a subject is given
            to a snippet.
    """
    text = access.locked_text(actor, text_id)
    check_version(text, row_version)
    if changes.name is not None:
        text.name = _name(changes.name)
    if changes.subject is not None:
        text.subject = _subject(text, changes.subject)
    if changes.body is not None:
        text.body, text.parts = _kept(changes.body)
    text.row_version += 1
    _save(text)
    given = changes.given()
    act = UnitTextAct.RENAMED if given == ["name"] else UnitTextAct.CHANGED
    told = {} if act == UnitTextAct.RENAMED else {"fields": given}
    trail.record(act, text, actor=_for_unit(actor, text), **told)
    return text


@transaction.atomic
def retire_unit_text(*, actor: Actor, text_id: UUID) -> UnitText:
    """Offer the text no more; it stays in the house, and so do letters made with it.

    Raises:
        NotFound: no text in use of a unit the person drafts for.
    """
    text = access.locked_text(actor, text_id)
    text.retired_at = timezone.now()
    text.row_version += 1
    text.save(update_fields=["retired_at", "row_version"])
    trail.record(UnitTextAct.RETIRED, text, actor=_for_unit(actor, text))
    return text


def start_from_template(*, actor: Actor, text_id: UUID) -> Letter:
    """Begin a letter of the template's type with its subject and text.

    Raises:
        NotFound: no template in use of a unit the person drafts for.
        Invalid: its type makes no new letters.
    """
    text = access.visible_text(actor, text_id)
    if text.letter_type is None:
        raise NotFound
    content = LetterInput(
        given=frozenset({"subject", "body"}), subject=text.subject, body=text.body
    )
    actor = _for_unit(actor, text)
    return start_letter(actor, text.letter_type.code, content)


def _for_unit(actor: Actor, text: UnitText) -> Actor:
    return actor.at_position_where(lambda one: one.position.unit_id == text.unit_id)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise _refusal("name", "required", _("Give it a name."))
    return name[:LONGEST_NAME]


def _subject(text: UnitText, typed: str) -> str:
    if text.kind != TextKind.TEMPLATE:
        told = _("A snippet has no subject: it is put into a letter that has one.")
        raise _refusal("subject", "of_templates_alone", told)
    return " ".join(typed.split())[:LONGEST_SUBJECT]


def _kept(blocks: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the blocks as they are kept, and the kinds among them."""
    try:
        parse_body(blocks)
    except BodyFaulty as refusal:
        real = [fault for fault in refusal.faults if fault.code not in GAPS]
        if real:
            raise Invalid(real) from refusal
    if any(one["type"] == PICTURE for one in blocks):
        told = _("A picture belongs to the files of its letter. Take it out first.")
        raise _refusal("body", "picture_in_text", told)
    # Without ids: each letter made with it gives its parts ids of its own.
    found = [{"type": one["type"], "value": one.get("value")} for one in blocks]
    if not any(one["value"] for one in found):
        raise _refusal("body", "no_text", _("There is no text to keep."))
    return found, sorted({one["type"] for one in found})


def _check_room(text: UnitText) -> None:
    rows = UnitText.objects.filter(unit=text.unit, kind=text.kind, retired_at=None)
    if rows.count() >= MOST:
        told = _("The unit keeps %(most)d of these already. Retire some first.")
        raise _refusal("name", "too_many", told % {"most": MOST})


def _save(text: UnitText) -> None:
    try:
        with transaction.atomic():
            text.save()
    except IntegrityError as taken:
        told = _("The unit has a text of this name already. Choose another.")
        raise _refusal("name", "name_taken", told) from taken


def _refusal(field: str, code: str, message: Any) -> Invalid:
    return Invalid([Fault(field=field, code=code, message=message)])
