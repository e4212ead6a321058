"""How the index stands, in words for the one who keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.outbox.models import DeliveryState, TimedTask
from eoffice.outbox.unsettled import unsettled
from search.chosen_engine import engine
from search.engines.contract import SearchUnavailable
from search.engines.inventory import Inventory
from search.kinds import KINDS
from search.projection.comparing import COMPARE
from search.projection.records import rows_of
from search.projection.targets import HANDLER
from search.tallies.counting import numbers_of

DAYS = 7
#: State of the engine -> kind of note, what it means, what to do.
WORDS: Mapping[str, tuple[str, str | Promise, str | Promise]] = {
    "ok": (
        "good",
        _("Search answers, and its index fits this version of the product."),
        _("Nothing has to be done."),
    ),
    "rebuild_needed": (
        "warn",
        _("The index has to be built again."),
        _(
            "Until then searches go by what the index holds, or by a plain list where"
            " its records are of an older form. Build it again below; it takes minutes."
        ),
    ),
    "unavailable": (
        "bad",
        _("The search engine does not answer."),
        _(
            "People see a plain list from the database instead. Look whether the"
            " engine runs; what is waiting is written when it comes back."
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """A kind: how many the database has to be found, and the index holds."""

    label: str
    rows: int
    held: int | None

    @property
    def differs(self) -> bool:
        """Tell whether the numbers differ; a moment's difference is no fault."""
        return self.held is not None and self.held != self.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexBacklog:
    """Changes on their way to the index, and those that were given up."""

    waiting: int
    oldest: datetime | None
    dead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStanding:
    """All that the page tells."""

    engine: str
    state: str
    note: str
    meaning: str | Promise
    remedy: str | Promise
    detail: str
    inventory: Inventory | None
    kinds: list[KindLine]
    backlog: IndexBacklog
    compared: TimedTask | None
    numbers: Mapping[str, int]


def standing() -> IndexStanding:
    """Ask the engine and the database; an engine that is away is told, not raised."""
    health = engine().health()
    held = _inventory()
    note, meaning, remedy = WORDS[health.state]
    return IndexStanding(
        engine=health.engine,
        state=health.state,
        note=note,
        meaning=meaning,
        remedy=remedy,
        detail=health.detail,
        inventory=held,
        kinds=[
            KindLine(
                label=str(kind.label),
                rows=rows_of(name).count(),
                held=held.documents.get(name, 0) if held else None,
            )
            for name, kind in KINDS.items()
        ],
        backlog=_backlog(),
        compared=TimedTask.objects.filter(name=COMPARE).first(),
        numbers=numbers_of(DAYS),
    )


def _inventory() -> Inventory | None:
    try:
        return engine().inventory(list(KINDS))
    except SearchUnavailable:
        return None


def _backlog() -> IndexBacklog:
    rows = unsettled(HANDLER)
    open_ones = rows.exclude(state=DeliveryState.DEAD)
    oldest = open_ones.aggregate(oldest=Min("event__created_at"))["oldest"]
    return IndexBacklog(
        waiting=open_ones.count(),
        oldest=oldest,
        dead=rows.filter(state=DeliveryState.DEAD).count(),
    )
