"""From rows to the shapes of `workflow.api.outgoing.shapes`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official, Position
from workflow.api.outgoing import shapes
from workflow.api.reading_views.shapes import view_shape
from workflow.approval.models import ApprovalStep
from workflow.letters import access
from workflow.letters.body import body_blocks
from workflow.letters.models import (
    Letter,
    LetterAttachment,
    LetterRecipient,
    LetterStatus,
    RecipientKind,
    Revocation,
)
from workflow.letters.queries.amendments import corrections_in_force
from workflow.outgoing.allowed_acts import allowed_acts, current_steps
from workflow.reading_views.states import ShownView, views_of
from workflow.rendering.verification_code import public_address


def official(row: Official) -> shapes.OfficialNamed:
    """Return a person."""
    return shapes.OfficialNamed(id=row.pk, name=row.full_name)


def position(row: Position) -> shapes.PositionNamed:
    """Return a position."""
    return shapes.PositionNamed(id=row.pk, title=row.title)


def verification_url(letter: Letter) -> str | None:
    """Return the public address of an issued letter."""
    code = letter.verification_code
    return public_address(code) if code else None


def _signatory(letter: Letter) -> shapes.Signatory | None:
    if letter.signatory_position is None:
        return None
    signed = next(iter(letter.signatures.all()), None)
    return shapes.Signatory(
        position=position(letter.signatory_position),
        authority=letter.authority,  # type: ignore[arg-type]  # judged by pydantic
        official=official(signed.official) if signed else None,
    )


def _summary(letter: Letter) -> dict[str, Any]:
    version = letter.current_version
    plain = (
        "id",
        "status",
        "status_since",
        "subject",
        "sequence_number",
        "urgency",
        "security_class",
        "classification_code",
        "created_at",
        "updated_at",
        "signed_at",
        "sent_at",
    )
    return {
        **{name: getattr(letter, name) for name in plain},
        "type": letter.letter_type.code,
        "type_label": letter.letter_type.name,
        "status_label": letter.get_status_display(),
        "urgency_label": letter.get_urgency_display(),
        "security_class_label": letter.get_security_class_display(),
        "number": letter.number or None,
        "letter_date": letter.signed_letter_date or letter.letter_date,
        "unit": shapes.UnitNamed(
            id=letter.unit.pk, code=letter.unit.code, name=letter.unit.name
        ),
        "drafter": shapes.Drafter(
            id=letter.drafter.pk,
            name=letter.drafter.full_name,
            position=position(letter.drafter_position),
        ),
        "signatory": _signatory(letter),
        "version": version.number if version else None,
        "content_hash": version.content_hash if version else None,
    }


def summary(letter: Letter) -> shapes.LetterSummary:
    """Return a row of a list."""
    return shapes.LetterSummary(**_summary(letter))


def _step(step: ApprovalStep) -> shapes.Step:
    decision = getattr(step, "decision", None)
    return shapes.Step(
        id=step.pk,
        kind=step.kind,  # type: ignore[arg-type]  # judged by pydantic
        kind_label=step.get_kind_display(),
        order=step.order,
        state=step.state,  # type: ignore[arg-type]  # judged by pydantic
        state_label=step.get_state_display(),
        position=position(step.position),
        official=official(decision.official) if decision else None,
        opened_at=step.opened_at,
        decided_at=step.decided_at,
        note=decision.note if decision else "",
    )


def _recipient(row: LetterRecipient) -> shapes.Recipient:
    outside = shapes.External(name=row.external, address=row.address)
    return shapes.Recipient(
        position=row.position_id,
        unit=row.unit_id,
        external=outside if row.external else None,
        name=str(row),
    )


def _attachments(letter: Letter) -> list[shapes.Attachment]:
    rows = list(letter.attachments.all())
    views = views_of(row.stored for row in rows)
    return [_attachment(row, views) for row in rows]


def _attachment(
    row: LetterAttachment, views: Mapping[UUID, ShownView]
) -> shapes.Attachment:
    upload = getattr(row.stored, "upload", None)
    return shapes.Attachment(
        id=upload.pk if upload else row.pk,
        name=row.name,
        size=row.stored.size,
        media_type=row.stored.media_type,
        sha256=row.stored.sha256,
        reading_view=view_shape(views, row.stored_id),
    )


def _revoked(letter: Letter) -> shapes.Revoked | None:
    found = Revocation.objects.filter(letter=letter)
    row = found.select_related("official", "position").first()
    if row is None:
        return None
    return shapes.Revoked(
        at=row.revoked_at,
        reason=row.reason,
        official=official(row.official),
        position=position(row.position),
    )


def _corrected_by(letter: Letter) -> list[str]:
    rows = corrections_in_force().filter(letter=letter).order_by("by__signed_at")
    return list(rows.values_list("by__number", flat=True))


def whole(letter: Letter, actor: Actor) -> shapes.LetterShape:
    """Return one letter as this person sees it."""
    takes_part = access.takes_part(actor, letter)
    rows = list(letter.recipients.all())
    # The route is its own: others see what was issued.
    steps = current_steps(letter) if takes_part else []
    return shapes.LetterShape(
        **_summary(letter),
        body=body_blocks(letter.body),
        steps=[_step(step) for step in steps],
        recipients=[_recipient(r) for r in rows if r.kind == RecipientKind.TO],
        cc=[_recipient(r) for r in rows if r.kind == RecipientKind.CC],
        references=[r.referred_id for r in letter.references.all()],
        attachments=_attachments(letter),
        verification_code=letter.verification_code,
        verification_url=verification_url(letter),
        revocation=_revoked(letter) if letter.status == LetterStatus.REVOKED else None,
        corrected_by=_corrected_by(letter) if letter.is_issued else [],
        row_version=letter.row_version,
        allowed_acts=allowed_acts(actor, letter),
    )
