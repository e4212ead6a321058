"""Search among the services that are watched: its answers, and the room it has left."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from eoffice.environment import environment
from eoffice.errors import ServiceDown
from eoffice.health.checks import CheckedPart, register_part
from eoffice.health.room import DiskLow, Place, register_place
from search.chosen_engine import engine


class SearchNotWhole(ServiceDown):
    """The engine is away, or its index has to be built again."""

    code = "search_unavailable"


class IndexRefuses(ServiceDown):
    """The search server takes no more documents: its disk ran full."""

    code = "index_refuses_writing"


def check_search() -> None:
    """Ask the engine how it is.

    Raises:
        SearchNotWhole: its code is the engine's state.
    """
    health = engine().health()
    if health.state != "ok":
        error = SearchNotWhole()
        error.code = f"search_{health.state}"
        raise error


def check_server_room() -> None:
    """Ask the search server whether it takes documents, and for how long.

    Raises:
        IndexRefuses: it has closed our indexes to writing.
        DiskLow: its disk comes near the mark where it will.
        SearchUnavailable.
    """
    from search.elastic import room  # noqa: PLC0415  optional at run time

    if room.refuses_writing():
        raise IndexRefuses
    known = room.room_mb()
    if known is None:
        return
    free, mark = known
    if free < mark + environment().DISK_WARN_MB:
        error = DiskLow()
        error.code = f"{DiskLow.code}: search server {free} MB, closes below {mark} MB"
        raise error


def _folder() -> Path | None:
    env = environment()
    return Path(env.SEARCH_DIR) if env.SEARCH_ENGINE == "tantivy" else None


def register() -> None:
    """Register search and where it writes."""
    works = _("Lists, registers and numbers work as ever.")
    register_part(
        CheckedPart(
            name="search",
            check=check_search,
            required=False,
            news=_("Search does not answer completely."),
            works=works,
        )
    )
    register_part(
        CheckedPart(
            name="search_room",
            check=check_server_room,
            required=False,
            applies=lambda: environment().SEARCH_ENGINE == "elasticsearch",
        )
    )
    register_place(
        Place(name="index", label=_("Search index"), folder=_folder, is_vital=False)
    )
