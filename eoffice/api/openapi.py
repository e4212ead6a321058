"""The API's description: what Ninja knows, and what holds for every operation.

Adds to each operation its problem codes, the headers it reads and answers, the ways
to log in and an example, so that no router has to repeat them.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from eoffice.api.examples import example_of
from eoffice.api.problems import MEDIA_TYPE
from eoffice.api.shapes import ANSWER_HEADERS, PARAMETERS, PROBLEM, PROBLEMS, SECURITY

METHODS = ("get", "post", "put", "patch", "delete")
ALWAYS = (404, 422, 429, 503)
BEHIND_LOGIN = (401, 403)
BY_METHOD = {
    "post": (409, 413, 415),
    "put": (409, 412, 413, 415, 428),
    "patch": (409, 412, 413, 415, 428),
    "delete": (409,),
}


def operations_of(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation of everything described."""
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def complete(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the description with what holds for all operations."""
    components = schema.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["securitySchemes"] = SECURITY
    for _path, method, operation in operations_of(schema):
        is_open = operation.pop("x-open", False)
        operation["security"] = [] if is_open else [{name: []} for name in SECURITY]
        _add_problems(operation, method, is_open=is_open)
        _add_parameters(operation, method, is_open=is_open)
        _add_headers(operation, method)
        _add_examples(operation, components["schemas"])
    return schema


def _add_problems(operation: dict[str, Any], method: str, *, is_open: bool) -> None:
    codes = {*ALWAYS, *BY_METHOD.get(method, ()), *operation.pop("x-problems", ())}
    if not is_open:
        codes |= set(BEHIND_LOGIN)
    for code in sorted(codes):
        shown = {"$ref": "#/components/schemas/Problem"}
        operation["responses"].setdefault(
            code,
            {
                "description": PROBLEMS.get(code) or HTTPStatus(code).phrase,
                "content": {MEDIA_TYPE: {"schema": shown}},
            },
        )
    operation["responses"] = {
        str(code): answer for code, answer in operation["responses"].items()
    }


def _add_parameters(operation: dict[str, Any], method: str, *, is_open: bool) -> None:
    wanted = [] if is_open else ["X-Acting-Position"]
    if method == "post" and not is_open:
        wanted.append("Idempotency-Key")
    if method == "patch":
        wanted.append("If-Match")
    present = operation.setdefault("parameters", [])
    present += [PARAMETERS[name] for name in wanted]


def _add_headers(operation: dict[str, Any], method: str) -> None:
    is_editable = operation.pop("x-editable", False) or method == "patch"
    for code, answer in operation["responses"].items():
        headers = answer.setdefault("headers", {})
        headers["X-Trace-Id"] = ANSWER_HEADERS["X-Trace-Id"]
        if code in {"429", "503"}:
            headers["Retry-After"] = ANSWER_HEADERS["Retry-After"]
        if is_editable and code in {"200", "201"}:
            headers["ETag"] = ANSWER_HEADERS["ETag"]
        if code in {"201", "202"}:
            headers["Location"] = ANSWER_HEADERS["Location"]


def _add_examples(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    bodies = [operation.get("requestBody", {})]
    bodies += [a for code, a in operation["responses"].items() if code[0] == "2"]
    for body in bodies:
        for media_type, content in body.get("content", {}).items():
            if "json" in media_type and not {"example", "examples"} & set(content):
                content["example"] = example_of(content.get("schema", {}), schemas)
