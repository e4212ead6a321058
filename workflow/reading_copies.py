"""The one door that bytes of letters and records leave by.

What a download of a classed letter is: a reading copy with its reader's name.

Files of T, R and SR letters leave the house as copies stamped on every page with
who reads them, as what, and when; each is noted in the trail. The stored original
stays as it is, and goes only to those who take part in the letter (tata naskah 5.2;
decided by the caller, who asks `access`). A copy that cannot be made is refused:
closed, not open.
"""

import hashlib
from dataclasses import dataclass
from typing import cast

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
from eoffice.objects.kinds import KINDS, plain_name
from eoffice.objects.models import StoredObject
from eoffice.objects.serving import HEADERS, serve
from eoffice.organisation.actor import Actor
from workflow.security_class import WithClass, is_classed

WITH_PAGES = frozenset(
    ("application/pdf", "image/png", "image/jpeg", "image/tiff", "image/webp")
)
KIND_OF_WORD = next(kind for kind in KINDS if kind.code == "docx")
# A copy is made for one request: there are no stored bytes to ask a part of.
COPY_HEADERS = {k: v for k, v in HEADERS.items() if k != "Accept-Ranges"}


class CopyAct(trail.TrailAct):
    """How bytes of a classed letter left the office."""

    COPIED = "reading_copy.made", gettext_lazy("Reading copy given out")
    ORIGINAL = (
        "classed_original.given",
        gettext_lazy("Original of a classed letter given out"),
    )
    BY_LINK = "signed_file.given_by_link", gettext_lazy("Signed file given by a link")
    WORD = "draft.given_as_word", gettext_lazy("Draft given out as a Word file")
    PACKED = "signed_file.packed", gettext_lazy("Signed file packed for another system")


class CopyImpossible(OfficeError):
    """This file has no pages that a name could stand on."""

    code = "reading_copy_impossible"
    status = 409
    message = gettext_lazy(
        "No reading copy can be made of this file, so it is not given out. Read it on"
        " the page of the letter, or ask whoever has it on the desk."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The file asked for, by somebody whom the caller has let see the letter.

    `takes_part` is what `access` says; `original` is what the person asks for.
    `inline` lets a browser show it instead of keeping it.
    """

    stored: StoredObject
    name: str
    takes_part: bool
    original: bool = False
    inline: bool = False


def give_file(
    request: HttpRequest,
    thing: WithClass,
    wanted: Wanted,
    *,
    actor: Actor,
) -> HttpResponseBase:
    """Answer with a file of the letter or record.

    Ordinary ones: the stored bytes. Classed ones: a reading copy; the stored bytes
    for those who take part, where they ask for them or the file has no pages. Either
    is noted in the trail.

    Raises:
        NotFound: the original was asked for by somebody who does not take part.
        CopyImpossible: the file has no pages, or cannot be read.
        ServiceDown: store or sandbox away.
    """
    if wanted.original and not wanted.takes_part:
        raise NotFound
    stored = wanted.stored
    has_pages = stored.media_type in WITH_PAGES
    # Who takes part gets what has no pages as it is; else nobody could ever use it.
    is_original = wanted.original or (wanted.takes_part and not has_pages)
    if is_classed(thing) and not is_original:
        made = _copied(thing, store.get_bytes(stored), actor, stored.sha256)
        return _as_copy(made, wanted.name, inline=wanted.inline)
    if is_classed(thing):
        _note(CopyAct.ORIGINAL, thing, actor, stored.sha256)
    return serve(request, stored, name=wanted.name, inline=wanted.inline)


def give_book(
    request: HttpRequest, stored: StoredObject, *, name: str
) -> HttpResponseBase:
    """Answer the owner of a job with the agenda book that it wrote.

    A book holds lines of a register as its owner sees them, and no bytes of a letter;
    that it was taken out was noted when it was bound (`books.exporting`).
    """
    return serve(request, stored, name=name)


def give_package(
    request: HttpRequest, stored: StoredObject, *, name: str
) -> HttpResponseBase:
    """Answer with an export of the archive, after each record in it was asked for.

    Who may take it out, and that they did, is decided and noted by
    `archive.exchange.giving.take_out`.
    """
    return serve(request, stored, name=name)


def give_picture(drawn: bytes | None, *, takes_part: bool) -> HttpResponse:
    """Answer whoever takes part with a picture (JPEG) of the text being written.

    It is shown as the pages are, in the office's own page, and no file to take away.

    Raises:
        NotFound: the text has none, or somebody else asks.
    """
    if drawn is None or not takes_part:
        raise NotFound
    return HttpResponse(drawn, content_type="image/jpeg", headers=COPY_HEADERS)


def give_by_link(
    request: HttpRequest, thing: WithClass, stored: StoredObject, *, name: str
) -> HttpResponseBase:
    """Answer an addressee outside, whose code was right, with the signed bytes.

    They are what was signed, without a name on them: an addressee has to be able to
    check the signature. That they were given stands in the trail.
    """
    _note(CopyAct.BY_LINK, thing, None, stored.sha256)
    return serve(request, stored, name=name)


def packed_bytes(thing: WithClass, stored: StoredObject, *, actor: Actor) -> bytes:
    """Return the signed bytes for a package; the caller has asked for the right."""
    content = store.get_bytes(stored)
    _note(CopyAct.PACKED, thing, actor, stored.sha256)
    return content


def give_draft(
    thing: WithClass, page: bytes, *, name: str, actor: Actor
) -> HttpResponse:
    """Answer with a page (PDF) that was made just now of a letter's working copy.

    It is of the letter's class as well: a classed one names who takes it away.

    Raises:
        CopyImpossible, ServiceDown: as `give_file`.
    """
    sha256 = hashlib.sha256(page).hexdigest()
    if is_classed(thing):
        return _as_copy(_copied(thing, page, actor, sha256), name)
    answer = HttpResponse(page, content_type="application/pdf", headers=COPY_HEADERS)
    answer.headers["X-Content-SHA256"] = sha256
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def give_word_draft(
    thing: WithClass, content: bytes, *, name: str, actor: Actor
) -> HttpResponse:
    """Answer with a Word file that was made just now of a letter's working copy.

    It can be changed by whoever has it, so that it left is always noted; the caller
    puts the reader's name on a classed one.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    _note(CopyAct.WORD, thing, actor, sha256)
    answer = HttpResponse(
        content, content_type=KIND_OF_WORD.media_type, headers=COPY_HEADERS
    )
    answer.headers["Content-Length"] = str(len(content))
    answer.headers["X-Content-SHA256"] = sha256
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@transaction.atomic
def _note(action: CopyAct, thing: WithClass, actor: Actor | None, sha256: str) -> None:
    trail.record(action, cast("Model", thing), actor=actor, sha256=sha256)


def reader_lines(actor: Actor) -> list[str]:
    """Return what stands at the foot of every page: who, as what, when."""
    now = timezone.localtime()
    position = actor.chosen.title if actor.chosen else ""
    first = _("Reading copy, not the original. Not to be handed on.")
    second = _("Read by %(name)s, %(seat)s, on %(day)s at %(time)s") % {
        "name": actor.official.full_name,
        "seat": position,
        "day": date_format(now, "j F Y"),
        "time": date_format(now, "H.i"),
    }
    return [first, second]


def _copied(thing: WithClass, content: bytes, actor: Actor, sha256: str) -> bytes:
    """Return the content with its reader on every page, noted in the trail."""
    try:
        made = sandbox.reading_copy(
            content, title=_("READING COPY"), lines=reader_lines(actor)
        )
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as fault:
        raise CopyImpossible from fault
    _note(CopyAct.COPIED, thing, actor, sha256)
    return made


def _as_copy(made: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf", headers=COPY_HEADERS)
    answer.headers["Content-Length"] = str(len(made))
    stem = name.rpartition(".")[0] or name
    shown = plain_name(f"{stem} ({_('reading copy')}).pdf")
    disposition = content_disposition_header(not inline, shown)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
