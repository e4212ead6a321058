"""A policy's fields and values in words, and what differs between two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from django.db.models import Choices as DjangoChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic.fields import FieldInfo

from eoffice.policies.policy import Choices, PolicyShape, Told

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeField:
    """One field of a shape. `rows` where it holds a table, `is_lines` several lines."""

    name: str
    told: Told
    kind: type
    is_optional: bool = False
    is_lines: bool = False
    rows: type[PolicyShape] | None = None

    def choices(self) -> Choices | None:
        """Return what may be chosen, value first; None: anything of its kind."""
        if self.told.choices is not None:
            return self.told.choices()
        if issubclass(self.kind, DjangoChoices):
            return [(str(value), label) for value, label in self.kind.choices]
        if issubclass(self.kind, Enum):
            return [(str(one.value), str(one.value)) for one in self.kind]
        return None


def columns_of(shape: type[PolicyShape]) -> list[ShapeField]:
    """Return the fields in their order."""
    return [_column(name, field) for name, field in shape.model_fields.items()]


def _column(name: str, field: FieldInfo) -> ShapeField:
    told = next((m for m in field.metadata if isinstance(m, Told)), Told(name))
    kind, is_optional = _without_none(field.annotation)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if isinstance(inner, type) and issubclass(inner, PolicyShape):
            return ShapeField(name=name, told=told, kind=tuple, rows=inner)
        return ShapeField(name=name, told=told, kind=tuple, is_lines=True)
    return ShapeField(name=name, told=told, kind=kind, is_optional=is_optional)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation, False
    kinds = [one for one in get_args(annotation) if one is not type(None)]
    return kinds[0], len(kinds) < len(get_args(annotation))


def value_in_words(column: ShapeField, value: Any, chosen: Mapping[str, Any]) -> str:
    """Return a scalar as a reader of the page says it; `chosen`: words of choices."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(chosen.get(str(getattr(value, "value", value)), value))


@dataclass(frozen=True, slots=True)
class Difference:
    """What one field said before and says now; one of both may be empty."""

    label: str | Promise
    before: str
    after: str


class Words:
    """Words of a shape's values; choices are asked once."""

    def __init__(self, shape: type[PolicyShape]) -> None:
        self.columns = columns_of(shape)
        self._chosen: dict[tuple[type[PolicyShape], str], Mapping[str, Any]] = {}
        self._shape = shape

    def pairs(self, value: PolicyShape) -> Iterator[tuple[str | Promise, list[str]]]:
        """Yield each field's label and its value as lines."""
        for column in self.columns:
            yield column.told.label, self.lines(column, getattr(value, column.name))

    def lines(self, column: ShapeField, value: Any) -> list[str]:
        """Return a field's value as lines: one for a scalar, one a row of a table."""
        if column.rows is not None:
            return [self._row(column.rows, row) for row in value]
        if column.is_lines:
            words = self._words_of(self._shape, column)
            return [str(words.get(str(line), line)) for line in value]
        return [value_in_words(column, value, self._words_of(self._shape, column))]

    def differences(self, old: PolicyShape, new: PolicyShape) -> list[Difference]:
        """Return what differs, field by field, row by row."""
        found: list[Difference] = []
        for column in self.columns:
            before = self.lines(column, getattr(old, column.name))
            after = self.lines(column, getattr(new, column.name))
            if before == after:
                continue
            if column.rows is None and not column.is_lines:
                found.append(Difference(column.told.label, before[0], after[0]))
                continue
            gone = [line for line in before if line not in after]
            come = [line for line in after if line not in before]
            found += [Difference(column.told.label, line, "") for line in gone]
            found += [Difference(column.told.label, "", line) for line in come]
            if not gone and not come:  # the same rows, but the first that fits decides
                found.append(Difference(column.told.label, "", _("in another order")))
        return found

    def _row(self, shape: type[PolicyShape], row: PolicyShape) -> str:
        said = (
            value_in_words(c, getattr(row, c.name), self._words_of(shape, c))
            for c in columns_of(shape)
        )
        return " · ".join(said)

    def _words_of(
        self, shape: type[PolicyShape], column: ShapeField
    ) -> Mapping[str, Any]:
        key = (shape, column.name)
        if key not in self._chosen:
            self._chosen[key] = {str(v): w for v, w in column.choices() or []}
        return self._chosen[key]
