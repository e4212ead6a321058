"""Reading requests strictly: what the database could not hold never gets there.

JSON as RFC 8259 has it: no NaN, no endless numbers, no NUL, no lone surrogates, no
nesting deeper than a letter ever needs.
"""

import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from eoffice.api.problems import malformed
from eoffice.errors import NotFound, TooLarge, WrongMediaType

MAX_DEPTH = 40
FORM_OVERHEAD_BYTES = 64 * 1024  # boundaries and fields around a file
# No field holds more, and the time to read a number grows with its square.
MAX_NUMBER_DIGITS = 30
# PostgreSQL keeps no NUL in text, and a lone surrogate has no UTF-8.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _whole(digits: str) -> int:
    if len(digits) > MAX_NUMBER_DIGITS:
        raise malformed()
    return int(digits)


def _refuse_constant(_name: str) -> None:
    raise malformed()


def check_storable(value: Any, field: str = "", depth: int = 0) -> None:
    """Raise `Invalid` naming the field whose text cannot be kept."""
    if depth > MAX_DEPTH:
        raise malformed(field)
    if isinstance(value, str):
        if UNSTORABLE.search(value):
            raise malformed(field)
    elif isinstance(value, dict):
        for key, inner in value.items():
            check_storable(key, field, depth + 1)
            check_storable(inner, f"{field}.{key}".strip("."), depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            check_storable(inner, f"{field}.{index}".strip("."), depth + 1)


class StrictParser(Parser):
    """Ninja's parser with the rules of this module."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the JSON body, or raise `Invalid` or `WrongMediaType` (415)."""
        _check_media_type(request)
        try:
            value = json.loads(
                request.body, parse_int=_whole, parse_constant=_refuse_constant
            )
        except (ValueError, RecursionError) as error:
            raise malformed() from error
        check_storable(value)
        return value

    def parse_querydict(
        self, data: MultiValueDict, list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the parameters, or raise `Invalid`."""
        values = super().parse_querydict(data, list_fields, request)
        for name, value in values.items():
            check_storable(value, name)
        return values


def check_address(request: HttpRequest) -> None:
    """Refuse addresses that can name nothing, and bodies no door takes (413)."""
    if UNSTORABLE.search(request.path):
        raise NotFound
    announced = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.UPLOAD_LIMIT_BYTES + FORM_OVERHEAD_BYTES
    if announced.isdigit() and int(announced[:20]) > most:
        raise TooLarge


def _check_media_type(request: HttpRequest) -> None:
    media_type = request.content_type
    if media_type is None:  # a part of a form, handed over by Ninja
        return
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise WrongMediaType
