"""The names of this office's units, types and states, for queries and labels."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from eoffice.organisation.models import Unit
from search.analysis.text import fold
from search.query import Vocabulary
from workflow.models import IncomingStatus, LetterStatus, LetterType, Urgency

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
    for status in (*LetterStatus, *IncomingStatus):
        labels = []
        for language in _SPOKEN:
            with override(language):
                labels.append(str(status.label))
        yield status.value, [status.value, *labels]


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
        "kind": {
            "letter": _("Outgoing letter"),
            "incoming": _("Incoming letter"),
            "record": _("Record"),
        },
        "direction": {"in": _("Incoming"), "out": _("Outgoing")},
        "urgency": {one.value: str(one.label) for one in Urgency},
        "status": {
            **{one.value: str(one.label) for one in LetterStatus},
            **{one.value: str(one.label) for one in IncomingStatus},
            "captured": _("Captured"),
            "filed": _("Filed"),
        },
    }
    return known.get(field, {})
