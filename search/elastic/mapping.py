"""Index settings and mapping, and the stamp that tells when they have changed."""

import hashlib
import json
from typing import Any

from elasticsearch.dsl import Date, Document, Integer, Keyword, Long, Text
from elasticsearch.dsl.document_base import MetaField

from search.analysis.stemming import STOP_WORDS, analysis_version
from search.analysis.word_table import word_table
from search.document import RECORD_VERSION

#: Every stem of a record, whatever its field: one list to go through, not five.
WORDS = "words"
_TEXT: dict[str, Any] = {
    "analyzer": "teks",
    "index_options": "offsets",
    "copy_to": WORDS,
}


class RecordDocument(Document):
    """The mapping of a search record; unknown fields are refused."""

    class Meta:
        """A plain ``dynamic = "strict"`` would be ignored without a word."""

        dynamic = MetaField("strict")

    id = Keyword()
    version = Long()
    kind = Keyword()
    security = Integer()
    access = Keyword()
    denied = Keyword()
    letter_key = Keyword()
    behind = Keyword(doc_values=False)
    subject = Text(
        **_TEXT,
        fields={
            "exact": Text(analyzer="persis"),
            "begins": Text(analyzer="saran", search_analyzer="persis"),
        },
    )
    body = Text(**_TEXT)
    words = Text(analyzer="teks", index_options="docs", norms=False)
    number = Keyword()
    number_norm = Keyword()
    number_parts = Keyword()
    sequence_number = Integer()
    year = Integer()
    references = Keyword()
    definitions = Keyword(index=False, doc_values=False)
    initials = Keyword(doc_values=False)
    sender = Text(**_TEXT)
    recipients = Text(**_TEXT)
    signatory = Text(**_TEXT)
    nips = Keyword()
    letter_date = Date(format="strict_date")
    received_on = Date(format="strict_date")
    type = Keyword()
    direction = Keyword()
    urgency = Keyword()
    status = Keyword()
    classification_code = Keyword()
    classification_path = Keyword()
    unit = Keyword()
    unit_path = Keyword()
    pages = Integer()


def analysis_settings() -> dict[str, Any]:
    """Analyzers: ``teks`` stems, ``persis`` only folds, ``saran`` cuts beginnings."""
    rules = [f"{form} => {lemma}" for form, lemma in sorted(word_table().items())]
    return {
        "filter": {
            "id_stop": {"type": "stop", "stopwords": list(STOP_WORDS)},
            "id_table": {"type": "stemmer_override", "rules": rules},
            "id_rest": {"type": "snowball", "language": "Indonesian"},
            # Jum'at is typed jumat, Qur'an quran.
            "joined": {
                "type": "pattern_replace",
                "pattern": "['\u02bc]",
                "replacement": "",
            },
            "edges": {"type": "edge_ngram", "min_gram": 2, "max_gram": 15},
        },
        "analyzer": {
            "teks": _analyzer("id_stop", "id_table", "id_rest"),
            "persis": _analyzer(),
            "saran": _analyzer("edges"),
        },
    }


def _analyzer(*filters: str) -> dict[str, Any]:
    return {
        "type": "custom",
        "tokenizer": "standard",
        "filter": ["lowercase", "asciifolding", "joined", *filters],
    }


def stamp() -> str:
    """Changes with mapping, analysis or record version: then a rebuild is due."""
    mapping = json.dumps(RecordDocument._doc_type.mapping.to_dict(), sort_keys=True)
    content = f"{RECORD_VERSION} {analysis_version()} {mapping}"
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def index_body(*, filling: bool, replicas: int) -> dict[str, Any]:
    """Settings and mapping of a new index.

    ``filling``: no refresh and no replicas until it is full. Deletions are
    remembered for an hour, so a late older write cannot bring a letter back.
    """
    mapping = RecordDocument._doc_type.mapping.to_dict()
    return {
        "settings": {
            # several would each rank by their own share of the letters
            "number_of_shards": 1,
            "number_of_replicas": 0 if filling else replicas,
            "refresh_interval": "-1" if filling else "1s",
            "index.gc_deletes": "1h",
            "analysis": analysis_settings(),
        },
        "mappings": {
            **mapping,
            "_meta": {"stamp": stamp(), "record_version": RECORD_VERSION},
        },
    }
