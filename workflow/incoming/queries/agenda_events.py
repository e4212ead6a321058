"""What happened to an agenda entry, in words; and what differs between two entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.organisation.models import Position
from workflow.incoming.models import AgendaEvent, IncomingLetter
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency

CHOICES = {"urgency": Urgency, "security_class": SecurityClass}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """One field before and after, in words for people."""

    field: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """Return the name of the field as the form has it."""
        return field_label(self.field)

    def as_json(self) -> dict[str, str]:
        """Return the shape that events keep."""
        return {"field": self.field, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """An event as pages and programs show it."""

    kind: str
    label: str
    by: str
    position: str
    at: datetime
    reason: str
    changes: Sequence[EntryChange]


def field_label(name: str) -> str:
    """Return what a field of the entry is called."""
    if name == "pages":
        return _("Pages")
    field = IncomingLetter._meta.get_field(name.removesuffix("_id"))
    return str(field.verbose_name).capitalize()  # type: ignore[union-attr]


def _words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "routed_to_id":
        desk = Position.objects.filter(pk=UUID(str(value))).first()
        return desk.title if desk else ""
    if name in CHOICES and value in CHOICES[name].values:
        return str(CHOICES[name](value).label)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)


def changes_between(before: Any, after: Any) -> list[EntryChange]:
    """Return the fields in which two entries (`Registration`) differ."""
    return [
        EntryChange(
            field=name,
            before=_words(name, getattr(before, name)),
            after=_words(name, getattr(after, name)),
        )
        for name in before.__dataclass_fields__
        if getattr(before, name) != getattr(after, name)
    ]


def events_of(incoming: IncomingLetter) -> list[ShownEvent]:
    """Return what happened to the entry, the latest first; who sees the letter asks."""
    rows = AgendaEvent.objects.filter(incoming=incoming)
    return [
        ShownEvent(
            kind=one.kind,
            label=one.get_kind_display(),
            by=one.official.full_name,
            position=one.position.title if one.position else "",
            at=one.created_at,
            reason=one.reason,
            changes=[EntryChange(**change) for change in one.changes],
        )
        for one in rows.select_related("official", "position").order_by("-id")
    ]
