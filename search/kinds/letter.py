"""Outgoing letters as search finds them: drafts as typed, issued ones as frozen."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.document import SearchRecord
from search.faces import Face
from search.kinds.kind import (
    Kind,
    Letters,
    ListedBy,
    Named,
    OfLetter,
    facts_of,
    of_unit,
    tokens_of_row,
)
from workflow.dispositions.events import DispositionEvent
from workflow.letters.access import letters_visible_to
from workflow.letters.body import body_blocks
from workflow.letters.events import LetterEvent
from workflow.letters.spoken_text import tree_text, words_of
from workflow.models import Letter, LetterStatus, SecurityClass
from workflow.registrations.following_branch import BranchEvent

#: What a search record of a letter reads beside the row itself.
VERSION_PARTS = ("current_version", "letter_type", "unit", "signatory_position")
RECIPIENT_PARTS = ("recipients__position", "recipients__unit")


def _there() -> QuerySet[Letter]:
    return Letter.objects.filter(erased_at=None)


def _rows() -> QuerySet[Letter]:
    rows = _there()
    return rows.select_related(*VERSION_PARTS).prefetch_related(*RECIPIENT_PARTS)


def _document(row: Letter, version: int) -> SearchRecord:
    signer = row.signatory_position
    day = row.signed_letter_date or row.letter_date
    return SearchRecord(
        version=version,
        subject=row.subject,
        body=letter_text(row),
        number=row.number,
        sequence_number=row.sequence_number,
        year=row.number_year or timezone.localtime(row.created_at).year,
        sender=signer.title if signer else row.unit.name,
        recipients=tuple(str(one) for one in row.recipients.all()),
        **signed_by(row),  # type: ignore[arg-type]
        letter_date=day,
        type=row.letter_type.code,
        urgency=row.urgency,
        classification_code=row.classification_code,
        pages=row.current_version.pages if row.current_version else 0,
        **facts_of(_face(row)),
        **of_unit(row.unit),  # type: ignore[arg-type]
    )


def _face(row: Letter) -> Face:
    return Face(
        id=str(row.pk),
        kind=LETTER.name,
        direction="out",
        status=row.status,
        unit=str(row.unit_id),
        security=SecurityClass(row.security_class).level,
        **tokens_of_row(row.access_tokens),  # type: ignore[arg-type]
    )


def _light(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    return rows.only("status", "unit_id", "security_class", "access_tokens")


def _key(row: Letter) -> UUID:
    return row.pk


def _keys(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    return {pk: pk for pk in ids}


def _of(letters: Letters) -> Q:
    return Q(pk__in=letters.keys)


def signed_by(row: Letter) -> dict[str, object]:
    """Return the fields of a search record that tell of the signature."""
    content = row.current_version.content if row.current_version else {}
    signature = content.get("signature", {})
    names = " ".join(words_of(signature))
    return {"signatory": names, "nips": _digits(signature.get("nip"))}


def letter_text(row: Letter) -> str:
    """Return the frozen text once there is one; the draft while it can change."""
    if row.current_version and not row.is_editable:
        return tree_text(row.current_version.content)
    return "\n".join(words_of(body_blocks(row.body)))


def _digits(text: object) -> tuple[str, ...]:
    digits = "".join(char for char in str(text or "") if char.isdigit())
    return (digits,) if digits else ()


def _touched(named: Named) -> set[UUID]:
    return named["letter"]


LETTER: Kind[Letter] = Kind(
    name="letter",
    label=_("Outgoing letter"),
    icon="send",
    page="letter_read",
    model=Letter,
    rows=_rows,
    document=_document,
    visible_to=letters_visible_to,
    of_letter=OfLetter(
        rows=_there, light=_light, key=_key, face=_face, of=_of, keys=_keys
    ),
    listed_by=ListedBy(day="letter_date"),
    states={one.value: one.label for one in LetterStatus},
    events=(
        LetterEvent.DRAFTED,
        LetterEvent.EDITED,
        LetterEvent.DRAFT_DELETED,
        LetterEvent.SUBMITTED,
        LetterEvent.RECALLED,
        LetterEvent.RETURNED,
        LetterEvent.CORRECTED,
        LetterEvent.STEP_APPROVED,
        LetterEvent.STEP_OPENED,
        LetterEvent.SIGNED,
        LetterEvent.SENT,
        LetterEvent.REVOKED,
        LetterEvent.STEP_WITHDRAWN,
        DispositionEvent.RECALLED,
        BranchEvent.FOLLOWED,
    ),
    named_by=("letter",),
    touched=_touched,
)
