"""Asking at doors without leaving a trace, and telling whether two answers differ."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.api.openapi import operations_of
from eoffice.api.root import api
from tests.guard.inventory import (
    NAMED,
    UNKNOWN,
    filled,
    inventory,
    parameters,
    sample,
)
from tests.guard.world import World
from tests.office.signers import SECRET

NO_SUCH_ACT = 405
METHODS = ("get", "post", "patch", "put", "delete")
# Words enough for every form; what a page does not ask for it leaves alone.
FORM = {
    "note": "Mohon diubah.",
    "text": "Sudah dikerjakan.",
    "secret": SECRET,
    # of the editor that says it is there
    "window": "01890000-0000-7000-8000-000000000001",
}
FILLED = re.compile(r"\{(?:\w+:)?\w+\}")
# What differs between any two answers: codes of the log, keys of forms.
OWN_WORDS = re.compile(
    r'"trace_id": "[^"]*"'
    r'|name="csrfmiddlewaretoken" value="[^"]*"'
    r'|"CSRF_TOKEN": "[^"]*"'
    r'|data-csrf="[^"]*"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: status, names of headers, and the body without own words."""

    status: int
    headers: frozenset[str]
    body: str


@lru_cache
def examples() -> dict[tuple[str, str], object]:
    """Return the example body of each operation by its shape of path and method."""
    found = {}
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    for path, method, operation in operations_of(schema):
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            key = FILLED.sub("{}", path.removeprefix("/")), method
            found[key] = content["application/json"].get("example", {})
    return found


def body_for(route: str, method: str) -> object:
    """Return a good body for the operation at the route, or an empty one."""
    return examples().get((re.sub(r"<[^>]+>", "{}", route), method), {})


@contextmanager
def undone() -> Iterator[None]:
    """Undo everything at the end; the store is not refused, as in Django's tests."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def ask(
    client: Client,
    method: str,
    route: str,
    path: str,
    names: dict[str, object] | None = None,
) -> HttpResponseBase:
    """Ask, take in the whole answer, and undo whatever it did.

    `names` stand in the body over what its example names.
    """
    act, cookies = getattr(client, method), client.cookies.copy()
    with undone():
        if method == "get":
            answer = act(path)
        elif route.startswith("api/"):
            answer = act(
                path,
                json.dumps(_naming(body_for(route, method), names)),
                content_type="application/json",
                headers={"If-Match": '"1"'},
            )
        else:
            answer = act(path, FORM) if method == "post" else act(path)
        if answer.streaming:
            answer.whole = b"".join(answer.streaming_content)
    client.cookies = cookies
    return answer


def _naming(body: object, names: dict[str, object] | None) -> object:
    return {**body, **names} if names and isinstance(body, dict) else body


def told(answer: HttpResponseBase, path: str, unknown: str) -> Answer:
    """Return the answer as it would read if the thing were unknown."""
    content = answer.whole if answer.streaming else answer.content
    text = content.decode("utf-8", "replace").replace(path, unknown)
    return Answer(
        status=answer.status_code,
        headers=frozenset(answer.headers) - {"Set-Cookie", "Content-Length"},
        body=OWN_WORDS.sub("", text),
    )


def assert_none(found: dict[str, object]) -> None:
    """Fail with the findings one a line, all of them."""
    told = "\n".join(f"{where}: {what}" for where, what in sorted(found.items()))
    assert not found, f"\n{told}"


def named_routes() -> list[str]:
    """Return the routes that name a thing and are not shut to everybody."""
    return [
        route
        for route, kind in sorted(inventory().doors.items())
        if kind in {"login", "api"} and parameters(route) and "^" not in route
    ]


def begun(client: Client) -> Client:
    """Return the browser with its session's clock begun; each question is undone."""
    client.get("/api/v1/me")
    return client


def is_unread(route: str, queries: Iterable[dict[str, str]]) -> bool:
    """Tell whether the unknown thing of the address stood in none of the queries."""
    named = [kind for kind, _name in NAMED.findall(route)]
    if route in inventory().samples or not set(named) <= set(UNKNOWN):
        return False
    asked = " ".join(query["sql"] for query in queries)
    return not any(UNKNOWN[kind] in asked for kind in named)


def differences(
    client: Client, world: World, routes: list[str], *, most: int = 100
) -> dict[str, str]:
    """Return where a real thing answers otherwise than an unknown one.

    `most` things of a kind are asked for, the latest states first.
    """
    wrong = {}
    begun(client)
    for route in routes:
        names, query = world.bodies.get(route), world.queries.get(route, "")
        unknown = sample(route) + query
        for method in METHODS:
            with CaptureQueriesContext(connection) as queries:
                first = ask(client, method, route, unknown, names)
            nothing = told(first, unknown, unknown)
            things = world.of(route)[-most:]
            if nothing.status == NO_SUCH_ACT and is_unread(route, queries):
                # nothing of ours can stand in a refusal that never looks it up
                things = [] if most == 1 else things[-1:]
            for values in things:
                path = filled(route, values) + query
                found = told(ask(client, method, route, path, names), path, unknown)
                if found != nothing:
                    wrong[f"{method} {path}"] = _how(nothing, found)
    return wrong


def _how(nothing: Answer, found: Answer) -> str:
    if nothing.status != found.status:
        return f"{nothing.status} for an unknown one, {found.status} for this"
    if nothing.headers != found.headers:
        return f"headers: {sorted(nothing.headers ^ found.headers)}"
    before, after = nothing.body.splitlines(), found.body.splitlines()
    pairs = zip(before, after, strict=False)
    return f"body: {next((p for p in pairs if p[0] != p[1]), 'longer')}"[:400]
