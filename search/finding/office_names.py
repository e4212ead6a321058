"""The names of this office's units, types and states, for queries and labels."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from eoffice.organisation.models import Unit
from search.analysis.text import fold
from search.kinds import KINDS
from search.query import Vocabulary
from workflow.models import LetterType, Urgency

_SPOKEN = ("id", "en")


def office_vocabulary() -> Vocabulary:
    """Names of units, letter types and states as people type them."""
    units = Unit.objects.values_list("pk", "code", "name", "short_name")
    types = LetterType.objects.values_list("code", "name")
    return Vocabulary(
        units=_names((str(pk), names) for pk, *names in units),
        types=_names((code, (code, name)) for code, name in types),
        statuses=_names(_statuses()),
    )


def _names(
    pairs: Iterable[tuple[str, Iterable[str]]],
) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for value, names in pairs:
        for name in names:
            if name.strip():
                found[" ".join(fold(name).split())][value] = None
    return {name: tuple(values) for name, values in found.items()}


def _statuses() -> Iterable[tuple[str, list[str]]]:
    """States by value and by label in both languages."""
    asked = (kind.states for kind in KINDS.values() if kind.has_asked_states)
    for value, label in (state for states in asked for state in states.items()):
        labels = []
        for language in _SPOKEN:
            with override(language):
                labels.append(str(label))
        yield value, [value, *labels]


def labels_for(field: str, values: Iterable[str]) -> Mapping[str, str]:
    """Words for people for values of a facet; a value without any stands as it is."""
    wanted = list(values)
    if field == "unit":
        units = Unit.objects.filter(pk__in=wanted).values_list("pk", "name")
        return {str(pk): name for pk, name in units}
    if field == "type":
        return dict(
            LetterType.objects.filter(code__in=wanted).values_list("code", "name")
        )
    known = {
        "kind": {name: str(kind.label) for name, kind in KINDS.items()},
        "direction": {"in": _("Incoming"), "out": _("Outgoing")},
        "urgency": {one.value: str(one.label) for one in Urgency},
        "status": {
            value: str(label)
            for kind in KINDS.values()
            for value, label in kind.states.items()
        },
    }
    return known.get(field, {})
