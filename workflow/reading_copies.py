"""What a download of a classed letter is: a reading copy with its reader's name.

Files of T, R and SR letters leave the house as copies stamped on every page with
who reads them, as what, and when; each is noted in the trail. The stored original
stays as it is, and goes only to those who take part in the letter (tata naskah 5.2;
decided by the caller, who asks `access`). A copy that cannot be made is refused:
closed, not open.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice import sandbox
from eoffice.audit import trail
from eoffice.errors import NotFound, OfficeError, ServiceDown
from eoffice.objects import store
from eoffice.objects.kinds import plain_name
from eoffice.objects.models import StoredObject
from eoffice.objects.serving import HEADERS, serve
from eoffice.organisation.actor import Actor
from workflow.models import IncomingLetter, Letter, SecurityClass

WITH_PAGES = frozenset(
    ("application/pdf", "image/png", "image/jpeg", "image/tiff", "image/webp")
)
COPIED = "reading_copy.made"
ORIGINAL = "classed_original.given"
COPY_HEADERS = {k: v for k, v in HEADERS.items() if k != "Accept-Ranges"}


class CopyImpossible(OfficeError):
    """This file has no pages that a name could stand on."""

    code = "reading_copy_impossible"
    status = 409
    message = gettext_lazy(
        "No reading copy can be made of this file, so it is not given out. Read it on"
        " the page of the letter, or ask whoever has it on the desk."
    )


def is_classed(thing: Letter | IncomingLetter) -> bool:
    """Tell whether files of the letter leave as reading copies."""
    return thing.security_class != SecurityClass.BIASA


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The file asked for, by somebody whom the caller has let see the letter.

    `takes_part` is what `access` says; `original` is what the person asks for.
    """

    stored: StoredObject
    name: str
    takes_part: bool
    original: bool = False


def give_file(
    request: HttpRequest,
    thing: Letter | IncomingLetter,
    wanted: Wanted,
    *,
    actor: Actor,
) -> HttpResponseBase:
    """Answer with a file of the letter.

    Ordinary letters: the stored bytes. Classed ones: a reading copy; the stored bytes
    for those who take part, where they ask for them or the file has no pages. Either
    is noted in the trail.

    Raises:
        NotFound: the original was asked for by somebody who does not take part.
        CopyImpossible: the file has no pages, or cannot be read.
        ServiceDown: store or sandbox away.
    """
    if wanted.original and not wanted.takes_part:
        raise NotFound
    if not is_classed(thing):
        return serve(request, wanted.stored, name=wanted.name)
    has_pages = wanted.stored.media_type in WITH_PAGES
    if wanted.original or (wanted.takes_part and not has_pages):
        _note(ORIGINAL, thing, wanted.stored, actor)
        return serve(request, wanted.stored, name=wanted.name)
    return _copy(thing, wanted.stored, actor, wanted.name)


@transaction.atomic
def _note(action: str, thing: Model, stored: StoredObject, actor: Actor) -> None:
    trail.record(action, thing, actor=actor, sha256=stored.sha256)


def reader_lines(actor: Actor) -> list[str]:
    """Return what stands at the foot of every page: who, as what, when."""
    now = timezone.localtime()
    seat = actor.chosen.title if actor.chosen else ""
    first = _("Reading copy, not the original. Not to be handed on.")
    second = _("Read by %(name)s, %(seat)s, on %(day)s at %(time)s") % {
        "name": actor.official.full_name,
        "seat": seat,
        "day": date_format(now, "j F Y"),
        "time": date_format(now, "H.i"),
    }
    return [first, second]


def _copy(
    thing: Letter | IncomingLetter, stored: StoredObject, actor: Actor, name: str
) -> HttpResponse:
    try:
        made = sandbox.reading_copy(
            store.get_bytes(stored), title=_("READING COPY"), lines=reader_lines(actor)
        )
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as fault:
        raise CopyImpossible from fault
    _note(COPIED, thing, stored, actor)
    answer = HttpResponse(made, content_type="application/pdf", headers=COPY_HEADERS)
    answer.headers["Content-Length"] = str(len(made))
    stem = name.rpartition(".")[0] or name
    shown = plain_name(f"{stem} ({_('reading copy')}).pdf")
    disposition = content_disposition_header(as_attachment=True, filename=shown)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
