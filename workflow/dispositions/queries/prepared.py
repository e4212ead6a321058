"""Reading what helpers prepared for a leader, and what they are still to prepare."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from workflow.dispositions.models import DispositionInstruction, PreparedDisposition
from workflow.incoming.access import incoming_readable_by
from workflow.incoming.models import IncomingLetter
from workflow.incoming.queries.lists import on_helped_desks
from workflow.incoming.shared_desks import desks_helped


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A draft beside a letter as lists need it; `content` as the model keeps it.

    `prepared_by` is the position that prepared it, or the person without one.
    """

    id: UUID
    version: int
    content: dict[str, Any]
    prepared_by: str


def prepared_for(incoming: IncomingLetter) -> PreparedDisposition | None:
    """Return the draft that waits beside the letter for its desk, or nothing."""
    rows = PreparedDisposition.objects.filter(incoming=incoming, is_open=True)
    people = rows.select_related("prepared_by", "prepared_position")
    return people.defer("prepared_by__nik").filter(desk=incoming.routed_to).first()


def unused_draft_of(incoming: IncomingLetter) -> PreparedDisposition | None:
    """Return the last draft of the desk when its leader gave another one instead."""
    rows = PreparedDisposition.objects.filter(incoming=incoming)
    people = rows.select_related("prepared_by", "prepared_position", "given_instead")
    last = people.defer("prepared_by__nik").filter(desk=incoming.routed_to)
    draft = last.order_by("-prepared_at").first()
    return draft if draft is not None and draft.given_instead else None


def _drafts() -> QuerySet[PreparedDisposition]:
    """Return the drafts that wait beside the outer letter, for its desk."""
    # A draft for a desk that the letter has left is nobody's to give.
    return PreparedDisposition.objects.filter(
        incoming=OuterRef("pk"), desk=OuterRef("routed_to"), is_open=True
    )


def with_drafts(letters: QuerySet[IncomingLetter]) -> QuerySet[IncomingLetter]:
    """Return the letters with their drafts, which `draft_beside` reads."""
    told = JSONObject(
        id="pk",
        version="row_version",
        content="content",
        prepared_by=Coalesce("prepared_position__title", "prepared_by__name"),
    )
    # In the query of the letters: the first page has few queries to spare.
    return letters.annotate(draft=Subquery(_drafts().values(told=told)))


def draft_beside(letter: IncomingLetter) -> OpenDraft | None:
    """Return the draft of a letter that came from `with_drafts`."""
    told = letter.draft  # type: ignore[attr-defined]  # annotated there
    return OpenDraft(**{**told, "id": UUID(told["id"])}) if told else None


def words_told(contents: Collection[dict[str, Any]]) -> dict[str, str]:
    """Return titles of positions and texts of instructions that drafts name, by key."""
    codes = {code for told in contents for code in told["instructions"]}
    receivers = {one["position"] for told in contents for one in told["receivers"]}
    titles = Position.objects.filter(pk__in=receivers).order_by()
    texts = DispositionInstruction.objects.filter(code__in=codes).order_by()
    both = titles.values_list(Cast("pk", TextField()), "title").union(
        texts.values_list("code", "text")
    )
    return dict(both)


def to_prepare(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return letters on desks the person helps for which nothing is prepared yet.

    Those alone whose content is theirs to read: of the others they see the entry.
    """
    if not desks_helped(actor):
        return IncomingLetter.objects.none()
    there = on_helped_desks(actor) & incoming_readable_by(actor)
    # Who stands in for the leader today gives it, and has nothing to prepare.
    return there.filter(~Exists(_drafts())).exclude(routed_to__in=actor.position_ids)
