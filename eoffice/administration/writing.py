"""Saving a row of the organisation: every fault at once, version counted up."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from eoffice.errors import Fault, Invalid


def faults_in(error: ValidationError) -> list[Fault]:
    """Return a model's validation errors as faults, each with its field."""
    return [
        Fault(
            field="" if field == NON_FIELD_ERRORS else field,
            code=one.code or "invalid",
            message=" ".join(one.messages),
        )
        for field, errors in error.error_dict.items()
        for one in errors
    ]


def check(row: models.Model) -> None:
    """Raise `Invalid` with every broken rule of the row."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Invalid(faults_in(error)) from error


def put(row: models.Model, values: Mapping[str, Any]) -> list[str]:
    """Set the values on the row; return the names of those that differ."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def save_changes(row: Any, changed: list[str]) -> None:
    """Check and write the changed row under its next version."""
    check(row)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
