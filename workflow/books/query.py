"""Which part of an agenda book is asked for, by page and by program alike.

The names of the classes are read by programs, in the description of the API.
"""

from datetime import date
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import ListQuery
from workflow.books.book import Period


class Part(Schema):
    """Which part of a book."""

    unit: UUID | None = Field(None, description="The unit and all below it.")
    from_on: date | None = Field(None, alias="from")
    to_on: date | None = Field(None, alias="to")
    register_id: UUID | None = Field(
        None, alias="register", description="One book: a unit's series of one year."
    )

    @property
    def period(self) -> Period:
        """Return the part as the query takes it."""
        return Period(
            unit=self.unit,
            from_on=self.from_on,
            to_on=self.to_on,
            register=self.register_id,
        )


class RegisterQuery(ListQuery, Part):
    """Filters of a page of a book."""
