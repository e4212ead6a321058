"""Forms of units, positions and officials: each field the API has, and no other."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import (
    Official,
    Position,
    PositionDuty,
    PositionKind,
    Unit,
    UnitKind,
)
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import LinesField, OfficeFormMixin


class UnitChoice(forms.ModelChoiceField):
    """A unit by name and code, in the order of the codes."""

    def label_from_instance(self, obj: Any) -> str:
        """Name first: people look for it."""
        return f"{obj.name} ({obj.code})"


class PositionChoice(forms.ModelChoiceField):
    """A position by its title."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the position as it is printed."""
        return str(obj.title)


class VersionedForm(OfficeFormMixin, forms.Form):
    """Carries the version that was read, so that a stale change is refused."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Give a field of choices its rows."""
        cast("forms.ModelChoiceField", self.fields[name]).queryset = rows

    def values(self) -> dict[str, Any]:
        """Return what was filled in, without the version."""
        return {n: v for n, v in self.cleaned_data.items() if n != "version"}


class UnitForm(VersionedForm):
    """A unit."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Stands in letter numbers of its register, for example SETDA."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind)
    parent = UnitChoice(
        label=_("Below the unit"), queryset=Unit.objects.none(), required=False
    )
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    keeps_register = forms.BooleanField(
        label=_("Keeps a register: letters signed in it and below are numbered here"),
        required=False,
    )
    letterhead_lines = LinesField(
        label=_("Letterhead, line by line"),
        required=False,
        help_text=_("Empty: the letterhead of the unit above."),
    )
    address_lines = LinesField(label=_("Address, line by line"), required=False)
    place = forms.CharField(label=_("Place of letters"), max_length=80, required=False)

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        """Offer open units as parent, none from below the unit itself."""
        super().__init__(*args, **kwargs)
        offered = Unit.objects.filter(closed_on=None)
        if unit is not None:
            offered = offered.exclude(path__contains=[unit.pk])
        self.offer("parent", offered.order_by("name"))


class PositionForm(VersionedForm):
    """A position in a unit."""

    title = forms.CharField(label=_("Title"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=60)
    unit = UnitChoice(
        label=_("In the unit"), queryset=Unit.objects.filter(closed_on=None)
    )
    superior = PositionChoice(
        label=_("Superior"),
        queryset=Position.objects.none(),
        required=False,
        help_text=_("Routes of letters follow the superiors."),
    )
    mandate_giver = PositionChoice(
        label=_("Gives its mandate"),
        queryset=Position.objects.none(),
        required=False,
        help_text=_(
            "In whose name (a.n.) the position signs. Empty: by custom, as for a head"
            " of agency the bupati."
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PositionKind)
    echelon = forms.CharField(label=_("Echelon"), max_length=5, required=False)
    is_head = forms.BooleanField(label=_("Heads its unit"), required=False)

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        """Offer the positions of the unit and the heads above it."""
        super().__init__(*args, **kwargs)
        self.offer("unit", Unit.objects.filter(closed_on=None).order_by("name"))
        # all seats of a government would be thousands to choose from
        near = Q(unit=unit) | Q(unit__in=unit.path, is_head=True) if unit else Q()
        everybody = Position.objects.filter(closed_on=None)
        for name in ("superior", "mandate_giver"):
            kept = Q(pk=self.initial.get(name))
            positions = everybody.filter(near | kept)
            if not unit:
                positions = positions.filter(is_head=True)
            self.offer(name, positions.order_by("title"))


class DutiesForm(VersionedForm):
    """What a position may do besides what follows from the tree."""

    duties = forms.MultipleChoiceField(
        label=_("Roles of this seat"),
        choices=PositionDuty,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class OfficialForm(VersionedForm):
    """A person in service; the NIK is written, never shown."""

    name = forms.CharField(label=_("Name without degrees"), max_length=120)
    title_before = forms.CharField(
        label=_("Degrees before"), max_length=40, required=False
    )
    title_after = forms.CharField(
        label=_("Degrees after"), max_length=60, required=False
    )
    nip = forms.RegexField(
        label=_("NIP"),
        regex=r"^[0-9]{18}$",
        required=False,
        error_messages={"invalid": _("A NIP has 18 digits.")},
    )
    nik = forms.RegexField(
        label=_("NIK"),
        regex=r"^[0-9]{16}$",
        required=False,
        error_messages={"invalid": _("A NIK has 16 digits.")},
        help_text=_("Kept encrypted. Empty: what is kept stays."),
    )
    rank = forms.CharField(label=_("Rank"), max_length=60, required=False)
    grade = forms.CharField(label=_("Grade"), max_length=10, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    is_active = forms.BooleanField(
        label=_("In service"),
        required=False,
        help_text=_("Taken away, every right of the person ends at once."),
    )

    def values(self) -> dict[str, Any]:
        """Return what was filled in; an empty NIP is none, an empty NIK no change."""
        values = super().values()
        values["nip"] = values["nip"] or None
        if not values["nik"]:
            del values["nik"]
        return values


class DayForm(VersionedForm):
    """The day on which something closes or ends."""

    on = DayField(label=_("Last day"))


class EndForm(VersionedForm):
    """When a tenure ends: on a last day, or at once."""

    at_once = forms.BooleanField(
        label=_("At once, from this moment"),
        required=False,
        help_text=_("Ends the sessions too. The position is free again today."),
    )
    on = DayField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("at_once") and not values.get("on") and "on" in values:
            self.add_error("on", _("This is required."))
        return values

    @property
    def last_day(self) -> date | None:
        """Return the last day; nothing means at once."""
        if self.cleaned_data["at_once"]:
            return None
        day: date = self.cleaned_data["on"]
        return day


def initial_of(thing: Unit | Position | Official, form: type[forms.Form]) -> dict:
    """Return what the form shows of the thing; a NIK is never among it."""
    names = [name for name in form.base_fields if name not in {"version", "nik"}]
    shown = {name: getattr(thing, name) for name in names}
    shown = {name: getattr(value, "pk", value) for name, value in shown.items()}
    return {**shown, "version": thing.row_version}
