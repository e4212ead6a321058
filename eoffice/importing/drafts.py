"""Bringing a workbook, seeing what it would change, applying exactly that."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from eoffice.errors import NotFound
from eoffice.importing.carrying_out import ImportResult, import_organisation
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Agreement, AgreementState, ImportDraft

KEPT = timedelta(days=1)
NAME_LENGTH = 120


def bring_workbook(
    *, actor: Actor, content: bytes, file_name: str
) -> tuple[ImportDraft, ImportResult]:
    """Keep the file for its application and return what it would change.

    Raises:
        NotFound: not an administrator.
        Invalid: faults by `Sheet!row.column`, all at once; nothing is kept.
    """
    result = import_organisation(content=content, dry_run=True, actor=actor)
    draft = ImportDraft.objects.create(
        made_by_id=actor.user_id,
        file_name=file_name[:NAME_LENGTH],
        content=content,
        plan=result.plan,
        counts=result.counts,
    )
    return draft, result


@transaction.atomic
def keep_workbook(*, actor: Actor, content: bytes, file_name: str) -> ImportDraft:
    """Keep a file that is applied as it stands, without a preview (over the API).

    Raises:
        NotFound: not an administrator.
    """
    access.require_administrator(actor)
    return ImportDraft.objects.create(
        made_by_id=actor.user_id, file_name=file_name[:NAME_LENGTH], content=content
    )


def locked_draft(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Lock one's own draft and return it.

    Raises:
        NotFound: not an administrator, or not the one who brought it.
    """
    access.require_administrator(actor)
    drafts = ImportDraft.objects.select_for_update(no_key=True)
    draft = drafts.filter(pk=draft_id, made_by_id=actor.user_id).first()
    if draft is None:
        raise NotFound
    return draft


def agreement_to(draft: ImportDraft) -> Agreement | None:
    """Return the agreement that another administrator gave to the draft's plan."""
    given = Agreement.objects.filter(draft=draft, state=AgreementState.CONFIRMED)
    return given.order_by("-decided_at").first()


@transaction.atomic
def apply_workbook(*, actor: Actor, draft_id: UUID) -> ImportDraft:
    """Apply what was shown, all or nothing; a second time changes nothing.

    Raises:
        NotFound: not an administrator, or not the one who brought it.
        Stale: the organisation changed since; look at the differences again.
        Invalid: the file contradicts what is there now.
        NeedsSecondAdministrator: it gives somebody rights, and nobody agreed yet.
    """
    actor = access.require_administrator(actor)
    draft = locked_draft(actor, draft_id)
    if draft.applied_at is None:
        result = import_organisation(
            content=bytes(draft.content),
            dry_run=False,
            actor=actor,
            plan=draft.plan,
            agreement=agreement_to(draft),
        )
        draft.applied_at, draft.counts = timezone.now(), result.counts
        draft.content = b""  # it may hold NIKs
        draft.save(update_fields=["applied_at", "content", "counts"])
    return draft


def forget_import_drafts() -> int:
    """Delete drafts of yesterday that wait for nobody; return how many.

    One that was agreed to lately may still be at work.
    """
    before = timezone.now() - KEPT
    waiting = Q(state=AgreementState.PENDING) | Q(decided_at__gte=before)
    asked_for = Agreement.objects.filter(waiting, draft__isnull=False)
    old = ImportDraft.objects.filter(created_at__lt=before).exclude(
        pk__in=asked_for.values("draft")
    )
    return old.delete()[0]
