"""What waits for a second administrator, what it would change, what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.administration.acts_for_two import act_for_two, label_of
from eoffice.administration.deeds import Deed
from eoffice.errors import NotFound, Stale
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import (
    ActingAssignment,
    Agreement,
    AgreementState,
    ImportDraft,
    Official,
    Position,
    TermOfOffice,
    Unit,
)

DECIDED_SHOWN = 20
HIDDEN = "••••"
NOTHING = "–"
# Which row a change writes to, by the argument that names it.
CHANGED: dict[str, type[models.Model]] = {
    "position_id": Position,
    "official_id": Official,
    "unit_id": Unit,
    "term_id": TermOfOffice,
    "assignment_id": ActingAssignment,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedChange:
    """One value in words: what it is called, what it was, what it would be."""

    label: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An agreement in words. `changes` is empty once decided."""

    agreement: Agreement
    label: str
    subject: str
    changes: list[RequestedChange]
    is_own: bool
    is_stale: bool = False  # what it is about changed since; it cannot be agreed to
    hands_out: bool = False


def _agreements(actor: Actor | None) -> QuerySet[Agreement]:
    access.require_administrator(actor)
    # without the workbook, which is large and which no list shows
    return Agreement.objects.select_related(
        "position__unit",
        "official",
        "unit",
        "draft",
        "requested_by__official",
        "decided_by__official",
    ).defer("draft__content")


def pending_agreements(actor: Actor) -> list[Request]:
    """Return what waits for a second administrator, oldest first."""
    rows = _agreements(actor).filter(state=AgreementState.PENDING)
    return [_request(one, actor) for one in rows.order_by("requested_at")]


def count_pending(actor: Actor) -> int:
    """Return how many wait."""
    return _agreements(actor).filter(state=AgreementState.PENDING).count()


def decided_agreements(actor: Actor) -> list[Request]:
    """Return the latest decisions."""
    rows = _agreements(actor).exclude(state=AgreementState.PENDING)
    return [
        _request(one, actor) for one in rows.order_by("-decided_at")[:DECIDED_SHOWN]
    ]


def agreement_of(actor: Actor, agreement_id: UUID) -> Request:
    """Return one.

    Raises:
        NotFound: not an administrator, or unknown.
    """
    found = _agreements(actor).filter(pk=agreement_id).first()
    if found is None:
        raise NotFound
    return _request(found, actor)


def asked_workbook(actor: Actor, agreement_id: UUID) -> ImportDraft:
    """Return the workbook that waits for an agreement.

    Raises:
        NotFound: not an administrator, decided already, or no workbook.
    """
    waits = _agreements(actor).filter(state=AgreementState.PENDING)
    draft = ImportDraft.objects.filter(
        pk__in=waits.filter(pk=agreement_id).values("draft")
    ).first()
    if draft is None:
        raise NotFound
    return draft


def agreements_visible_to(actor: Actor | None) -> QuerySet[Agreement]:
    """Return every agreement, for administrators.

    Raises:
        NotFound: not an administrator.
    """
    return _agreements(actor)


def request_of(agreement: Agreement, actor: Actor) -> Request:
    """Return an agreement of `agreements_visible_to` in words."""
    return _request(agreement, actor)


def subject_of(agreement: Agreement) -> str:
    """Return what it is about: `Widya Kusumaningrum, Kepala Dinas X`."""
    official, position, unit = agreement.official, agreement.position, agreement.unit
    named = [
        official.full_name if official else "",
        position.title if position else "",
        unit.name if unit else "",
        agreement.draft.file_name if agreement.draft else "",
    ]
    return ", ".join(filter(None, named)) or NOTHING


def _request(agreement: Agreement, actor: Actor) -> Request:
    changes: list[RequestedChange] = []
    is_stale = hands_out = False
    if agreement.state == AgreementState.PENDING and agreement.arguments:
        hands_out = act_for_two(agreement.act).hands_out
        try:
            changes = _changes(agreement)
        except Stale:
            is_stale = True
    return Request(
        agreement=agreement,
        label=label_of(agreement),
        subject=subject_of(agreement),
        changes=changes,
        is_own=agreement.requested_by_id == actor.user_id,
        is_stale=is_stale,
        hands_out=hands_out,
    )


def _changes(agreement: Agreement) -> list[RequestedChange]:
    """Return what would change, read from the rows as they are now.

    Raises:
        Stale: a row it names changed since.
    """
    arguments = Deed(act=agreement.act, text=agreement.arguments).arguments()
    row = _changed_row(arguments)
    values: Mapping[str, Any] = arguments.get("values", {})
    if "on" in arguments:
        values = {"to_on": arguments["on"]}
    if "username" in arguments:
        values = {_("Account name"): arguments["username"]}
    model = type(row) if row else _model_of(agreement)
    told = [_change(model, row, name, value) for name, value in values.items()]
    found = [one for one in told if one.was != one.becomes]
    position = agreement.position
    if position and not isinstance(row, Position):
        duties = _words(Position, "duties", position.duties)
        found.append(
            RequestedChange(label=_("Roles of the seat"), was="", becomes=duties)
        )
        found.append(
            RequestedChange(label=_("Unit"), was="", becomes=position.unit.name)
        )
    if agreement.draft:
        counts = {"create": 0, "change": 0, "close": 0, **agreement.draft.counts}
        told_counts = _("%(create)s new, %(change)s changed, %(close)s ended") % counts
        found.append(
            RequestedChange(label=_("Differences"), was="", becomes=told_counts)
        )
    return found


def _model_of(agreement: Agreement) -> type[models.Model]:
    acting = agreement.act == "assign_acting_holder"
    return ActingAssignment if acting else TermOfOffice


def _changed_row(arguments: Mapping[str, Any]) -> models.Model | None:
    # a new account changes nothing in the row of its official
    for name, model in CHANGED.items():
        if name in arguments and "username" not in arguments:
            return model._default_manager.get(pk=arguments[name])
    return None


def _change(
    model: type[models.Model], row: models.Model | None, name: str, value: Any
) -> RequestedChange:
    was = _words(model, name, getattr(row, name, None)) if row else ""
    return RequestedChange(
        label=_label(model, name), was=was, becomes=_words(model, name, value)
    )


def _label(model: type[models.Model], name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def _words(model: type[models.Model], name: str, value: Any) -> str:
    if value in (None, "", []):
        return NOTHING
    if name == "nik":
        return HIDDEN
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    choices = _choices(model, name)
    if isinstance(value, list):
        return ", ".join(choices.get(str(one), str(one)) for one in value)
    return choices.get(str(value), str(value))


def _choices(model: type[models.Model], name: str) -> dict[str, str]:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return {}
    field = getattr(field, "base_field", field)
    return {str(value): str(label) for value, label in field.choices or ()}
