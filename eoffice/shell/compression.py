"""Pages cross the wire compressed; files and answers to programs as they are.

A file keeps its length, ranges and digest, an answer to a program its strong ETag.
Django pads each page by a random length and masks the form's token again, so that
lengths tell nothing about what a page holds (BREACH).
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = frozenset({"text/html", "text/javascript", "image/svg+xml"})


class PageCompressionMiddleware(GZipMiddleware):
    """Compress what is meant for a browser's window."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a whole page; leave everything else alone."""
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind not in COMPRESSED or not isinstance(response, HttpResponse):
            return response
        return super().process_response(request, response)
