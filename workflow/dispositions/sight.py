"""From which positions a disposition is seen, written on it: `seen_from`.

Its giver and those above who still take part, who holds a share that was not taken
back, and the desk its letter lies on. The rule needs the whole way up the tree; on the
row it is one array with an index, so that a list costs the same in a large table. Every
act that changes an answer writes it, under the lock of the letter or of the tree.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from workflow.dispositions.models import Disposition, DispositionReceiver, ReceiverState
from workflow.incoming.models import IncomingLetter


def giver_stays() -> Q:
    """Dispositions whose giver still takes part by them.

    Who handed on a share that was then taken back does not, unless somebody below
    has answered: that work was done and is theirs to show.
    """
    shares = DispositionReceiver.objects.filter(disposition=OuterRef("pk"))
    handed_on = DispositionReceiver.objects.filter(
        disposition=OuterRef("parent"), position=OuterRef("giver_position")
    )
    taken_back = Exists(handed_on.filter(state=ReceiverState.RECALLED))
    return ~Q(taken_back) | Q(Exists(shares.filter(state=ReceiverState.COMPLETED)))


def write_sight_on(incoming: IncomingLetter) -> None:
    """Write from where the dispositions on a locked letter are seen now."""
    found = _rows(Disposition.objects.filter(incoming=incoming))
    left = list(found.order_by("id"))
    givers: dict[UUID, frozenset[UUID]] = {}
    while left:
        waiting = {one.pk for one in left}
        # Parents first. In a circle nobody is first: then all, each by itself.
        level = [one for one in left if one.parent_id not in waiting] or left
        _write(level, givers)
        left = [one for one in left if one.pk not in givers]


def write_sight_below(top: Disposition) -> None:
    """Write from where a locked disposition and all below it are seen now.

    For a tree without a letter, whose lock would serve them all: each level is locked
    before it is read, so that what is being handed on there comes in the next.
    """
    givers: dict[UUID, frozenset[UUID]] = {}
    if top.parent_id is not None:
        givers[top.parent_id] = _givers_above(top.parent_id)
    level = _locked(Disposition.objects.filter(pk=top.pk))
    while level:
        _write(level, givers)
        below = Disposition.objects.filter(parent__in=[one.pk for one in level])
        level = [one for one in _locked(below) if one.pk not in givers]


def _givers_above(disposition_id: UUID) -> frozenset[UUID]:
    """Return who gave it, and what it was handed on from, and still takes part."""
    found: set[UUID] = set()
    met: set[UUID] = set()
    above: UUID | None = disposition_id
    while above is not None and above not in met:
        met.add(above)
        one = _rows(Disposition.objects.filter(pk=above)).get()
        found |= _staying(one)
        above = one.parent_id
    return frozenset(found)


def _rows(dispositions: QuerySet[Disposition]) -> QuerySet[Disposition]:
    rows = dispositions.annotate(giver_stays=giver_stays()).select_related("incoming")
    return rows.prefetch_related("receivers")


def _locked(dispositions: QuerySet[Disposition]) -> list[Disposition]:
    rows = _rows(dispositions).select_for_update(no_key=True, of=("self",))
    return list(rows.order_by("pk"))


def _staying(one: Disposition) -> set[UUID]:
    stays = one.giver_stays  # type: ignore[attr-defined]  # annotated in _rows
    return {one.giver_position_id} if stays else set()


def _write(level: Sequence[Disposition], givers: dict[UUID, frozenset[UUID]]) -> None:
    """Write rows whose parents are in `givers`, and add them to it."""
    changed = []
    for one in level:
        above = givers.get(one.parent_id, frozenset()) if one.parent_id else frozenset()
        givers[one.pk] = above | _staying(one)
        seen_from = sorted({*givers[one.pk], *_holders(one), *_desk(one)})
        if seen_from != one.seen_from:
            one.seen_from = seen_from
            changed.append(one)
    Disposition.objects.bulk_update(changed, ["seen_from"])


def _holders(one: Disposition) -> Iterable[UUID]:
    shares = one.receivers.all()
    return (s.position_id for s in shares if s.state != ReceiverState.RECALLED)


def _desk(one: Disposition) -> Iterable[UUID]:
    desk = one.incoming.routed_to_id if one.incoming else None
    return [desk] if desk else []
