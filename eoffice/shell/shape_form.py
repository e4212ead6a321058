"""The form of a shape: boxes, choices, lines, tables of rows; with reason and day."""

from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from eoffice.policies.policy import Choices, PolicyShape
from eoffice.policies.told import ShapeField, columns_of
from eoffice.shell.day_field import DayField
from eoffice.shell.forms import LinesField, OfficeFormMixin

EMPTY_ROWS = 1
MOST_ROWS = 300


class ReasonForm(OfficeFormMixin, forms.Form):
    """What every change says: since when and why."""

    effective_from = DayField(
        label=_("In force from"),
        required=False,
        help_text=_("Empty: from today on. Letters on their way keep what they have."),
    )
    reason = forms.CharField(
        label=_("Reason or basis"),
        max_length=300,
        help_text=_("For example: Perbup 12/2026 or the order of the sekda."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class _Fields(OfficeFormMixin, forms.Form):
    """Fields of one shape."""


def _field(column: ShapeField, *, in_row: bool) -> forms.Field:
    told: dict[str, Any] = {"label": column.told.label, "help_text": column.told.help}
    choices = column.choices()
    if column.is_lines:
        return _several(choices, told)
    if choices is not None:
        # A new row chooses nothing by itself: left as it is, it is no row.
        empty = [("", "–")] if column.is_optional or in_row else []
        return forms.ChoiceField(
            choices=[*empty, *choices], required=not column.is_optional, **told
        )
    if column.kind is bool:
        return forms.BooleanField(required=False, **told)
    if column.kind is int:
        return forms.IntegerField(required=not column.is_optional, **told)
    if column.kind is date:
        return DayField(required=not column.is_optional, **told)
    # an empty word is a value too; the shape refuses it where one is needed
    return forms.CharField(required=False, max_length=2000, **told)


def _several(choices: Choices | None, told: dict[str, Any]) -> forms.Field:
    if choices is None:
        return LinesField(required=False, **told)
    ticks = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=ticks, **told
    )


def form_of(shape: type[PolicyShape], *, in_row: bool = False) -> type[_Fields]:
    """Return the form of a shape's scalar fields and lines."""
    scalars = (c for c in columns_of(shape) if c.rows is None)
    fields = {c.name: _field(c, in_row=in_row) for c in scalars}
    return type("Fields", (_Fields,), fields)


class ShapeForm:
    """Everything an administrator fills in for one value of a shape."""

    def __init__(
        self,
        shape: type[PolicyShape],
        value: PolicyShape | None,
        data: Any,
        *,
        more: int = 0,
        about: type[forms.Form] = ReasonForm,
    ) -> None:
        """Fill in the value; none: a new one, empty. `about`: what goes with it."""
        initial = value.model_dump(mode="json", warnings=False) if value else {}
        plain = {k: v for k, v in initial.items() if not isinstance(v, list)}
        plain |= {
            c.name: list(initial.get(c.name, ()))
            for c in columns_of(shape)
            if c.is_lines
        }
        self.reason = about(data)
        self.plain = form_of(shape)(data, initial=plain)
        self.tables: list[tuple[ShapeField, BaseFormSet[Any]]] = []
        for column in columns_of(shape):
            if column.rows is not None:
                rows = initial.get(column.name, [])
                self.tables.append((column, _table(column, rows, data, more=more)))

    def is_valid(self) -> bool:
        """Judge every part, so that all faults show at once."""
        judged = [self.reason.is_valid(), self.plain.is_valid()]
        judged += [table.is_valid() for _column, table in self.tables]
        return all(judged)

    def value(self) -> dict[str, Any]:
        """Return what was filled in, as the shape reads it."""
        filled = {k: _given(v) for k, v in self.plain.cleaned_data.items()}
        for column, table in self.tables:
            filled[column.name] = [
                {k: _given(v) for k, v in row.items() if k not in {"DELETE", "ORDER"}}
                for row in _kept(table)
            ]
        return filled

    def take(self, faults: list[Any]) -> None:
        """Show what an operation refused: at its field, or in its row, or on top."""
        for fault in faults:
            head, *rest = fault.field.split(".")
            table = {c.name: t for c, t in self.tables}.get(head)
            if head in self.plain.fields:
                self.plain.add_error(head, str(fault.message))
            elif head in self.reason.fields:
                self.reason.add_error(head, str(fault.message))
            elif table is not None and rest and rest[0].isdigit():
                self._take_row(table, int(rest[0]), rest[1:], str(fault.message))
            else:
                self.reason.add_error(None, str(fault.message))

    def _take_row(
        self, table: "BaseFormSet[Any]", place: int, rest: list[str], message: str
    ) -> None:
        kept = [form for form in table.forms if _is_kept(form)]
        if place >= len(kept):
            self.reason.add_error(None, message)
            return
        field = rest[0] if rest and rest[0] in kept[place].fields else None
        kept[place].add_error(field, message)


def _table(
    column: ShapeField, rows: list[dict[str, Any]], data: Any, *, more: int
) -> "BaseFormSet[Any]":
    shape = column.rows
    if shape is None:
        raise TypeError(column.name)
    made = formset_factory(
        form_of(shape, in_row=True),
        extra=EMPTY_ROWS,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    if data is not None and more:
        data = data.copy()
        name = f"{column.name}-TOTAL_FORMS"
        total = data.get(name, "")
        if str(total).isdigit():
            data[name] = min(int(total) + more, MOST_ROWS)
    return made(data, initial=rows, prefix=column.name)


def _is_kept(form: Any) -> bool:
    cleaned = getattr(form, "cleaned_data", {})
    return bool(cleaned) and not cleaned.get("DELETE") and _is_filled(form)


def _is_filled(form: Any) -> bool:
    # a new row left untouched is no row; one that stood there before stays
    return form.has_changed() or not form.empty_permitted


def _kept(table: "BaseFormSet[Any]") -> list[dict[str, Any]]:
    return [form.cleaned_data for form in table.forms if _is_kept(form)]


def _given(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value
