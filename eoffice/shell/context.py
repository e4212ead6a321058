"""What every template may know."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, object]:
    """Return the agency's name, our public host, the demo mark and the actor."""
    return {
        "agency_name": settings.AGENCY_NAME,
        "public_host": urlsplit(settings.BASE_URL).netloc,
        "is_demo": settings.DEMO,
        "actor": getattr(request, "actor", None),
    }
