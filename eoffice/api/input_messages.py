"""What is wrong with an entry, in words: pydantic's error types translated.

Codes are stable and ours; a type that is missing here reads as `invalid`.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from eoffice.errors import Fault

# pydantic type -> our code, message; values in braces come from the error's context.
MESSAGES: dict[str, tuple[str, str]] = {
    "missing": ("required", gettext_noop("This is required.")),
    "extra_forbidden": ("unknown_field", gettext_noop("There is no such field.")),
    "string_type": ("not_text", gettext_noop("Text is wanted here.")),
    "string_too_short": (
        "too_short",
        gettext_noop("At least %(min_length)s characters are wanted."),
    ),
    "string_too_long": (
        "too_long",
        gettext_noop("At most %(max_length)s characters fit."),
    ),
    "string_pattern_mismatch": ("wrong_form", gettext_noop("This has another form.")),
    "too_short": ("too_few", gettext_noop("At least %(min_length)s are wanted.")),
    "too_long": ("too_many", gettext_noop("At most %(max_length)s are taken.")),
    "greater_than": ("too_small", gettext_noop("More than %(gt)s is wanted.")),
    "greater_than_equal": ("too_small", gettext_noop("At least %(ge)s is wanted.")),
    "less_than": ("too_big", gettext_noop("Less than %(lt)s is wanted.")),
    "less_than_equal": ("too_big", gettext_noop("At most %(le)s is allowed.")),
    "int_parsing": ("not_a_number", gettext_noop("A whole number is wanted here.")),
    "int_type": ("not_a_number", gettext_noop("A whole number is wanted here.")),
    "int_parsing_size": ("too_big", gettext_noop("This number is too big.")),
    "bool_parsing": ("not_a_choice", gettext_noop("true or false is wanted here.")),
    "bool_type": ("not_a_choice", gettext_noop("true or false is wanted here.")),
    "uuid_parsing": ("not_an_id", gettext_noop("This is not an id.")),
    "uuid_type": ("not_an_id", gettext_noop("This is not an id.")),
    "enum": ("not_a_choice", gettext_noop("One of these is wanted: %(expected)s.")),
    "literal_error": (
        "not_a_choice",
        gettext_noop("One of these is wanted: %(expected)s."),
    ),
    "list_type": ("not_a_list", gettext_noop("A list is wanted here.")),
    "dict_type": ("not_an_object", gettext_noop("An object is wanted here.")),
    "model_attributes_type": (
        "not_an_object",
        gettext_noop("An object is wanted here."),
    ),
}
DATE = ("not_a_date", gettext_noop("A date as YYYY-MM-DD is wanted here."))
INSTANT = ("not_an_instant", gettext_noop("A time as RFC 3339 is wanted here."))
OTHER = ("invalid", gettext_noop("This value is not valid."))
SOURCES = {"body", "query", "path", "header", "form", "file", "cookie"}


def _words(kind: str) -> tuple[str, str]:
    if kind in MESSAGES:
        return MESSAGES[kind]
    if kind.startswith(("datetime_", "timezone_")):
        return INSTANT
    return DATE if kind.startswith("date_") else OTHER


def _field(location: Iterable[Any], wrappers: frozenset[str]) -> str:
    parts = [str(part) for part in location]
    if parts and parts[0] in SOURCES:
        parts = parts[1:]
    if len(parts) > 1 and parts[0] in wrappers:
        parts = parts[1:]  # the view's own name for the body says nothing outside
    return "" if len(parts) == 1 and parts[0] in wrappers else ".".join(parts)


def faults_of(
    errors: Iterable[dict[str, Any]], wrappers: frozenset[str] = frozenset()
) -> list[Fault]:
    """Return pydantic's errors as faults; `wrappers` are the body parameters' names."""
    faults = []
    for error in errors:
        code, message = _words(error["type"])
        values = error.get("ctx") or {}
        if error["type"] == "value_error" and values.get("error"):
            code, text = "invalid", str(values["error"])
        else:
            text = _(message) % values if "%(" in message else _(message)
        field = _field(error["loc"], wrappers)
        faults.append(Fault(field=field, code=code, message=text))
    return faults
