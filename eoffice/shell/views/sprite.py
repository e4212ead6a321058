"""Icons of the menus in one drawing, kept by browsers until it changes."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.admin.icons import get_icon_sprite_hash
from wagtail.admin.views.home import sprite

YEAR_S = 365 * 24 * 3600


def icon_sprite(request: HttpRequest) -> HttpResponse:
    """Return the drawing; Wagtail alone would have it fetched with every page.

    Pages ask for it by the digest of its content, so it may be kept for good. It shows
    nothing of anybody: strangers see it at log-in.
    """
    response: HttpResponse = sprite(request)
    if request.GET.get("h") == get_icon_sprite_hash():
        patch_cache_control(response, public=True, max_age=YEAR_S, immutable=True)
    return response
