"""The trail in words: each room says what its acts and its things are called.

A name is a number, a person, a position or a moment, never what a letter says: auditors
read the trail without any right to content (docs/audit-proof.md).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

Names = Callable[[list[str]], dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingWord:
    """What a kind of thing is called, and how single ones are told apart.

    `names` takes ids and returns a name for those that it knows.
    """

    label: str | Promise
    names: Names | None = None


_actions: dict[str, str | Promise] = {}
_things: dict[str, ThingWord] = {}


def register_actions(words: Mapping[str, str | Promise]) -> None:
    """Say what acts are called: `letter.signed` -> `Signed`."""
    _actions.update(words)


def register_thing(
    label_lower: str, word: str | Promise, names: Names | None = None
) -> None:
    """Say what a model's rows are called, by its label (`workflow.letter`)."""
    _things[label_lower] = ThingWord(label=word, names=names)


def action_words(action: str) -> str:
    """Return the words for an act; an unknown one stands as it is."""
    return str(_actions.get(action, action))


def has_action_words(action: str) -> bool:
    """Tell whether somebody said what the act is called."""
    return action in _actions


def has_thing_word(object_type: str) -> bool:
    """Tell whether somebody said what the kind of thing is called."""
    return object_type in _things


def known_actions() -> list[tuple[str, str]]:
    """Return all acts that have words, by their words."""
    return sorted(((k, str(v)) for k, v in _actions.items()), key=lambda one: one[1])


def thing_word(object_type: str) -> str:
    """Return what the kind of thing is called."""
    known = _things.get(object_type)
    return str(known.label) if known else object_type


def thing_names(things: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return names for (type, id), one query for each type."""
    by_type: dict[str, list[str]] = {}
    for object_type, pk in dict.fromkeys(things):
        by_type.setdefault(object_type, []).append(pk)
    found: dict[tuple[str, str], str] = {}
    for object_type, ids in by_type.items():
        known = _things.get(object_type)
        if known is None or known.names is None:
            continue
        names = known.names(ids)
        found |= {(object_type, pk): names[pk] for pk in ids if names.get(pk)}
    return found


def names_by(queryset_of: Callable[[], object], column: str) -> Names:
    """Return a `names` that reads one column of the rows with these ids."""

    def names(ids: list[str]) -> dict[str, str]:
        rows = queryset_of().filter(pk__in=ids)  # type: ignore[attr-defined]
        return {str(pk): str(name) for pk, name in rows.values_list("pk", column)}

    return names


def names_from(queryset_of: Callable[[], object], named: Callable[[Any], str]) -> Names:
    """Return a `names` that makes a name of each row with these ids, in one query."""

    def names(ids: list[str]) -> dict[str, str]:
        rows = queryset_of().filter(pk__in=ids)  # type: ignore[attr-defined]
        return {str(row.pk): named(row) for row in rows}

    return names


def moment(at: datetime) -> str:
    """Return a day and hour that tell a thing without a number from its like."""
    return date_format(timezone.localtime(at), "j M Y H.i")
