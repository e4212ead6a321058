"""What a letter's page shows of the disposition that a helper prepared."""

from typing import Any

from django.utils.dateparse import parse_date

from eoffice.organisation.models import Position
from workflow.admin.disposition_tree import words_of
from workflow.dispositions.queries.lists import prepared_for
from workflow.incoming.models import IncomingLetter


def prepared_context(incoming: IncomingLetter, acts: list[str]) -> dict[str, Any]:
    """Return what a letter's page shows of its draft: to those who may act on it."""
    if not {"dispose", "prepare"} & set(acts):
        return {}
    prepared = prepared_for(incoming)
    if prepared is None:
        return {}
    told = prepared.content
    names = Position.objects.in_bulk([one["position"] for one in told["receivers"]])
    titles = {str(pk): position.title for pk, position in names.items()}
    return {
        "prepared": prepared,
        "prepared_words": words_of(told["instructions"], told["note"]),
        "prepared_to": [titles.get(one["position"], "") for one in told["receivers"]],
        "prepared_due": parse_date(told["due_on"]) if told["due_on"] else None,
    }
