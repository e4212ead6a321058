"""Reading dispositions: inbox, sent, overdue, and the tree of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Window
from django.utils import timezone

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official, Position
from eoffice.organisation.queries.positions_held import holders_today, with_holders
from workflow.dispositions import access
from workflow.dispositions.errors import ShareNotNamed
from workflow.dispositions.models import (
    Disposition,
    DispositionInstruction,
    DispositionReceiver,
    ReceiverRole,
    ReceiverState,
)
from workflow.incoming.shared_desks import desks_helped

OPEN = (ReceiverState.UNREAD, ReceiverState.READ, ReceiverState.IN_PROGRESS)
# Bounds of a page, far over any real tree: one request must not read without end.
MOST_DISPOSITIONS = 500
MOST_LEVELS = 40
BOXES = ("inbox", "sent", "overdue")


@dataclass(kw_only=True)
class ShareNode:
    """One receiver's share, who holds the position today, and what was handed on."""

    receiver: DispositionReceiver
    holder: str
    children: list["DispositionNode"] = field(default_factory=list)


@dataclass(kw_only=True)
class DispositionNode:
    """One disposition with its receivers."""

    disposition: Disposition
    shares: list[ShareNode]


def _with_parts(dispositions: QuerySet[Disposition]) -> QuerySet[Disposition]:
    # The NIK is personal and encrypted: never loaded where a name is enough (UU PDP).
    people = Official.objects.defer("nik")
    rows = dispositions.select_related("incoming", "giver", "giver_position")
    return rows.defer("giver__nik").prefetch_related(
        "receivers__position", Prefetch("receivers__progress__official", people)
    )


def my_open_shares(actor: Actor) -> QuerySet[DispositionReceiver]:
    """Return shares that wait for the person."""
    return DispositionReceiver.objects.filter(
        position__in=actor.position_ids, state__in=OPEN
    )


def _open_share(*, owing: bool = False, **more: object) -> Exists:
    shares = DispositionReceiver.objects.filter(
        disposition=OuterRef("pk"), state__in=OPEN, **more
    )
    return Exists(shares.owing_answer() if owing else shares)


def received_by(actor: Actor, *, only_open: bool = True) -> QuerySet[Disposition]:
    """Return dispositions to the person's positions."""
    if only_open:
        found = Disposition.objects.filter(_open_share(position__in=actor.position_ids))
    else:
        mine = DispositionReceiver.objects.filter(
            disposition=OuterRef("pk"), position__in=actor.position_ids
        ).exclude(state=ReceiverState.RECALLED)
        found = Disposition.objects.filter(Exists(mine))
    return _with_parts(found)


def on_my_desk(actor: Actor) -> QuerySet[Disposition]:
    """Return those with an open share of the person, as rows of a queue."""
    mine = _open_share(position__in=actor.position_ids)
    rows = Disposition.objects.filter(mine).prefetch_related("receivers__position")
    return rows.select_related("incoming", "giver_position")


def given_by(actor: Actor) -> QuerySet[Disposition]:
    """Return dispositions from the person's positions."""
    return _with_parts(access.dispositions_given_by(actor))


def waited_for(actor: Actor, most: int) -> tuple[list[Disposition], int]:
    """Return those given by the person that wait for an answer, and their number.

    The `most` with the earliest due dates; one query for the rows and the count.
    """
    rows = (
        Disposition.objects.filter(giver_position__in=actor.position_ids)
        .filter(_open_share(owing=True), recalled_at=None)
        .select_related("incoming")
        .prefetch_related("receivers")
        .annotate(in_all=Window(Count("pk")))
        .order_by("due_on", "id")
    )
    first = list(rows[:most])
    return [*first], first[0].in_all if first else 0


def overdue_for(actor: Actor, today: date | None = None) -> QuerySet[Disposition]:
    """Return dispositions past their day that the person must answer or waits for."""
    today = today or timezone.localdate()
    mine = _open_share(owing=True, position__in=actor.position_ids)
    given = _open_share(owing=True)
    late = Disposition.objects.filter(due_on__lt=today, recalled_at=None)
    # Two lists of ids instead of one OR over both: each is found by an index.
    received = late.filter(mine).values("pk")
    sent = late.filter(given, giver_position__in=actor.position_ids).values("pk")
    found = late.filter(pk__in=received) | late.filter(pk__in=sent)
    return _with_parts(Disposition.objects.filter(pk__in=found.values("pk")))


def of_helped_desks(actor: Actor) -> QuerySet[Disposition]:
    """Return what the leaders whose desks the person helps gave or received."""
    helped = desks_helped(actor)
    received = DispositionReceiver.objects.filter(
        disposition=OuterRef("pk"), position__in=helped
    )
    theirs = Q(giver_position__in=helped) | Q(Exists(received))
    return _with_parts(access.dispositions_visible_to(actor).filter(theirs))


def box(actor: Actor, name: str) -> QuerySet[Disposition]:
    """Return the box by its name: inbox, sent, overdue, or of the desks one helps."""
    if name == "helped":
        return of_helped_desks(actor)
    if name == "inbox":
        return received_by(actor)
    return given_by(actor) if name == "sent" else overdue_for(actor)


def _midnight(day: date) -> datetime:
    """Return when the day began here; a bare instant lets the index be used."""
    return timezone.make_aware(datetime.combine(day, time.min))


def to_look_at(actor: Actor, since: date) -> QuerySet[DispositionReceiver]:
    """Return answers to what the person gave, completed since the day, newest first."""
    return (
        DispositionReceiver.objects.filter(
            disposition__giver_position__in=actor.position_ids,
            state=ReceiverState.COMPLETED,
            completed_at__gte=_midnight(since),
        )
        .exclude(role=ReceiverRole.INFO)
        .select_related("disposition__incoming", "position", "completed_by")
        .defer("completed_by__nik")
        .order_by("-completed_at")
    )


def is_overdue(disposition: Disposition, today: date | None = None) -> bool:
    """Tell whether somebody still has to answer after the day."""
    today = today or timezone.localdate()
    if (
        disposition.due_on is None
        or disposition.recalled_at
        or disposition.due_on >= today
    ):
        return False
    return any(must_answer(share) for share in disposition.receivers.all())


def must_answer(share: DispositionReceiver) -> bool:
    """Tell whether the share is open and asks for an answer, not only to be known."""
    return share.state in OPEN and share.owes_answer


def my_shares(disposition: Disposition, actor: Actor) -> list[DispositionReceiver]:
    """Return the shares of the positions this person acts for, in their order."""
    return [s for s in disposition.receivers.all() if actor.holds(s.position_id)]


def share_named(
    disposition: Disposition, actor: Actor, position: UUID | None
) -> DispositionReceiver:
    """Return the person's share, of this position where one is named.

    Raises:
        NotFound: nothing in it is theirs.
        ShareNotNamed: several are, and no position was named.
    """
    mine = my_shares(disposition, actor)
    if position is not None:
        mine = [share for share in mine if share.position_id == position]
    if not mine:
        raise NotFound
    if len(mine) > 1:
        raise ShareNotNamed
    return mine[0]


def came_to(disposition_id: UUID, position: UUID) -> bool:
    """Tell whether the disposition was sent to the position."""
    shares = DispositionReceiver.objects.filter(disposition=disposition_id)
    return shares.filter(position=position).exists()


def instruction_texts(codes: Iterable[str]) -> dict[str, str]:
    """Return the words of instructions by code."""
    rows = DispositionInstruction.objects.filter(code__in=set(codes))
    return dict(rows.values_list("code", "text"))


def holder_names(positions: Iterable[UUID]) -> dict[UUID, str]:
    """Return who holds each position today (the acting holder goes first)."""
    held_positions = with_holders(Position.objects.filter(pk__in=set(positions)))
    names = {}
    for position in held_positions:
        held = sorted(holders_today(position), key=lambda seat: seat.is_main)
        names[position.pk] = held[0].official.full_name if held else ""
    return names


def _root_of(disposition: Disposition) -> Disposition:
    for _step in range(MOST_LEVELS):
        if disposition.parent is None:
            break
        disposition = disposition.parent
    return disposition


def _whole_tree(disposition: Disposition) -> list[Disposition]:
    """Return all dispositions of the tree that this one is in, parents first."""
    found: list[Disposition] = []
    # A query for each level, not for each disposition: trees are wide and not deep.
    level = list(_with_parts(Disposition.objects.filter(pk=_root_of(disposition).pk)))
    while level and len(found) < MOST_DISPOSITIONS:
        found += level
        below = Disposition.objects.filter(parent__in=[one.pk for one in level])
        level = list(_with_parts(below).order_by("id"))
    return found


def _visible(
    dispositions: Sequence[Disposition], actor: Actor
) -> dict[UUID, Disposition]:
    """Return those of a tree (parents first) the actor may open."""
    ids = [disposition.pk for disposition in dispositions]
    visible = access.dispositions_visible_to(actor).filter(pk__in=ids)
    may_open = set(visible.order_by().values_list("pk", flat=True))
    return {one.pk: one for one in dispositions if one.pk in may_open}


def tree_of(disposition: Disposition, actor: Actor) -> list[DispositionNode]:
    """Return the visible part of the tree around a disposition, from its top."""
    return _nodes(_visible(_whole_tree(disposition), actor))


def trees_of_incoming(incoming_id: UUID, actor: Actor) -> list[DispositionNode]:
    """Return the visible dispositions on a letter as trees."""
    dispositions: list[Disposition] = []
    found = Disposition.objects.filter(incoming=incoming_id).order_by("id")
    dispositions = list(_with_parts(found)[:MOST_DISPOSITIONS])
    return _nodes(_visible(dispositions, actor))


def _nodes(dispositions: dict[UUID, Disposition]) -> list[DispositionNode]:
    positions = [
        share.position_id for s in dispositions.values() for share in s.receivers.all()
    ]
    names = holder_names(positions)
    nodes = {
        disposition.pk: DispositionNode(
            disposition=disposition,
            shares=[
                ShareNode(receiver=share, holder=names.get(share.position_id, ""))
                for share in disposition.receivers.all()
            ],
        )
        for disposition in dispositions.values()
    }
    tops: list[DispositionNode] = []
    for node in nodes.values():
        above = (
            nodes.get(node.disposition.parent_id)
            if node.disposition.parent_id
            else None
        )
        giver = node.disposition.giver_position_id
        shares = above.shares if above else []
        own = next((s for s in shares if s.receiver.position_id == giver), None)
        (own.children if own else tops).append(node)
    return tops
