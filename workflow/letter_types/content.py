"""What an administrator says of a type: the shape of its form and of the API."""

import re
from typing import Annotated, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.policies.policy import Choices, PolicyShape, Told
from workflow.letter_types.content_rules import BLOCK_WORDS
from workflow.letter_types.layouts import drawn_layouts, layout_words
from workflow.letter_types.models import LetterTypeVersion
from workflow.letter_types.places import parts_of
from workflow.letter_types.signers import SignerKind
from workflow.mandates.forms import MANDATED_FORMS, AuthorityForm
from workflow.security_class import SecurityClass

#: Places that bear a label of their own in the text.
WITH_LABEL = ("row", "block:considerations", "block:heading")


class TypeFamily(models.TextChoices):
    """Families of types (tata naskah 2.1)."""

    RULES = "arahan", _("Directions: rules, decrees, assignments")
    MAIL = "korespondensi", _("Correspondence")
    SPECIAL = "khusus", _("Special letters")


class Scope(models.TextChoices):
    """How far letters of a type go."""

    INTERNAL = "internal", _("Within the government")
    EXTERNAL = "external", _("To anyone, also outside")
    BOTH = "both", _("Within and outside")
    PUBLIC = "public", _("For the public")


def places() -> Choices:
    """Return where a field may stand, in words."""
    return [
        ("row", _("row with this label")),
        ("block:heading", _("heading with this label")),
        ("block:considerations", _("considerations with this label")),
        ("letter:subject", _("subject")),
        ("letter:body", _("body")),
        ("letter:classification", _("classification code")),
        ("letter:recipients", _("recipients")),
        ("letter:signatory", _("signatory")),
        ("letter:number", _("number")),
        ("letter:date", _("date")),
        ("letter:copies", _("copies")),
        ("letter:attachments", _("attachments")),
        ("letter:references", _("references")),
        *(
            (f"block:{kind}", words)
            for kind, words in BLOCK_WORDS.items()
            if kind not in {"heading", "considerations", "page_break"}
        ),
    ]


def _layouts() -> Choices:
    return sorted(((one, layout_words(one)) for one in drawn_layouts()), key=_by_words)


def _by_words(choice: tuple[str, Any]) -> str:
    return str(choice[1])


def _blocks() -> Choices:
    return list(BLOCK_WORDS.items())


def _forms() -> Choices:
    return [(str(form), AuthorityForm(form).label) for form in MANDATED_FORMS]


def _signers() -> Choices:
    return list(SignerKind.choices)


class TypeField(PolicyShape):
    """One field: what it is called, where a letter holds it, whether it must."""

    label: Annotated[str, Told(_("Label"))] = Field(min_length=1, max_length=120)
    place: Annotated[str, Told(_("Where it stands"), choices=places)] = Field(
        min_length=1, max_length=60
    )
    at: Annotated[str, Told(_("Label in the text, where it is another"))] = Field(
        "", max_length=120
    )
    needed: Annotated[bool, Told(_("Needed"))] = False


class TypeContent(PolicyShape):
    """What a version says, save its bodies: those are taken from letters."""

    name: Annotated[str, Told(_("Name"))] = Field(min_length=2, max_length=120)
    purpose: Annotated[
        str, Told(_("What it is for"), _("One sentence, for those who choose."))
    ] = Field(min_length=2, max_length=200)
    family: Annotated[TypeFamily, Told(_("Family"))]
    scope: Annotated[Scope, Told(_("How far it goes"))]
    layout: Annotated[str, Told(_("Page layout"), choices=_layouts)] = Field(
        min_length=1, max_length=40
    )
    title: Annotated[
        str,
        Told(
            _("Title on the page"),
            _("{jabatan}, {wilayah} and {daerah} stand for the signatory and region."),
        ),
    ] = Field("", max_length=200)
    number_pattern: Annotated[
        str,
        Told(
            _("Number pattern"),
            _("For example: {klasifikasi}/{urut}/{unit}/{tahun}"),
        ),
    ] = Field(min_length=1, max_length=120)
    default_classification: Annotated[
        str, Told(_("Usual code"), _("Empty: the drafter chooses."))
    ] = Field("", max_length=40)
    default_class: Annotated[SecurityClass, Told(_("Security class at the start"))] = (
        SecurityClass.BIASA
    )
    signer_kinds: Annotated[
        tuple[str, ...],
        Told(_("Who signs"), _("None chosen: all who sign."), choices=_signers),
    ] = Field((), max_length=10)
    signer_titles: Annotated[
        tuple[str, ...],
        Told(_("Positions that sign as well"), _("Titles begin so; one a line.")),
    ] = Field((), max_length=20)
    forms: Annotated[tuple[str, ...], Told(_("Forms in use"), choices=_forms)] = Field(
        ("own",), min_length=1, max_length=3
    )
    blocks: Annotated[
        tuple[str, ...], Told(_("Parts that may stand in the text"), choices=_blocks)
    ] = Field(("paragraph",), min_length=1, max_length=20)
    verifier_corrects: Annotated[
        bool,
        Told(
            _("A verifier may correct the text"),
            _("It becomes another version; those who initialled see the difference."),
        ),
    ] = True
    rows: Annotated[tuple[TypeField, ...], Told(_("Fields"))] = Field((), max_length=40)


PLAIN = (
    "name",
    "purpose",
    "family",
    "scope",
    "layout",
    "title",
    "number_pattern",
    "default_classification",
    "default_class",
)
MANY = ("signer_kinds", "signer_titles", "forms", "blocks")


def content_of(version: LetterTypeVersion) -> TypeContent:
    """Return what a version says, in the shape of the form."""
    plain = {name: getattr(version, name) for name in PLAIN}
    many = {name: tuple(getattr(version, name)) for name in MANY}
    rows = tuple(_field_of(row) for row in version.fields)
    said: dict[str, Any] = {**plain, **many, "rows": rows}
    said["verifier_corrects"] = version.verifier_corrects
    return TypeContent.model_construct(**said)


def _field_of(row: dict[str, Any]) -> TypeField:
    kind, name = parts_of(row["place"]) or ("row", "")
    place, at = row["place"], ""
    if kind == "row":
        place, at = "row", name
    elif kind == "block" and ":" in name:
        block, _sign, at = name.partition(":")
        place = f"block:{block}"
    at = "" if at == row["label"] else at
    return TypeField.model_construct(
        label=row["label"], place=place, at=at, needed=row["needed"]
    )


def write_content(version: LetterTypeVersion, content: TypeContent) -> None:
    """Put what was said into the version; nothing is saved."""
    for name in PLAIN:
        setattr(version, name, str(getattr(content, name)).strip())
    for name in MANY:
        said = (one.strip() for one in getattr(content, name))
        setattr(version, name, [one for one in said if one])
    version.verifier_corrects = content.verifier_corrects
    version.fields = [_row_of(one) for one in content.rows]


def _row_of(one: TypeField) -> dict[str, Any]:
    label = one.label.strip()
    place = one.place
    if place in WITH_LABEL:
        place = f"{place}:{one.at.strip() or label}"
    code = re.sub(r"\W+", "_", label.casefold()).strip("_")[:60]
    return {"code": code, "label": label, "place": place, "needed": one.needed}
