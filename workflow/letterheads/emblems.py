"""Bringing an emblem and taking it into use: an administrator's two steps.

Brought: scanned, read anew in the sandbox, drawn once on a page of the archive
standard; nobody's letters change. Used: from a day on, for what is frozen after it.
"""

import hashlib
import io
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.audit import trail
from eoffice.environment import environment
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.objects import clamd, store
from eoffice.objects.kinds import plain_name
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from workflow.letterheads.errors import EmblemRefused
from workflow.letterheads.models import Emblem, EmblemKind
from workflow.letterheads.sample import draw_sample
from workflow.letterheads.trail_acts import EmblemAct
from workflow.rendering.errors import RenderRefused
from workflow.rendering.tree import Letterhead

TASK = "read_emblem"
SVG_TYPE, PNG_TYPE = "image/svg+xml", "image/png"
PNG_HEAD = b"\x89PNG"
MOST_BROUGHT = 4 * 1024 * 1024  # a picture of a camera is made smaller; a film is none
SAMPLE = Letterhead(kind="agency", lines=("PEMERINTAH DAERAH", "PERANGKAT DAERAH"))


def register() -> None:
    """Allow the reading in the sandbox (once, at start)."""
    sandbox.register_task(TASK, "workflow.letterheads.emblem_reading:read_emblem")


def svg_named(sha256: str) -> str | None:
    """Return the SVG of this SHA-256, for the room that draws pages."""
    rows = Emblem.objects.filter(sha256=sha256)
    return rows.values_list("svg", flat=True).first()


def bring_emblem(
    *, actor: Actor, kind: EmblemKind, name: str, content: bytes
) -> Emblem:
    """Check the file and keep it, not yet in use.

    Raises:
        NotFound: not an administrator.
        EmblemRefused: what is wrong with the file.
        ServiceDown, SandboxUnavailable: it could not be checked; bring it again.
    """
    actor = access.require_administrator(actor)
    svg = checked_emblem(content)
    is_png = content.startswith(PNG_HEAD)
    original = store.put_bytes(
        content,
        area=store.Area.DRAFTS,
        media_type=PNG_TYPE if is_png else SVG_TYPE,
    )
    with transaction.atomic():
        original.save()
        emblem = Emblem.objects.create(
            kind=kind,
            name=plain_name(name),
            original=original,
            svg=svg,
            sha256=hashlib.sha256(svg.encode()).hexdigest(),
            entered_by=actor.official,
        )
        trail.record(
            EmblemAct.BROUGHT, emblem, actor=actor, kind=kind, sha256=emblem.sha256
        )
    return emblem


def checked_emblem(content: bytes) -> str:
    """Return the file as an SVG that only draws.

    Raises:
        EmblemRefused: a virus, a part that runs or fetches, too much of anything, or
            a page of PDF/A that cannot hold it.
    """
    if len(content) > MOST_BROUGHT:
        raise EmblemRefused("too_large")
    if environment().VIRUS_SCAN and clamd.scan(io.BytesIO(content)):
        raise EmblemRefused("virus")
    try:
        answer = sandbox.run(TASK, content)
    except sandbox.SandboxUnavailable:
        raise
    except sandbox.SandboxError as refusal:
        raise EmblemRefused(refusal.code) from refusal
    if "refused" in answer:
        raise EmblemRefused(answer["refused"], answer["words"])
    svg: str = answer["svg"]
    try:
        draw_sample(SAMPLE.model_copy(update={"emblem_svg": svg}))
    except RenderRefused as refusal:
        raise EmblemRefused("page", "; ".join(refusal.rules)[:120]) from refusal
    return svg


@transaction.atomic
def use_emblem(
    *, actor: Actor, emblem_id: UUID, effective_from: date | None, reason: str
) -> Emblem:
    """Take it into use from the day (today) on.

    Raises:
        NotFound: not an administrator, or no such emblem waits.
        Invalid: a day in the past, or no reason.
    """
    actor = access.require_administrator(actor)
    waiting = Emblem.objects.select_for_update(no_key=True, of=("self",))
    emblem = waiting.filter(pk=emblem_id, effective_from=None).first()
    if emblem is None:
        raise NotFound
    today = timezone.localdate()
    day = effective_from or today
    faults = []
    if day < today:
        text = _("A rule does not begin in the past: letters went out by the former.")
        faults.append(Fault(field="effective_from", code="date_past", message=text))
    if not reason.strip():
        text = _("Say why, or on what decree it rests.")
        faults.append(Fault(field="reason", code="required", message=text))
    if faults:
        raise Invalid(faults)
    emblem.effective_from, emblem.reason = day, reason.strip()[:300]
    emblem.entered_by, emblem.entered_at = actor.official, timezone.now()
    emblem.save()
    trail.record(
        EmblemAct.USED,
        emblem,
        actor=actor,
        kind=emblem.kind,
        sha256=emblem.sha256,
        effective_from=day.isoformat(),
    )
    return emblem
