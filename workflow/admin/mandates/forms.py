"""Forms of the register of mandates."""

from typing import Any, cast

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    Form,
    ModelChoiceField,
    MultipleChoiceField,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import Position
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import LinesField, OfficeFormMixin
from workflow.letter_types.models import LetterType
from workflow.mandates.operations.entering import MandateInput
from workflow.mandates.queries.lists import signing_positions

FORMS = (
    ("own", _("In own authority")),
    ("an", _("a.n., in the name of the giver")),
    ("ub", _("u.b., passed on once more")),
)


class MandateReceiver(ModelChoiceField):
    """A position by its title, with the giver it would sign for."""

    def label_from_instance(self, obj: Any) -> str:
        """Name both: the giver follows from the position."""
        return f"{obj.title} (a.n. {obj.mandate_giver.title})"


class MandateForm(OfficeFormMixin, Form):
    """One line of the register; the giver is that of the position."""

    receiver = MandateReceiver(
        label=_("Who may sign"),
        queryset=Position.objects.none(),
        help_text=_("The giver stands behind it; change it on the position's page."),
    )
    forms = MultipleChoiceField(
        label=_("In which form"),
        choices=FORMS,
        widget=CheckboxSelectMultiple,
        help_text=_("What is not ticked is not allowed for these letters."),
    )
    types = MultipleChoiceField(
        label=_("Letter types"),
        required=False,
        widget=CheckboxSelectMultiple,
        help_text=_("Nothing ticked: every type."),
    )
    codes = LinesField(
        label=_("Classification codes, one a line"),
        required=False,
        help_text=_("With all codes below them, for example 000.1. Empty: every code."),
    )
    from_on = DayField(label=_("From"))
    to = DayField(label=_("Last day"), required=False)
    basis = CharField(
        label=_("Basis: regulation or decree"),
        max_length=200,
        help_text=_("For example Perbup 12/2026 Ps 4."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer who signs, and the types there are."""
        super().__init__(*args, **kwargs)
        receiver = cast("ModelChoiceField", self.fields["receiver"])
        receiver.queryset = signing_positions().select_related("mandate_giver")
        types = cast("MultipleChoiceField", self.fields["types"])
        types.choices = list(LetterType.objects.values_list("code", "name"))
        self.fields["from_on"].initial = timezone.localdate()

    def content(self) -> MandateInput:
        """Return what was filled in."""
        given = self.cleaned_data
        receiver: Position = given["receiver"]
        return MandateInput(
            giver=cast("Position", receiver.mandate_giver),
            receiver=receiver,
            forms=tuple(given["forms"]),
            letter_types=tuple(given["types"]),
            codes=tuple(given["codes"]),
            from_on=given["from_on"],
            to_on=given["to"],
            basis=given["basis"],
        )


class EndMandateForm(OfficeFormMixin, Form):
    """When a mandate ends, and why."""

    at_once = BooleanField(
        label=_("At once, from this moment"),
        required=False,
        help_text=_("Letters that wait for a signature in its form are not signed."),
    )
    on = DayField(label=_("Last day"), required=False)
    reason = CharField(label=_("Reason"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("at_once") and not values.get("on") and "on" in values:
            self.add_error("on", _("This is required."))
        return values
