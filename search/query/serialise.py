"""SearchRequest to JSON and back; unknown versions and shapes are refused."""

import datetime as dt
from dataclasses import fields
from typing import Any

from search.analysis.numbers import NumberForm
from search.query.bounds import MAX_WORDS_IN_ALL, words_in
from search.query.request import (
    FACETS,
    FILTER_FIELDS,
    REQUEST_VERSION,
    SORTS,
    Clause,
    DateWithin,
    Either,
    NumberIs,
    Phrase,
    Prefix,
    SearchRequest,
    ValueIs,
    Without,
    Word,
)

MAX_CLAUSES = 64
MAX_TEXT_CHARS = 2_000
_TEXT_CLAUSES: dict[str, Any] = {"word": Word, "phrase": Phrase, "prefix": Prefix}
_TEXT_FIELDS = frozenset({"subject", "body", "sender", "recipients", "signatory"})
_NUMBER_KINDS = frozenset({"nip", "number", "mention", "segments", "sequence", "code"})


class InvalidRequest(ValueError):
    """A stored or posted request that this version cannot read."""


def to_json(request: SearchRequest) -> dict[str, Any]:
    """Plain JSON values of a request."""
    return {
        "version": request.version,
        "text": request.text,
        "clauses": [_clause_to_json(clause) for clause in request.clauses],
        "chosen": {field: list(values) for field, values in request.chosen},
        "sort": request.sort,
        "all_words": request.all_words,
    }


def _clause_to_json(clause: Clause) -> dict[str, Any]:
    kind = _KIND_OF[type(clause)]
    if isinstance(clause, Either):
        options = [_clause_to_json(option) for option in clause.options]
        return {"is": kind, "options": options}
    if isinstance(clause, Without):
        return {"is": kind, "clause": _clause_to_json(clause.clause)}
    if isinstance(clause, NumberIs):
        form = {f.name: getattr(clause.form, f.name) for f in fields(clause.form)}
        return {"is": kind, **form, "candidates": list(clause.form.candidates)}
    data: dict[str, Any] = {"is": kind}
    for spec in fields(clause):
        value = getattr(clause, spec.name)
        if isinstance(value, dt.date):
            value = value.isoformat()
        data[spec.name] = list(value) if isinstance(value, tuple) else value
    return data


def from_json(data: Any) -> SearchRequest:
    """A request from JSON values; raises InvalidRequest."""
    try:
        return _request(data)
    # whatever was posted becomes the one refusal, never a fault of ours
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InvalidRequest(str(error)) from error


def _request(data: dict[str, Any]) -> SearchRequest:
    if data.get("version", REQUEST_VERSION) != REQUEST_VERSION:
        message = "unknown version"
        raise InvalidRequest(message)
    clauses = data.get("clauses", [])
    sort = data.get("sort", "relevance")
    chosen = data.get("chosen", {})
    _demand(isinstance(clauses, list) and len(clauses) <= MAX_CLAUSES, "clauses")
    _demand(sort in SORTS, "sort")
    _demand(set(chosen) <= set(FACETS), "chosen")
    read = tuple(_clause(clause) for clause in clauses)
    _demand(words_in(read) <= MAX_WORDS_IN_ALL, "words")
    return SearchRequest(
        text=_text(data.get("text", "")),
        clauses=read,
        chosen=tuple((field, _texts(values)) for field, values in chosen.items()),
        sort=sort,
        all_words=data.get("all_words") is True,
    )


def _demand(holds: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise InvalidRequest(what)


def _text(value: Any) -> str:
    _demand(isinstance(value, str) and len(value) <= MAX_TEXT_CHARS, "text")
    return str(value)


def _texts(values: Any) -> tuple[str, ...]:
    _demand(isinstance(values, list) and len(values) <= MAX_CLAUSES, "values")
    return tuple(_text(value) for value in values)


def _clause(data: dict[str, Any], depth: int = 0) -> Clause:
    _demand(depth < 4, "depth")  # noqa: PLR2004 - without(either(word)) is 3 deep
    kind = data["is"]
    if kind in _TEXT_CLAUSES:
        chosen = _texts(data.get("fields", []))
        _demand(set(chosen) <= _TEXT_FIELDS, "fields")
        made: Clause = _TEXT_CLAUSES[kind](text=_text(data["text"]), fields=chosen)
        return made
    if kind == "either":
        _demand(len(data["options"]) <= MAX_CLAUSES, "options")
        options = tuple(_clause(option, depth + 1) for option in data["options"])
        return Either(options=options)
    if kind == "without":
        return Without(clause=_clause(data["clause"], depth + 1))
    return _filter(kind, data)


def _filter(kind: str, data: dict[str, Any]) -> Clause:
    if kind == "number":
        _demand(data["kind"] in _NUMBER_KINDS, "number")
        form = NumberForm(
            kind=data["kind"],
            candidates=_texts(data["candidates"]),
            sequence_number=_whole(data.get("sequence_number")),
            year=_whole(data.get("year")),
        )
        return NumberIs(form=form)
    if kind == "value":
        _demand(data["field"] in FILTER_FIELDS, "field")
        return ValueIs(field=data["field"], values=_texts(data["values"]))
    _demand(kind == "date" and data["field"] in {"letter_date", "received_on"}, "is")
    return DateWithin(
        field=data["field"], first=_date(data["first"]), until=_date(data["until"])
    )


def _whole(value: Any) -> int | None:
    # `type`, not `isinstance`: in Python True is an int
    _demand(value is None or (type(value) is int and 0 <= value < 2**31), "integer")
    return None if value is None else int(value)


def _date(value: Any) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


_KIND_OF: dict[type, str] = {
    Word: "word",
    Phrase: "phrase",
    Prefix: "prefix",
    NumberIs: "number",
    ValueIs: "value",
    DateWithin: "date",
    Either: "either",
    Without: "without",
}
