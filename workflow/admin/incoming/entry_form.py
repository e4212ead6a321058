"""The fields of an agenda entry, as registering and correcting share them.

Desk and code are chosen by typing: a picker keeps the choice; what was typed without
choosing counts when it can mean one thing only, and is refused otherwise, never lost.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import Invalid
from eoffice.organisation.models import Position
from eoffice.organisation.queries.positions_held import holders_today
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin
from workflow.admin.drafting.pickers import PickerChoice
from workflow.classification import catalogue
from workflow.incoming.models import IncomingLetter
from workflow.incoming.operations.registering import Registration
from workflow.incoming.queries.desks import found_desks
from workflow.letter_types.models import LetterType
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency, urgency_choices

TYPED = "_typed"  # what a picker's box held when the form was sent
LONGEST_WORDS = 200


def desk_choice(desk: Position) -> PickerChoice:
    """Return a desk as chosen or offered; `with_holders` adds who sits there."""
    known = hasattr(desk, "terms_today")
    names = (
        [position.official.full_name for position in holders_today(desk)]
        if known
        else []
    )
    return PickerChoice(
        value=str(desk.pk), title=desk.title, meta=", ".join(names) or desk.unit.name
    )


def code_choice(code: str) -> PickerChoice:
    """Return a classification code as chosen."""
    entry = catalogue().find(code)
    return PickerChoice(value=code, title=f"{code} {entry.name}" if entry else code)


class EntryForm(OfficeFormMixin, forms.Form):
    """What stands in the agenda; rules are the operation's."""

    sender = forms.CharField(label=gettext_lazy("Sender"), max_length=300)
    number = forms.CharField(
        label=gettext_lazy("Letter number"), max_length=120, required=False
    )
    letter_date = DayField(
        label=gettext_lazy("Date of the letter"), required=False, toward="past"
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=500)
    routed_to = forms.UUIDField(label=gettext_lazy("Addressed to"), required=False)
    letter_type = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    classification_code = forms.CharField(
        label=gettext_lazy("Classification code"), max_length=40, required=False
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Urgency)
    security_class = forms.ChoiceField(
        label=gettext_lazy("Security class"), choices=SecurityClass
    )
    due_on = DayField(label=gettext_lazy("To be answered by"), required=False)
    decision_request = forms.BooleanField(
        label=gettext_lazy("Application for a decision"),
        required=False,
        help_text=gettext_lazy(
            "The law gives five working days for it; the day is shown beside the entry."
        ),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, incoming: IncomingLetter, data: Any, initial: Any) -> None:
        """Fill in `initial`, the names of `Registration` as the form has them."""
        self.incoming = incoming
        self.register = register_unit_of(incoming.unit)
        super().__init__(data, initial=initial)
        self._offer_types(str(initial.get("letter_type") or ""))
        offered = urgency_choices(incoming.urgency)
        self.fields["urgency"].choices = offered  # type: ignore[attr-defined]

    def _offer_types(self, present: str) -> None:
        names = set(LetterType.objects.values_list("name", flat=True))
        # A type read off the page may be none of ours; the entry must not lose it.
        known = sorted(names | ({present} if present else set()))
        choices = [("", _("(not chosen)")), *((name, name) for name in known)]
        self.fields["letter_type"].choices = choices  # type: ignore[attr-defined]

    def _value_of(self, name: str) -> str:
        value = self[name].value()
        return str(value).strip() if value else ""

    def desks(self) -> list[PickerChoice]:
        """Return the chosen desk, for its picker."""
        try:
            wanted = UUID(self._value_of("routed_to"))
        except ValueError:
            return []
        desk = Position.objects.select_related("unit").filter(pk=wanted).first()
        return [desk_choice(desk)] if desk else []

    def codes(self) -> list[PickerChoice]:
        """Return the chosen code, for its picker."""
        code = self._value_of("classification_code")
        return [code_choice(code)] if code else []

    def typed(self) -> dict[str, str]:
        """Return what was typed in the pickers and not taken."""
        names = ("routed_to", "classification_code")
        return {name: self._typed(name) for name in names if name in self.errors}

    def _typed(self, name: str) -> str:
        words: str = self.data.get(f"{name}{TYPED}", "")
        return " ".join(words.replace("\0", "").split())[:LONGEST_WORDS]

    def _meant(self, name: str, find: Callable[[str], list[Any]]) -> Any:
        """Return what the typed words mean, or the choice where none were typed."""
        words = self._typed(name)
        if not words:
            return self.cleaned_data.get(name)
        found = find(words)
        if len(found) == 1:
            return found[0]
        self.add_error(name, _("Choose one from the list, or empty the box."))
        return None

    def clean(self) -> dict[str, Any]:
        """Take the typed words of the pickers for what they mean."""
        if "routed_to" in self.fields:
            desk = self._meant("routed_to", self._desks_meant)
            self.cleaned_data["routed_to"] = desk
        code = self._meant("classification_code", _codes_meant)
        self.cleaned_data["classification_code"] = code or ""
        return self.cleaned_data

    def _desks_meant(self, words: str) -> list[UUID]:
        # Two are enough to know that the words can mean more than one.
        desks = found_desks(self.register, words, 2)
        # A title typed in full is meant, also where it begins longer ones.
        exact = [d.pk for d in desks if d.title.lower() == words.lower()]
        return exact or [desk.pk for desk in desks]

    def values(self) -> dict[str, Any]:
        """Return the cleaned entry under the names of `Registration`."""
        given = {n: v for n, v in self.cleaned_data.items() if n in ENTRY_FIELDS}
        if "routed_to" in self.fields:
            given["routed_to_id"] = self.cleaned_data["routed_to"]
        return given

    def registration(self) -> Registration:
        """Return what the operation takes."""
        return Registration(**self.values())

    def stand_on(self, row_version: int) -> None:
        """Let the form, shown again, stand on the letter as it is now."""
        self.data = {**self.data, "row_version": str(row_version)}

    def add_faults(self, refusal: Invalid) -> None:
        """Put the operation's refusals at their fields."""
        for fault in refusal.faults:
            name = fault.field if fault.field in self.fields else None
            self.add_error(name, str(fault.message))


def _codes_meant(words: str) -> list[str]:
    exact = catalogue().find(words)
    found = [exact] if exact else catalogue().search(words, 2)
    return [entry.code for entry in found]


ENTRY_FIELDS = frozenset(
    name for name in Registration.__dataclass_fields__ if name != "routed_to_id"
)
