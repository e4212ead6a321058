"""A desk for each test: an engine shared by many, ids and tokens of its own.

What other tests have put into the index stays invisible by the access filter alone,
so every test of this suite is also one of that filter.
"""

import datetime as dt
import uuid
from dataclasses import replace

from search.document import SearchRecord
from search.engines.contract import Access, Engine, Hit, PageOf, Results
from search.query import SearchRequest, Vocabulary, parse

TODAY = dt.date(2026, 11, 18)
VOCABULARY = Vocabulary(
    units={"bkpsdm": ("u-bkpsdm",), "dinas sosial": ("u-dinsos",)},
    types={"sk": ("keputusan_bupati",)},
)
# Letters have a text; engines weigh a match by the usual length of the field.
LETTER_TEXT = "Dengan hormat kami sampaikan hal berikut kepada Saudara."


def ask(text: str, **changes) -> SearchRequest:
    """The request that a typed text becomes."""
    request = parse(text, today=TODAY, vocabulary=VOCABULARY).request
    return replace(request, **changes)


def hit_of(**facts) -> Hit:
    """A hit as an engine gives it, with these facts and nothing else in it."""
    words = ("number", "subject", "subject_html", "sender", "type", "direction")
    words += ("urgency", "status", "unit", "classification_code")
    values = {
        **dict.fromkeys(words, ""),
        **dict.fromkeys(("letter_date", "received_on", "page")),
        "version": 1,
        "score": 1.0,
        "snippets": (),
    }
    return Hit(**(values | facts))


class Desk:
    """Makes records, searchers and searches that belong to one test."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.mark = f"~{uuid.uuid4().hex[:12]}"

    def record(self, name: str, *, access=("unit:1",), denied=(), **given):
        """The smallest record that unit 1 may find; named ``name`` here."""
        values = {"version": 1, "kind": "letter", "security": 0, "body": LETTER_TEXT}
        return SearchRecord(
            id=name + self.mark,
            access=self.tokens(access),
            denied=self.tokens(denied),
            **{**values, "subject": f"Surat {name}", **given},
        )

    def tokens(self, names) -> tuple[str, ...]:
        return tuple(name + self.mark for name in names)

    def access(self, *tokens, clearance=1, grants=(), **by_id) -> Access:
        """A searcher; without tokens one of unit 1."""
        return Access(
            tokens=frozenset(self.tokens(tokens or ("unit:1",))),
            clearance=clearance,
            person_grants=frozenset(self.tokens(grants)),
            denied_ids=frozenset(self.tokens(by_id.get("denied_ids", ()))),
            reopened=frozenset(self.tokens(by_id.get("reopened", ()))),
        )

    def put(self, *records: SearchRecord) -> None:
        """Write records and make them visible."""
        report = self.engine.index(list(records))
        assert report.failed == ()
        self.engine.refresh()

    def search(self, text: str, who=None, page=None, **changes) -> Results:
        request = ask(text, **changes)
        return self.engine.search(request, who or self.access(), page or PageOf())

    def find(self, text: str, who=None, **changes) -> list[str]:
        """Names of the records found, in order; the total must agree."""
        results = self.search(text, who, PageOf(limit=100), **changes)
        assert results.total == len(results.hits)
        return self.names(results)

    def names(self, results: Results) -> list[str]:
        return [hit.id.removesuffix(self.mark) for hit in results.hits]
