"""Handlers of tests, forgotten afterwards."""

from collections.abc import Callable

import pytest

from eoffice.outbox import events


@pytest.fixture
def handle():
    """Return a function that registers a handler for the test's own event."""
    names: list[str] = []

    def register(handler: Callable, *, name="test.handler", event="test.done", **more):
        events.on(event, name, handler, **more)
        names.append(event)

    yield register
    for event in names:
        events._handlers.pop(event, None)
    events._lanes.pop("test.handler", None)
