"""What search does after an act has committed: bring the index up to it."""

from eoffice.outbox.events import Event, on
from search.projection.indexing import index_targets
from search.projection.targets import EVENTS, HANDLER, targets_of


def _index(event: Event) -> None:
    index_targets(targets_of([event.payload]))


def register() -> None:
    """Register the handler for every event that changes what can be found."""
    for name in EVENTS:
        on(name, HANDLER, _index)
