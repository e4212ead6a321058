"""Searching within results: further words narrow what was found, and change no rank."""

from dataclasses import replace

from search.query import SearchRequest
from search.query.plan import TEXT_FIELDS
from search.query.request import Clause, Either, Phrase, Prefix, Word
from search.query.serialise import MAX_CLAUSES


def within(request: SearchRequest, further: SearchRequest) -> SearchRequest:
    """The request, answered only by what holds each of the further clauses too."""
    narrower = tuple(_required(clause) for clause in further.clauses)
    clauses = (*request.clauses, *narrower)[:MAX_CLAUSES]
    return replace(request, clauses=clauses)


def _required(clause: Clause) -> Clause:
    """Plain words rank; those with fields are conditions, here: in any field."""
    if isinstance(clause, Either):
        options = tuple(_required(option) for option in clause.options)
        return Either(options=options)
    if isinstance(clause, Word | Phrase | Prefix) and not clause.fields:
        return replace(clause, fields=TEXT_FIELDS)
    return clause
