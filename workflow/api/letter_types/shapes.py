"""What letter types look like from outside."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Schema

from eoffice.listing import Listed, ListQuery
from workflow.letter_types.content_rules import BLOCK_WORDS
from workflow.letter_types.models import LetterTypeVersion
from workflow.letter_types.signers import SignerKind, signer_words
from workflow.numbering.models import Series
from workflow.numbering.places import series_of_type
from workflow.security_class import SecurityClass


class LetterTypeShape(Schema):
    """A type of letter by its version in force; `draftable`: it can be drafted here."""

    code: str = Field(..., examples=["surat_dinas"])
    name: str = Field(..., examples=["Surat Dinas"])
    purpose: str
    family: str
    subfamily: str
    scope: str = Field(..., examples=["external"])
    layout: str = Field(..., examples=["surat_dinas"])
    number_pattern: str
    default_classification: str
    required_fields: list[str] = Field(
        ..., description="Codes of the fields a letter must hold."
    )
    draftable: bool
    version: int
    state: str = Field(..., examples=["active"], description="draft, active, retired")
    valid_from: date | None
    valid_to: date | None


class LetterTypeList(Listed[LetterTypeShape]):
    """A page of letter types."""


class LetterTypeQuery(ListQuery):
    """Filters of the list of types."""

    draftable: bool | None = None
    on: date | None = Field(None, description="In force on this day.")


class TypeFieldShape(Schema):
    """What a letter holds; `place` says where it is met."""

    code: str = Field(..., examples=["tempat"])
    label: str = Field(..., examples=["Tempat"])
    place: str = Field(..., examples=["row:Tempat"])
    needed: bool


class BlockKindShape(Schema):
    """A part that may stand in the text."""

    type: str = Field(..., examples=["fields"])
    label: str


class TypeSignersShape(Schema):
    """Who may sign; neither kinds nor titles: everybody who signs letters."""

    kinds: list[SignerKind]
    titles: list[str]
    words: str


class LetterTypeDetail(LetterTypeShape):
    """A type, whole."""

    title: str = Field(..., description="As printed; {jabatan}: of the signatory.")
    letterhead: str
    number_style: str
    series: list[Series] = Field(
        ..., description="Series of the registers that number such letters today."
    )
    default_class: SecurityClass
    signers: TypeSignersShape
    forms: list[str] = Field(..., examples=[["own", "an"]])
    verifier_corrects: bool
    fields_: list[TypeFieldShape] = Field(..., alias="fields")
    blocks: list[BlockKindShape]
    start: list[dict[str, Any]] = Field(
        ..., description="The body a new draft begins with; gaps in <var>."
    )


class ExampleQuery(Schema):
    """For whom the example is made."""

    signatory: UUID | None = Field(
        None, description="The seat that is to sign; left out: who most likely does."
    )


SAME = (
    "name",
    "purpose",
    "family",
    "subfamily",
    "scope",
    "layout",
    "number_pattern",
    "default_classification",
)


def summary(row: LetterTypeVersion) -> dict[str, Any]:
    """Return a version as lists show it."""
    return {
        **{name: getattr(row, name) for name in SAME},
        "code": row.letter_type.code,
        "required_fields": [one["code"] for one in row.needed],
        "draftable": row.is_in_use and row.is_drawn,
        "version": row.number,
        "state": row.state,
        "valid_from": row.valid_from_on,
        "valid_to": row.valid_to_on,
    }


def whole(row: LetterTypeVersion) -> dict[str, Any]:
    """Return a version with all that it asks and gives."""
    return {
        **summary(row),
        "title": row.title,
        "letterhead": row.letterhead,
        "number_style": row.number_style,
        "series": series_of_type(row.letter_type.code, timezone.localdate()),
        "default_class": row.default_class,
        "signers": {
            "kinds": row.signer_kinds,
            "titles": row.signer_titles,
            "words": signer_words(row),
        },
        "forms": row.forms,
        "verifier_corrects": row.verifier_corrects,
        "fields": row.fields,
        "blocks": [
            {"type": kind, "label": str(BLOCK_WORDS.get(kind, kind))}
            for kind in row.blocks
        ],
        "start": row.start,
    }
