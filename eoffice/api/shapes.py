"""What all operations share, as OpenAPI says it: problems, headers, log-in."""

from typing import Any

_TEXT = {"type": "string"}

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "description": "A refusal (RFC 9457). `code` is stable, words are for people.",
    "required": [
        "type",
        "title",
        "status",
        "detail",
        "code",
        "errors",
        "trace_id",
    ],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "code": _TEXT,
        "state": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {"field": _TEXT, "code": _TEXT, "message": _TEXT},
            },
        },
        "trace_id": _TEXT,
    },
    "example": {
        "type": "urn:eoffice:problem:invalid",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "Beberapa isian perlu diperbaiki. Tidak ada yang berubah.",
        "code": "invalid",
        "errors": [{"field": "subject", "code": "required", "message": "Wajib diisi."}],
        "trace_id": "019a8f6e3c1d7b629f0e5a1c2d3e4f50",
    },
}

PROBLEMS = {
    401: "Not logged in, or the token is not valid.",
    403: "Scope, CSRF token, step-up or a lasting password is missing.",
    404: "Unknown, or not yours.",
    409: "Its state forbids this; or the Idempotency-Key was used otherwise.",
    410: "Gone.",
    412: "Stale: changed by somebody else since it was read.",
    413: "Larger than allowed.",
    415: "A kind of content that is not taken here.",
    416: "The range asked for does not exist.",
    422: "Invalid; all faults at once.",
    428: "If-Match is missing.",
    429: "Too many requests; see Retry-After.",
    502: "A service beside us broke off; a person has to look.",
    503: "A service is down; nothing is lost; see Retry-After.",
}

PARAMETERS: dict[str, dict[str, Any]] = {
    "X-Acting-Position": {
        "in": "header",
        "name": "X-Acting-Position",
        "required": False,
        "description": "Position in force for this act; default is the main one.",
        "schema": {"type": "string", "format": "uuid"},
    },
    "Idempotency-Key": {
        "in": "header",
        "name": "Idempotency-Key",
        "required": False,
        "description": "Same key and request: the first answer again, for 24 hours.",
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": r"^[!-~]+$",
        },
    },
    "If-Match": {
        "in": "header",
        "name": "If-Match",
        "required": True,
        "description": "ETag of the version you read, or `*`.",
        "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,9}")$'},
        "example": '"1"',
    },
}

ANSWER_HEADERS: dict[str, dict[str, Any]] = {
    "X-Trace-Id": {"description": "Finds this request in the log.", "schema": _TEXT},
    "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}},
    "ETag": {"description": "Version, for If-Match.", "schema": _TEXT},
    "Location": {"description": "Where the new thing is.", "schema": _TEXT},
}

SECURITY: dict[str, dict[str, str]] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made by `eoffice token USERNAME`.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "eoffice",
        "description": "The browser's session; changes need X-CSRFToken.",
    },
}
