"""Public pages under `/v/`: a letter by its code, its pages, a file's verdict.

No script, no cookie, no log-in; nothing is kept of what a visitor brings.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from eoffice import sandbox
from eoffice.errors import NotFound, ServiceDown
from eoffice.objects.page_pictures import page_picture_of
from workflow.public.by_code import LONGEST_CODE, public_letter, signature_by_code
from workflow.public.file_checking import check_file, count_visitor, file_of
from workflow.public.issued_letters import is_open
from workflow.rendering import verification_code

PAGE_WIDTH = 1000  # pixels: readable on a phone when zoomed
LOOKS = {
    "genuine": ("good", "shield-check"),
    "changed": ("bad", "shield-alert"),
    "not_genuine": ("bad", "shield-alert"),
}
UNSURE = ("none", "shield-question")
SOUND = {"genuine", "genuine_superseded", "valid_foreign"}


@never_cache
@require_GET
def letter_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the code leads to; an unknown one gets the same page, emptier."""
    count_visitor(request, "code")
    found = public_letter(code)
    context = {
        "found": found,
        "grouped": verification_code.grouped(found.code[:LONGEST_CODE]),
        "pages": range(1, found.pages + 1),
    }
    return render(request, "eoffice/portal/letter.html", context)


@never_cache
@require_GET
def page_picture(request: HttpRequest, code: str, page: int) -> HttpResponse:
    """Answer a page of an ordinary letter as a picture."""
    count_visitor(request, "page")
    signature = signature_by_code(verification_code.normalise(code[:LONGEST_CODE]))
    if signature is None or not is_open(signature.letter):
        raise NotFound
    try:
        picture = page_picture_of(signature.stored, page, width=PAGE_WIDTH)
    except sandbox.FileBroken as error:  # no such page
        raise NotFound from error
    except sandbox.SandboxError as error:
        raise ServiceDown from error
    return HttpResponse(picture.content, content_type=picture.media_type)


# Exempt: no cookie, nobody logged in, nothing changed; a token would need a cookie.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """Take a code to look up, or a file to judge."""
    if typed := request.GET.get("kode", "").strip():
        return redirect("public_letter", code=_addressable(typed))
    if request.method == "GET":
        return render(request, "eoffice/portal/start.html")
    count_visitor(request, "file")
    verdict = check_file(file_of(request))
    look, icon = LOOKS.get(verdict["verdict"], UNSURE)
    for signature in verdict["signatures"]:
        signature["when"] = parse_datetime(signature["time"] or "")
    is_sound = verdict["verdict"] in SOUND
    context = {"verdict": verdict, "look": look, "icon": icon, "is_sound": is_sound}
    return render(request, "eoffice/portal/verdict.html", context)


def _addressable(typed: str) -> str:
    code = verification_code.normalise(typed[:LONGEST_CODE])
    return "".join(sign for sign in code if sign.isalnum() and sign.isascii()) or "0"
