"""`/hari/`: how the office reads a typed day; the field shows it before it is sent."""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from eoffice.days.typed_days import NoDay, Toward, parse_day
from eoffice.shell.day_field import LONGEST, NO_DAY, day_words
from eoffice.shell.entry import office_view
from eoffice.shell.templatetags.office import long_day


@office_view
@require_GET
def read_day(request: HttpRequest) -> HttpResponse:
    """Answer `teks` as day (ISO), words for the box and words with the weekday."""
    text = request.GET.get("teks", "").replace("\0", "")[:LONGEST]
    toward = cast("Toward", "past" if request.GET.get("arah") == "past" else "future")
    try:
        day = parse_day(text, today=timezone.localdate(), toward=toward)
    except NoDay:
        return JsonResponse({"day": None, "said": str(NO_DAY)})
    said = long_day(day)
    return JsonResponse({"day": day.isoformat(), "text": day_words(day), "said": said})
