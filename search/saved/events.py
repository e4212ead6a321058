"""Events of saved searches."""

from eoffice.outbox.events import EventName


class SearchEvent(EventName):
    """What happened: `search_id`, how many `letters` are new to it."""

    MATCHED = "search.matched"
