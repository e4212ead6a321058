"""What operators should know and nothing fails by: told beside the services' state."""

from collections.abc import Callable

from django.db import Error

#: Returns one line, or nothing where there is nothing to tell.
Teller = Callable[[], str]

_tellers: dict[str, Teller] = {}


def register_notice(name: str, teller: Teller) -> None:
    """Add a notice under its name; the same name replaces it."""
    _tellers[name] = teller


def notices() -> dict[str, str]:
    """Return what there is to tell, by name; nothing while the database is away."""
    found = {}
    for name, teller in sorted(_tellers.items()):
        try:
            told = teller()
        except Error:  # the services' state tells it
            continue
        if told:
            found[name] = told
    return found
