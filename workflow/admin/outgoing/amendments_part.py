"""What the page of a letter says about its revocation and its corrections."""

from uuid import UUID

from django.urls import reverse

from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.letters.models import Letter
from workflow.letters.queries.amendments import Amendments, amendments_of


def amended_part(letter: Letter, actor: Actor) -> dict[str, object]:
    """Return the notes; another letter is linked only for who may open it."""
    found = amendments_of(letter)
    others = {one.by_id for one in found.corrections}
    if found.corrects:
        others.add(found.corrects.letter_id)
    links = _links(actor, others)
    return {
        "amendments": found,
        "correction_links": [(c, links.get(c.by_id, "")) for c in found.corrections],
        "corrects_url": _corrects_url(found, links),
    }


def _links(actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    # Only where the reader may follow: the number is told to all, the letter is not.
    seen = access.letters_visible_to(actor).filter(pk__in=ids) if ids else []
    return {one.pk: reverse("letter_read", args=[one.pk]) for one in seen}


def _corrects_url(found: Amendments, links: dict[UUID, str]) -> str:
    return links.get(found.corrects.letter_id, "") if found.corrects else ""
