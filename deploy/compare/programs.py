"""What programs see: the API's description, and each list and thing as JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from visitor import Answer, Visitor

ROOT = "/api/v1"
DESCRIPTION = f"{ROOT}/openapi.json"
PARAMETER = re.compile(r"\{(\w+)\}")
EACH = 3
# Numbers of parts count from one; words of fixed lists are told by the description.
COUNTED = {"integer": ["1"]}
# What lists that ask for words or numbers are asked.
QUESTIONS = {
    f"{ROOT}/search": "?q=rapat",
    f"{ROOT}/search/suggest": "?q=rap",
    f"{ROOT}/letters/{{letter_id}}/diff": "?from=1&to=2",
    f"{ROOT}/audit-events/proof": "?event={id}",
}
VERIFY = f"{ROOT}/verify"
# They tell of the visits themselves; only their shape is compared.
MOVING = ("/audit-events",)
JSON = re.compile(r"^application/(\w+\+)?json$")


def description(visitor: Visitor) -> dict[str, Any]:
    """Return the description as served."""
    told: dict[str, Any] = json.loads(visitor.get(DESCRIPTION).body)
    return told


def things(
    visitor: Visitor, told: dict[str, Any], codes: list[str]
) -> Iterator[tuple[str, Answer]]:
    """Yield the address and answer of each GET, up to three things of a list.

    `codes` are those of letters that a stranger may check.
    """
    known = {VERIFY: codes}
    for path in sorted(told["paths"], key=lambda p: (len(PARAMETER.findall(p)), p)):
        operation = told["paths"][path].get("get")
        if operation is None:
            continue
        for address in _addresses(path, operation, known):
            answer = visitor.get(address)
            known.setdefault(address, _ids(answer))
            yield address, answer


def shape(value: Any) -> Any:
    """Return a JSON value with types instead of contents; a list's are merged."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        kinds = {json.dumps(shape(part), sort_keys=True) for part in value}
        return [json.loads(kind) for kind in sorted(kinds)]
    return type(value).__name__


def steady(address: str) -> str:
    """Return the address without the id of a thing that was made meanwhile."""
    return address.partition("=")[0] if is_moving(address) else address


def is_moving(address: str) -> bool:
    """Tell whether the answer tells of the visits."""
    return address.removeprefix(ROOT).startswith(MOVING)


def _addresses(
    path: str, operation: dict[str, Any], known: dict[str, list[str]]
) -> list[str]:
    """Return the path with values for its parameters, from lists seen before."""
    found = [""]
    for part in re.split(r"(\{\w+\})", path):
        name = PARAMETER.fullmatch(part)
        fixed = _fixed(name[1], operation) if name else [part]
        found = [
            start + value
            for start in found
            for value in fixed or _few(known.get(start.rstrip("/"), []))
        ][:EACH]
    question = QUESTIONS.get(path, "")
    first = _few(known.get(path.rpartition("/")[0], []))[:1]
    return [address + question.replace("{id}", "".join(first)) for address in found]


def _few(ids: list[str]) -> list[str]:
    """Return the first, the middle and the last."""
    return list(dict.fromkeys([ids[0], ids[len(ids) // 2], ids[-1]])) if ids else []


def _fixed(name: str, operation: dict[str, Any]) -> list[str]:
    """Return the values that the description itself gives a parameter."""
    for parameter in operation.get("parameters", []):
        if parameter["name"] == name:
            schema = parameter["schema"]
            words = schema.get("enum") or COUNTED.get(schema.get("type", ""), [])
            return [quote(str(word)) for word in words]
    return []


def _ids(answer: Answer) -> list[str]:
    if not JSON.match(answer.kind):
        return []
    body = json.loads(answer.body)
    rows = body.get("items", []) if isinstance(body, dict) else body
    return [str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row]
