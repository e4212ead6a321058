"""Who asks stays the same through a walk: what hangs on them alone is looked up once.

A walk asks thousands of questions by the same person. Their account, their mandates
and the counts beside the doors of their menu are the same each time; asked anew, they
took a third of a walk. What an answer says about the thing is asked each time.
"""

from copy import copy
from functools import wraps

import pytest

from eoffice.accounts.backends import OfficeBackend
from eoffice.organisation import actor as actors
from eoffice.shell.menu import RoomMenuItem


def _once(look_up, key):
    """Return the look-up, which asks once for each key."""
    known = {}

    @wraps(look_up)
    def kept(*args):
        place = key(*args)
        if place not in known:
            known[place] = look_up(*args)
        return known[place]

    return kept


def _door_and_person(door, request):
    actor = request.actor
    if not actor:
        return door.name, None
    return door.name, actor.user_id, actor.chosen and actor.chosen.position.id


@pytest.fixture
def known_once(monkeypatch):
    """Look up once in this test what hangs on the person who asks alone."""
    mandates = _once(actors.mandates_of, lambda official: official.pk)
    account = _once(OfficeBackend.get_user, lambda _backend, user_id: user_id)
    waiting = _once(RoomMenuItem.waiting, _door_and_person)
    monkeypatch.setattr(actors, "mandates_of", mandates)
    # a row of its own for each question: one may fill it with what it undoes
    monkeypatch.setattr(OfficeBackend, "get_user", lambda *of: copy(account(*of)))
    monkeypatch.setattr(RoomMenuItem, "waiting", waiting)
