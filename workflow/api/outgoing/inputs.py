"""What programs say about a letter; every field is judged, unknown ones refused."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from workflow.letters.models import AuthorityForm, Letter, RecipientKind, StepKind
from workflow.letters.operations.drafting import LetterInput, RecipientInput, StepInput
from workflow.security_class import SecurityClass
from workflow.urgency import URGENCY_TOLD, Urgency

# A mistyped 0206 is no year of an office, though it is a date.
YEARS = range(1900, 2200)
MOST_RECIPIENTS = 500
MOST_BLOCKS = 2000
MOST_PARTS = 50


def _in_history(day: date) -> date:
    if day.year not in YEARS:
        message = f"{YEARS.start}-{YEARS.stop - 1}"
        raise ValueError(message)
    return day


Day = Annotated[date, AfterValidator(_in_history)]


class Given(Schema):
    """Fields of a request; unknown ones are refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class ExternalParty(Given):
    """Somebody outside the government."""

    name: str = Field(..., min_length=1, max_length=300, examples=["Gubernur"])
    address: str = Field("", max_length=300)
    email: str | None = Field(
        None,
        max_length=254,
        examples=["tu@instansi.go.id"],
        description="For those who send, never answered. Left out: stays.",
    )


class RecipientGiven(Schema):
    """Exactly one of position, unit, external; `name` is for readers and ignored."""

    position: UUID | None = None
    unit: UUID | None = None
    external: Annotated[str, Field(max_length=300)] | ExternalParty | None = None

    def of_kind(self, kind: str) -> RecipientInput:
        """Return the recipient as the operation takes it."""
        outside = self.external
        if not isinstance(outside, ExternalParty):
            outside = ExternalParty.model_construct(name=outside or "")
        return RecipientInput(
            kind=kind,
            position_id=self.position,
            unit_id=self.unit,
            external=outside.name,
            address=outside.address,
            email=outside.email,
        )


class SignatoryGiven(Given):
    """Who signs, and in whose name."""

    position: UUID
    authority: AuthorityForm = AuthorityForm.OWN


class RouteStepGiven(Given):
    """One planned initial; equal `order` means in parallel. Left out: as listed."""

    position: UUID
    kind: StepKind = StepKind.HIERARCHICAL
    order: int | None = Field(None, ge=1, le=100)


Block = Annotated[
    dict[str, Any],
    Field(examples=[{"type": "paragraph", "value": "Dengan hormat, …"}]),
]


class LetterChanges(Given):
    """What a drafter may set; what is left out stays."""

    type: str | None = Field(
        None, max_length=60, description="Another type; what was written stays."
    )
    subject: str | None = Field(None, max_length=300, examples=["Undangan rapat"])
    classification_code: str | None = Field(None, max_length=40, examples=["000.1.5"])
    urgency: Urgency = Field(Urgency.BIASA, description=URGENCY_TOLD)
    security_class: SecurityClass = SecurityClass.BIASA
    letter_date: Day | None = None
    body: list[Block] | None = Field(None, max_length=MOST_BLOCKS)
    recipients: list[RecipientGiven] | None = Field(None, max_length=MOST_RECIPIENTS)
    cc: list[RecipientGiven] | None = Field(None, max_length=MOST_RECIPIENTS)
    references: list[UUID] | None = Field(None, max_length=MOST_PARTS)
    attachments: list[UUID] | None = Field(
        None, max_length=MOST_PARTS, description="Ids of clean uploads."
    )
    signatory: SignatoryGiven | None = None
    route: list[RouteStepGiven] | None = Field(
        None, max_length=MOST_PARTS, description="Left out: proposed by the hierarchy."
    )


class LetterDraft(LetterChanges):
    """A new draft."""

    type: str = Field(..., max_length=60, examples=["surat_dinas"])


PLAIN_TEXTS = ("subject", "classification_code")
PLAIN = ("urgency", "security_class", "letter_date")
LISTS = ("body", "references", "attachments")


def letter_input(given: LetterChanges, letter: Letter | None = None) -> LetterInput:
    """Return the request as the operation takes it.

    `letter`: the one being changed; it lends the half of the recipients (addressees
    or copies) that the request does not name.
    """
    named = given.model_fields_set
    values: dict[str, Any] = {}
    for name in (*PLAIN_TEXTS, "type"):
        values[name] = getattr(given, name) or ""
    for name in PLAIN:
        values[name] = getattr(given, name)
    for name in LISTS:
        values[name] = getattr(given, name) or []
    values["recipients"] = _recipients(given, letter)
    values["route"] = [
        StepInput(order=step.order or n, kind=step.kind, position_id=step.position)
        for n, step in enumerate(given.route or [], start=1)
    ]
    if given.signatory is not None:
        values["signatory_position_id"] = given.signatory.position
        values["authority"] = given.signatory.authority
    return LetterInput(given=_given_names(named), **values)


def _given_names(named: set[str]) -> frozenset[str]:
    # Addressees and copies are one list in the rooms and two names in the contract.
    names = set(named) - {"cc"}
    if "cc" in named:
        names.add("recipients")
    if "signatory" in named:
        names.add("authority")
    return frozenset(names)


def _recipients(given: LetterChanges, letter: Letter | None) -> list[RecipientInput]:
    halves = {RecipientKind.TO: "recipients", RecipientKind.CC: "cc"}
    found: list[RecipientInput] = []
    for kind, name in halves.items():
        if name in given.model_fields_set or letter is None:
            found += [one.of_kind(kind) for one in getattr(given, name) or []]
        else:
            found += _kept(letter, kind)
    return found


def _kept(letter: Letter, kind: str) -> list[RecipientInput]:
    return [
        RecipientInput(
            kind=kind,
            position_id=row.position_id,
            unit_id=row.unit_id,
            external=row.external,
            address=row.address,
            email=row.email,
        )
        for row in letter.recipients.filter(kind=kind)
    ]


class NoteGiven(Given):
    """A note at a block of the version; empty block: the whole letter."""

    block: str = Field("", max_length=40)
    text: str = Field(..., min_length=1, max_length=2000)
    quote: str = Field(
        "", max_length=1000, description="Words of the block that the note is at."
    )
    start: int | None = Field(
        None,
        ge=0,
        le=1_000_000,
        description="Their place in the block's plain text; without it the first one.",
    )


class StepDecision(Given):
    """What a verifier says with the decision."""

    note: str = Field("", max_length=2000, examples=["Lengkapi tempat rapat."])
    notes: list[NoteGiven] = Field(default=[], max_length=200)


class ReturnDecision(StepDecision):
    """What a verifier says when returning a letter."""

    faults: list[str] = Field(
        default=[],
        max_length=40,
        description="Codes of the office's `return_checklist`.",
        examples=[["lampiran"]],
    )


class TextGiven(Given):
    """The text as a verifier corrects it; what is left out stays."""

    subject: str | None = Field(None, max_length=300)
    body: list[Block] | None = Field(None, max_length=MOST_BLOCKS)


class RefuseGiven(Given):
    """Why the letter is refused; read by those on its route."""

    reason: str = Field(..., min_length=1, max_length=2000)


class RecallGiven(Given):
    """Why the letter is taken back; needed once somebody has initialled."""

    reason: str = Field("", max_length=300)


class SkipGiven(Given):
    """Why a step is passed over; it stays with the letter."""

    reason: str = Field(..., min_length=1, max_length=300)


class ReassignGiven(SkipGiven):
    """To whom a step goes instead, and why."""

    position: UUID


class ReplyGiven(Given):
    """An answer to a note."""

    text: str = Field(..., min_length=1, max_length=2000)


VersionName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        description="Id or content hash of the version that was read.",
    ),
]


class SecretGiven(Given):
    """The signer's secret: used for one act, never kept."""

    secret: str = Field(
        ..., min_length=1, max_length=200, json_schema_extra={"format": "password"}
    )


class SignGiven(SecretGiven):
    """The secret, and which version was read."""

    version: VersionName | None = None


class LetterToSign(Given):
    """A letter in the version that was read."""

    id: UUID
    version: VersionName | None = None


class SigningOrder(SecretGiven):
    """Letters to sign with one secret: by id, or id and the version that was read."""

    letters: list[UUID | LetterToSign] = Field(..., min_length=1, max_length=500)

    def named(self) -> dict[UUID, str | None]:
        """Return the version named for each letter."""
        whole = (
            one if isinstance(one, LetterToSign) else LetterToSign(id=one)
            for one in self.letters
        )
        return {one.id: one.version for one in whole}


class CorrectGiven(Given):
    """Why the letter is corrected; shown to those who may see it."""

    reason: str = Field("", max_length=300)


class RevokeGiven(Given):
    """Why the letter is revoked; shown to those who may see it."""

    reason: str = Field(..., min_length=1, max_length=300)
