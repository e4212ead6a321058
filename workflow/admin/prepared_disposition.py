"""A disposition that a helper prepared, in words: for a letter's page and the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.admin.disposition_tree import words_of
from workflow.dispositions.queries.prepared import (
    prepared_for,
    unused_draft_of,
    words_told,
)
from workflow.incoming.models import IncomingLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWords:
    """What a draft says: its sentence, titles of the receivers, the last day."""

    words: str
    to: list[str]
    due_on: date | None

    @property
    def whole(self) -> str:
        """Return all of it as a row of a list shows it."""
        parts = [self.words, _("To: %(people)s") % {"people": ", ".join(self.to)}]
        if self.due_on:
            day = date_format(self.due_on, "l, j F Y")
            parts.append(_("At the latest: %(day)s") % {"day": day})
        return ". ".join(parts)


def words_of_drafts(contents: Sequence[dict[str, Any]]) -> list[DraftWords]:
    """Return what drafts say, in their order; one query however many they are."""
    words = words_told(contents) if contents else {}
    return [
        DraftWords(
            words=words_of(told["instructions"], told["note"], words),
            to=[words.get(one["position"], "") for one in told["receivers"]],
            due_on=parse_date(told["due_on"]) if told["due_on"] else None,
        )
        for told in contents
    ]


def prepared_context(incoming: IncomingLetter, acts: list[str]) -> dict[str, Any]:
    """Return what a letter's page shows of its draft: to those who may act on it."""
    if not {"dispose", "prepare"} & set(acts):
        return {}
    prepared = prepared_for(incoming)
    if prepared is None:
        return _unused_context(incoming)
    [said] = words_of_drafts([prepared.content])
    return {
        "prepared": prepared,
        "prepared_words": said.words,
        "prepared_to": said.to,
        "prepared_due": said.due_on,
    }


def _unused_context(incoming: IncomingLetter) -> dict[str, Any]:
    """Return what was prepared in vain, beside what was given instead."""
    draft = unused_draft_of(incoming)
    if draft is None or draft.given_instead is None:
        return {}
    given = draft.given_instead
    [said] = words_of_drafts([draft.content])
    return {
        "unused": draft,
        "unused_words": said,
        "given_words": words_of(given.instructions, given.note),
        "given_to": [
            one.position.title for one in given.receivers.select_related("position")
        ],
    }
