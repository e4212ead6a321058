"""What others would find: PostgreSQL by words and trigrams, a stock analyzer.

Both over the same fields, the subject weighing twice, and any word enough.
"""

import os
import uuid
from collections.abc import Callable, Sequence

from django.db import connection
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from bench.relevance.letters import Judged
from bench.relevance.measures import LOOKED_AT
from bench.surroundings import DATABASE

Ask = Callable[[str], list[str]]
FIELDS = ("subject", "body", "sender", "recipients", "signatory", "number")
TABLE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TEMPORARY TABLE judged (id text, subject text, words text, found tsvector)
"""
ROW = """
INSERT INTO judged VALUES (%s, %s, %s,
  setweight(to_tsvector('indonesian', %s), 'A') || to_tsvector('indonesian', %s))
"""
QUERY = """
SELECT id FROM judged, (SELECT replace(plainto_tsquery('indonesian', %s)::text,
  '&', '|')::tsquery AS asked) AS typed
WHERE found @@ asked OR word_similarity(%s, subject) > 0.4
ORDER BY ts_rank(found, asked) + word_similarity(%s, subject) * 0.3 DESC, id LIMIT %s
"""


def _text(one: Judged) -> dict[str, str]:
    source = one.record.source()
    made = {name: source[name] for name in FIELDS}
    return {**made, "recipients": " ".join(made["recipients"])}


def postgres(given: Sequence[Judged], use: Callable[[Ask], None]) -> None:
    """Ask PostgreSQL, in a table that goes with the connection."""
    DATABASE.create()
    try:
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            for one in given:
                texts = _text(one)
                rest = " ".join(texts[name] for name in FIELDS[1:])
                row = [one.record.id, texts["subject"], rest, texts["subject"], rest]
                cursor.execute(ROW, row)

            def ask(text: str) -> list[str]:
                cursor.execute(QUERY, [text, text, text, LOOKED_AT])
                return [row[0] for row in cursor.fetchall()]

            use(ask)
    finally:
        connection.close()
        DATABASE.remove()


def stock_analyzer(given: Sequence[Judged], use: Callable[[Ask], None]) -> None:
    """Ask Elasticsearch's `indonesian` analyzer, best field of each word."""
    client = Elasticsearch(os.environ["ELASTICSEARCH_URL"])
    name = f"stock-{uuid.uuid4().hex[:8]}"
    fields = {one: {"type": "text", "analyzer": "indonesian"} for one in FIELDS}
    settings = {"number_of_shards": 1, "number_of_replicas": 0}
    client.indices.create(
        index=name, settings=settings, mappings={"properties": fields}
    )
    try:
        rows = ({"_index": name, "_id": o.record.id, **_text(o)} for o in given)
        bulk(client, rows, refresh=True)
        weighed = ["subject^2", *FIELDS[1:]]

        def ask(text: str) -> list[str]:
            query = {"multi_match": {"query": text, "fields": weighed}}
            answer = client.search(
                index=name, query=query, size=LOOKED_AT, source=False
            )
            return [hit["_id"] for hit in answer["hits"]["hits"]]

        use(ask)
    finally:
        client.indices.delete(index=name)
