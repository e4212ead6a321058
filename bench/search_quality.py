"""How well both engines find what is meant, beside PostgreSQL and a stock analyzer.

    uv run python -m bench.search_quality [--unseen] [--worst CLASS]

Over 5,400 generated letters, more than 200 judged questions of twelve classes; every
second one is unseen while rules are made (`--unseen` shows those instead). Both engines
are asked as people ask: words as typed, read by the parser, corrected where they meet
nothing. The rivals are PostgreSQL's full text with trigrams, and the `indonesian`
analyzer of Elasticsearch over the same fields. Everything made is removed again.
"""

import datetime as dt
import os
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import bench.surroundings  # noqa: F401  before the product

# ruff: isort: split
from elasticsearch import Elasticsearch

from bench.figures import Row, keep
from bench.relevance.letters import TOKEN, UNITS, Judged, letters
from bench.relevance.measures import LOOKED_AT, Figures, figures, mean
from bench.relevance.questions import Question, questions
from bench.relevance.rivals import postgres, stock_analyzer
from search.elastic import ElasticEngine, ElasticServer
from search.embedded import EmbeddedEngine
from search.engines.contract import Access, Engine, PageOf, SearchUnavailable
from search.finding.meaning import as_meant
from search.query import Vocabulary, parse

TODAY = dt.date(2026, 11, 30)
PAGE = PageOf(limit=LOOKED_AT, facets=())
#: What each class is to reach (nDCG@10).
WANTED = {
    "topical": 0.80, "affixes": 0.86, "abbreviations": 0.90, "other form": 0.90,
    "compounds": 0.86, "names": 0.95, "typos": 0.86, "noise": 0.75, "traps": 0.90,
    "numbers": 1.0, "nip": 1.0, "dates": 0.9,
}  # fmt: skip
Ask = Callable[[str], list[str]]


def asked_of(engine: Engine) -> Ask:
    """The product's own way from typed words to ids."""
    units = {
        name.lower(): (code,) for pair in UNITS for name, code in [pair, pair[::-1]]
    }
    units |= {code.lower(): (code,) for _name, code in UNITS}
    known = Vocabulary(units=units)
    access = Access(
        tokens=frozenset({TOKEN}),
        clearance=0,
        person_grants=frozenset(),
        denied_ids=frozenset(),
    )

    def ask(text: str, patience: int = 5) -> list[str]:
        request = parse(text, today=TODAY, vocabulary=known).request
        try:
            found = as_meant(request, access, engine, PAGE)
        except SearchUnavailable:
            # the server gives up after two seconds, and others use the machine
            if not patience:
                raise
            time.sleep(15)
            return ask(text, patience - 1)
        return [hit.id for hit in found.results.hits]

    return ask


def embedded(given: Sequence[Judged], use: Callable[[Ask], None]) -> None:
    """Ask the embedded engine."""
    folder = Path(tempfile.mkdtemp())
    try:
        engine = EmbeddedEngine(folder, secret="b" * 32)
        engine.rebuild(one.record for one in given)
        use(asked_of(engine))
    finally:
        shutil.rmtree(folder)


def elastic(given: Sequence[Judged], use: Callable[[Ask], None]) -> None:
    """Ask Elasticsearch, under a prefix of our own."""
    prefix = f"quality-{uuid.uuid4().hex[:8]}"
    server = ElasticServer(url=os.environ["ELASTICSEARCH_URL"], prefix=prefix)
    try:
        engine = ElasticEngine(server, secret="b" * 32)
        engine.rebuild(one.record for one in given)
        engine.refresh()
        use(asked_of(engine))
    finally:
        client = Elasticsearch(server.url)
        names = list(client.indices.get(index=f"{prefix}-*").body)
        if names:
            client.indices.delete(index=",".join(names))


ENGINES = {
    "tantivy": embedded,
    "elasticsearch": elastic,
    "PostgreSQL": postgres,
    "stock indonesian": stock_analyzer,
}


def main(*arguments: str) -> int:
    """Measure all; the answer is 1 where an engine of ours misses what is wanted."""
    given = list(letters())
    told = [one for one in questions(given) if one.unseen == ("--unseen" in arguments)]
    worst = arguments[arguments.index("--worst") + 1] if "--worst" in arguments else ""
    chosen = [name for name in ENGINES if f"--only={name}" in arguments] or [*ENGINES]
    judged: dict[str, list[Figures]] = {}
    for name in chosen:

        def use(ask: Ask, name: str = name) -> None:
            judged[name] = [
                figures([pk for pk in ask(one.text) if pk not in one.aside], one.grades)
                for one in told
            ]

        ENGINES[name](given, use)
    _show_worst(worst, told, judged)
    return keep("search_quality", _rows(told, judged))


def _show_worst(
    group: str, told: Sequence[Question], judged: dict[str, list[Figures]]
) -> None:
    for at, one in enumerate(told):
        if one.group == group:
            worth = ", ".join(f"{n} {all_[at].ndcg:.2f}" for n, all_ in judged.items())
            print(f"{one.text!r}: {worth} ({len(one.grades)} letters)")


def _rows(told: Sequence[Question], judged: dict[str, list[Figures]]) -> list[Row]:
    rows: list[Row] = []
    for group, wanted in WANTED.items():
        places = [at for at, one in enumerate(told) if one.group == group]
        row: Row = {"what": f"{group} ({len(places)})", "limit": f"nDCG {wanted}"}
        kept = "yes"
        for name, all_ in judged.items():
            one = mean([all_[at] for at in places])
            row[name] = f"{one.ndcg:.2f} / {one.recall:.2f} / {one.mrr:.2f}"
            if name in {"tantivy", "elasticsearch"} and round(one.ndcg, 2) < wanted:
                kept = "OVER"
        rows.append({**row, "kept": kept})
    return rows


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
