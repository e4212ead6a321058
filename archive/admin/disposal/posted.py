"""What a form was sent with, also where it has no fields of its own."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, if anything was: an act without fields is sent empty."""
    return request.POST if request.method == "POST" else None
