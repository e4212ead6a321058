"""`/v/naskah/<token>/`: a letter for somebody outside, behind its code.

No script, no cookie, no log-in. Opening the address asks for the code and does
nothing else; the code goes with every press of a button, and with nothing else.
"""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eoffice.errors import NotFound
from workflow.dispatches.operations.reading import (
    LinkAnswer,
    LinkState,
    answer_of_link,
)
from workflow.dispatches.sender_name import sender_name
from workflow.letters.models import Letter
from workflow.public.file_checking import count_visitor
from workflow.reading_copies import give_by_link
from workflow.rendering.verification_code import public_address

TEMPLATE = "eoffice/portal/sent.html"
HEADERS = {"X-Robots-Tag": "noindex, nofollow"}


# Exempt: no cookie, nobody logged in; the code in the form is what a token would be.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask for the code, then show the letter, give its file, take the receipt."""
    count_visitor(request, "sent")
    if request.method != "POST":
        return _shown(request, {})
    act = request.POST.get("act", "open")
    code = request.POST.get("code", "")[:32]
    found = answer_of_link(token=token, code=code, receipt=act == "receipt")
    if found.state == LinkState.WRONG or found.dispatch is None:
        context = {"wrong": True}
        return _shown(request, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if found.state != LinkState.OPEN:
        return _shown(request, {"ended": _ended(found)}, status=HTTPStatus.GONE)
    if act in {"file", "attachment"}:
        return _file(request, found.dispatch.letter, act)
    return _shown(request, _opened(found, code))


def _shown(
    request: HttpRequest, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    answer = render(request, TEMPLATE, dict(context), status=status)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer


def _ended(found: LinkAnswer) -> str:
    at = date_format(localtime(found.at), "j F Y, H.i") if found.at else ""
    words = {
        LinkState.USED: _(
            "This code was used on %(at)s. Ask the sender for a new link."
        ),
        LinkState.EXPIRED: _(
            "This link has expired on %(at)s. Ask the sender for a new one."
        ),
        LinkState.TAKEN_BACK: _("The sender took this sending back on %(at)s."),
        LinkState.LETTER_REVOKED: _(
            "The letter was revoked by its sender on %(at)s. Do not act on it."
        ),
    }
    return words[found.state] % {"at": at}


def _opened(found: LinkAnswer, code: str) -> dict[str, object]:
    assert found.dispatch is not None  # noqa: S101  answered OPEN
    assert found.link is not None  # noqa: S101  answered OPEN
    letter = found.dispatch.letter
    return {
        "letter": letter,
        "sender": sender_name(letter),
        "addressee": found.dispatch.recipient.external,
        "attachments": list(letter.attachments.select_related("stored")),
        "code": code,
        "received_at": found.link.received_at,
        "check_url": public_address(letter.verification_code or ""),
    }


def _file(request: HttpRequest, letter: Letter, act: str) -> HttpResponseBase:
    if act == "file":
        signed = letter.signatures.select_related("stored").latest("created_at")
        name = f"{letter.number.replace('/', '-')}.pdf"
        return give_by_link(request, letter, signed.stored, name=name)
    number = request.POST.get("n", "")
    files = list(letter.attachments.select_related("stored"))
    if not number.isdecimal() or int(number[:4]) >= len(files):
        raise NotFound
    chosen = files[int(number[:4])]
    return give_by_link(request, letter, chosen.stored, name=chosen.name)
