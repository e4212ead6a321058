"""What people ask for: the typed language and the request it becomes."""

from search.query.parser import Hint, Parsed, parse
from search.query.request import SearchRequest
from search.query.serialise import InvalidRequest, from_json, to_json
from search.query.vocabulary import Vocabulary

__all__ = [
    "Hint",
    "InvalidRequest",
    "Parsed",
    "SearchRequest",
    "Vocabulary",
    "from_json",
    "parse",
    "to_json",
]
