"""How the description tells that an operation answers with a file."""

from collections.abc import Iterable
from typing import Any

from eoffice.objects.kinds import KINDS


def file_answer(media_types: Iterable[str]) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that streams such a file."""
    schema = {"type": "string", "format": "binary"}
    content = {media_type: {"schema": schema} for media_type in media_types}
    return {"responses": {200: {"description": "The file.", "content": content}}}


# What people may bring is given back as what it is.
ANY_FILE = file_answer(kind.media_type for kind in KINDS)
