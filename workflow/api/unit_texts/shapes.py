"""Shapes of `/unit-texts`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import Listed
from workflow.api.outgoing import answers, shapes
from workflow.api.outgoing.inputs import MOST_BLOCKS, Block, Given
from workflow.unit_texts.keeping import LONGEST_NAME, LONGEST_SUBJECT, TextChanges
from workflow.unit_texts.models import TextKind, UnitText

OF_TEMPLATES = "Of a template alone."


class UnitTextListed(Schema):
    """A text of a unit under its name, as lists show it: without the text."""

    id: UUID
    kind: TextKind
    kind_label: str
    name: str = Field(..., examples=["Penutup undangan"])
    unit: shapes.UnitNamed
    type: str | None = Field(..., description=OF_TEMPLATES, examples=["undangan"])
    subject: str = Field(..., description=OF_TEMPLATES)
    made_by: shapes.OfficialNamed
    made_at: datetime
    row_version: int


class UnitTextShape(UnitTextListed):
    """A text of a unit; its blocks have no ids, each letter gives them its own."""

    body: list[Block]


class UnitTextList(Listed[UnitTextListed]):
    """A page of texts."""


class UnitTextGiven(Given):
    """What is kept, of a draft that one may write in."""

    letter: UUID = Field(..., description="The draft; its unit keeps the text.")
    kind: TextKind
    name: str = Field(..., max_length=LONGEST_NAME, examples=["Penutup undangan"])
    body: list[Block] = Field(
        default_factory=list,
        max_length=MOST_BLOCKS,
        description="Of a snippet alone; a template takes the whole draft.",
    )


class UnitTextChanges(Given):
    """What may be changed; what is left out stays."""

    name: str | None = Field(None, max_length=LONGEST_NAME)
    subject: str | None = Field(
        None, max_length=LONGEST_SUBJECT, description=OF_TEMPLATES
    )
    body: list[Block] | None = Field(None, max_length=MOST_BLOCKS)

    def as_changes(self) -> TextChanges:
        """Return what the operation takes."""
        return TextChanges(**self.dict())


def listed(text: UnitText) -> dict[str, Any]:
    """Return the text as lists show it."""
    return {
        "id": text.pk,
        "kind": text.kind,
        "kind_label": text.get_kind_display(),
        "name": text.name,
        "unit": shapes.UnitNamed(
            id=text.unit.pk, code=text.unit.code, name=text.unit.name
        ),
        "type": text.letter_type.code if text.letter_type else None,
        "subject": text.subject,
        "made_by": answers.official(text.made_by),
        "made_at": text.made_at,
        "row_version": text.row_version,
    }


def shown(text: UnitText) -> dict[str, Any]:
    """Return the text with its blocks."""
    return {**listed(text), "body": text.body}
