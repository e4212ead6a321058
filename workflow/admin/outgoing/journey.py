"""`…/jalur/`: who has the letter, who had it and how long; asked again by its ETag."""

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.acting_titles import ActingTitles
from eoffice.shell.acting import acting
from workflow.admin.approval.route_parts import route_part
from workflow.admin.letters.timeline_moments import held, moment
from workflow.outgoing.letter_facts import LetterFacts, read_letter
from workflow.outgoing.timeline import TimelineMoment, timeline_of


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
    moments = timeline_of(reading.letter, actor)
    titles = ActingTitles((one.official, one.position) for one in moments)
    context = {
        "route": route_part(reading, actor) if reading.takes_part else None,
        "moments": [_line(one, titles) for one in reversed(moments)],
    }
    html = render_to_string("workflow/outgoing/live.html", context)
    # Of what this reader sees: others have another tag, and it tells them nothing.
    tag = hashlib.sha256(html.encode()).hexdigest()[:32]
    return {"live": html, "live_tag": f'"{tag}"'}


def journey_beside(letter_id: UUID, actor: Actor) -> dict[str, object]:
    """Return the part for another page that speaks of the letter.

    Empty where the reader may not see the letter.
    """
    try:
        reading = read_letter(actor, letter_id)
    except NotFound:
        return {}
    return {**live_part(reading, actor), "letter_id": letter_id}


def letter_journey(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Answer with the part, or with nothing where it is as the page has it."""
    actor = acting(request)
    part = live_part(read_letter(actor, letter_id), actor)
    if request.headers.get("If-None-Match") == part["live_tag"]:
        return HttpResponseNotModified(headers={"ETag": part["live_tag"]})
    return HttpResponse(part["live"], headers={"ETag": part["live_tag"]})
