"""The registration form: proposals filled in, tied to their place on the scan."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import Invalid
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import head_of
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.shell.components import Box, ConfidenceField
from eoffice.shell.forms import OfficeFormMixin
from workflow.models import IncomingLetter, LetterType, SecurityClass, Urgency
from workflow.operations.receiving import Registration

#: Field of the form -> field of the proposal, in the order of their numbers.
BOXED = (
    ("sender", "sender"),
    ("number", "number"),
    ("letter_date", "date"),
    ("subject", "subject"),
    ("routed_to", "addressee"),
)


def desks_of(incoming: IncomingLetter) -> list[Position]:
    """Return the desks of the register, heads first."""
    register = register_unit_of(incoming.unit)
    return list(
        Position.objects.filter(
            unit__path__contains=[register.pk], closed_on__isnull=True
        ).order_by("-is_head", "unit__path__len", "title")[:300]
    )


class RegistrationForm(OfficeFormMixin, forms.Form):
    """What the clerk confirms; rules are the operation's."""

    sender = forms.CharField(label=gettext_lazy("Sender"), max_length=300)
    number = forms.CharField(
        label=gettext_lazy("Letter number"), max_length=120, required=False
    )
    letter_date = forms.DateField(
        label=gettext_lazy("Date of the letter"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=500)
    routed_to = forms.ChoiceField(label=gettext_lazy("Addressed to"))
    letter_type = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Urgency)
    security_class = forms.ChoiceField(
        label=gettext_lazy("Security class"), choices=SecurityClass
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, incoming: IncomingLetter, data: Any = None) -> None:
        """Fill in what was proposed."""
        self.incoming = incoming
        proposal = getattr(incoming, "proposal", None)
        self.proposed: dict[str, Any] = proposal.fields if proposal else {}
        self.desks = desks_of(incoming)
        super().__init__(data, initial=self._initial())
        self._choices()

    def _value(self, name: str) -> str:
        field = self.proposed.get(name)
        return str(field["value"] or "") if field else ""

    def _desk(self) -> Position | None:
        wanted = self._value("addressee").lower()
        titles = [d for d in self.desks if wanted and d.title.lower() in wanted]
        head = head_of(register_unit_of(self.incoming.unit))
        return max(titles, key=lambda d: len(d.title)) if titles else head

    def _initial(self) -> dict[str, Any]:
        desk = self._desk()
        day = self._value("date")
        return {
            "sender": self._value("sender"),
            "number": self._value("number"),
            "letter_date": date.fromisoformat(day) if day else None,
            "subject": self._value("subject"),
            "letter_type": self._value("type"),
            "routed_to": str(desk.pk) if desk else "",
            "urgency": Urgency.BIASA,
            "security_class": SecurityClass.BIASA,
            "row_version": self.incoming.row_version,
        }

    def _choices(self) -> None:
        desks = [(str(desk.pk), desk.title) for desk in self.desks]
        self.fields["routed_to"].choices = desks  # type: ignore[attr-defined]
        names = {
            str(name) for name in LetterType.objects.values_list("name", flat=True)
        }
        read = self._value("type")
        kinds = [("", _("(not chosen)"))]
        kinds += [(name, name) for name in sorted(names | ({read} if read else set()))]
        self.fields["letter_type"].choices = kinds  # type: ignore[attr-defined]

    def parts(self) -> dict[str, ConfidenceField]:
        """Return the fields that were read, as the page shows them."""
        return {
            name: ConfidenceField(
                field=self[name],
                box=number if self.proposed.get(source) else None,
                sure=self._sure(name, source),
                reason=self._reason(name, source),
            )
            for number, (name, source) in enumerate(BOXED, start=1)
        }

    def _was_changed(self, name: str) -> bool:
        return self.is_bound and name in self.changed_data

    def _sure(self, name: str, source: str) -> bool | None:
        found = self.proposed.get(source)
        if not found or self._was_changed(name):
            return None
        return not found["doubtful"]

    def _reason(self, name: str, source: str) -> str:
        found = self.proposed.get(source)
        if not self.proposed or self._was_changed(name):
            return ""
        if not found:
            return _("Not found on the page.") if name != "routed_to" else ""
        if found["doubtful"]:
            return _("Compare with the box on the page.")
        return found["value"] if name == "routed_to" else ""

    def boxes(self) -> dict[int, list[Box]]:
        """Return the boxes of each page, numbered like the fields."""
        found: dict[int, list[Box]] = {}
        for number, (_name, source) in enumerate(BOXED, start=1):
            field = self.proposed.get(source)
            if field:
                x0, y0, x1, y1 = field["box"]
                box = Box(x=x0, y=y0, width=x1 - x0, height=y1 - y0, number=number)
                found.setdefault(int(field["page"]), []).append(box)
        return found

    def registration(self) -> Registration:
        """Return what the operation takes."""
        values = {k: v for k, v in self.cleaned_data.items() if k != "row_version"}
        return Registration(routed_to_id=values.pop("routed_to") or None, **values)

    def add_faults(self, refusal: Invalid) -> None:
        """Put the operation's refusals at their fields."""
        for fault in refusal.faults:
            name = fault.field if fault.field in self.fields else None
            self.add_error(name, str(fault.message))
