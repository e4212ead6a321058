"""What every template may know."""

from django.conf import settings
from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, object]:
    """Return the agency's name, the demo mark and the actor."""
    return {
        "agency_name": settings.AGENCY_NAME,
        "is_demo": settings.DEMO,
        "actor": getattr(request, "actor", None),
    }
