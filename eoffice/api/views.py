"""What answers beside the operations."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from eoffice.api.problems import problem
from eoffice.errors import NotFound


@csrf_exempt
def unknown_path(request: HttpRequest) -> HttpResponse:
    """Answer an address under `/api/` that names nothing."""
    return problem(NotFound())
