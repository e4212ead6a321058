"""Ids in requests, turned into rows; every unknown one is named at once."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid

Row = TypeVar("Row", bound=models.Model)


class References:
    """Collects what the ids of one request point to."""

    def __init__(self) -> None:
        """Begin with no faults."""
        self.faults: list[Fault] = []

    def find(
        self, rows: models.QuerySet[Row], row_id: UUID | None, field: str
    ) -> Row | None:
        """Return the row; None for no id; note a fault for an unknown one."""
        if row_id is None:
            return None
        found = rows.filter(pk=row_id).first()
        if found is None:
            message = _("There is none with this id.")
            self.faults.append(Fault(field=field, code="unknown_id", message=message))
        return found

    def replace(
        self, values: dict[str, Any], field: str, rows: models.QuerySet[Any]
    ) -> None:
        """Put the row in the place of its id, where the request names one."""
        if field in values:
            values[field] = self.find(rows, values[field], field)

    def check(self) -> None:
        """Raise `Invalid` with every unknown id."""
        if self.faults:
            raise Invalid(self.faults)
