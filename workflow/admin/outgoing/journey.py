"""`…/jalur/`: who has the letter, who had it and how long; asked again by its ETag."""

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.acting_titles import ActingTitles
from eoffice.shell.acting import acting
from eoffice.shell.components import Route
from workflow.admin.approval.route_parts import route_part
from workflow.admin.letters.timeline_moments import held, moment
from workflow.letters import access as letters_access
from workflow.letters.models import Letter
from workflow.outgoing.letter_facts import LetterFacts, read_letter
from workflow.outgoing.timeline import TimelineMoment, timeline_of
from workflow.rights import one_of


def _line(one: TimelineMoment, titles: ActingTitles) -> dict[str, str]:
    who = [one.official.name] if one.official else []
    seat = [titles.title(one.official, one.position, one.at)] if one.position else []
    return {
        "at": moment(one.at),
        "label": one.label,
        "who": ", ".join([*who, *seat]),
        "held": held(one.lasted) if one.lasted is not None else "",
        "note": one.note,
    }


def live_part(reading: LetterFacts, actor: Actor) -> dict[str, str]:
    """Return the part as HTML, and the tag that tells whether it changed."""
    route = route_part(reading, actor) if reading.takes_part else None
    return _part(reading.letter, actor, route=route, takes_part=reading.takes_part)


def _part(
    letter: Letter, actor: Actor, *, route: Route | None, takes_part: bool
) -> dict[str, str]:
    moments = timeline_of(letter, actor, takes_part=takes_part)
    titles = ActingTitles((one.official, one.position) for one in moments)
    context = {
        "route": route,
        "moments": [_line(one, titles) for one in reversed(moments)],
    }
    html = render_to_string("workflow/outgoing/live.html", context)
    # Of what this reader sees: others have another tag, and it tells them nothing.
    tag = hashlib.sha256(html.encode()).hexdigest()[:32]
    return {"live": html, "live_tag": f'"{tag}"'}


def _own_part(letter_id: UUID, actor: Actor) -> dict[str, str]:
    """Return the part without the rest of the letter's page.

    Raises:
        NotFound: unknown, or not for this person.
    """
    seen = letters_access.letters_visible_to(actor).defer("body", "access_tokens")
    letter = one_of(seen.select_related("unit", "signatory_position__unit"), letter_id)
    if letters_access.takes_part(actor, letter):
        return live_part(read_letter(actor, letter_id), actor)
    # An addressee's page tells no route: what stands on the letter's page besides it
    # would be read for nothing, here and at each poll.
    return _part(letter, actor, route=None, takes_part=False)


def journey_beside(letter_id: UUID, actor: Actor) -> dict[str, object]:
    """Return the part for another page that speaks of the letter.

    Empty where the reader may not see the letter.
    """
    try:
        part = _own_part(letter_id, actor)
    except NotFound:
        return {}
    return {**part, "letter_id": letter_id}


def letter_journey(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Answer with the part, or with nothing where it is as the page has it."""
    actor = acting(request)
    part = _own_part(letter_id, actor)
    if request.headers.get("If-None-Match") == part["live_tag"]:
        return HttpResponseNotModified(headers={"ETag": part["live_tag"]})
    return HttpResponse(part["live"], headers={"ETag": part["live_tag"]})
