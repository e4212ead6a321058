"""Schema of the embedded index, and records as its documents.

tantivy knows no Indonesian: texts are stemmed here and cut at spaces there. A
stop word leaves a placeholder, so that phrases keep their gaps. The record itself
lies beside as one stored value, for display and highlighting.
"""

import datetime as dt
import hashlib
import json
from typing import Any

import tantivy

from search.analysis.stemming import analysis_version, is_stop_word, stem
from search.analysis.text import tokens
from search.document import RECORD_VERSION, SearchRecord
from search.query.plan import TEXT_FIELDS

# Raise it when the fields below change.
SCHEMA_VERSION = 3
GAP = "_"
# Every stem of a record, whatever its field: one list to go through, not five.
WORDS = "words"
SORT_FIELDS = ("letter_date", "received_on", "number")
_KEYWORDS = (
    "initials",
    "access",
    "denied",
    "letter_key",
    "behind",
    "number_norm",
    "number_parts",
    "nips",
    "references",
)
_COUNTED = (
    "kind",
    "type",
    "direction",
    "urgency",
    "status",
    "unit_path",
    "classification_path",
)
# Only ever asked for, and long for a letter with many copies.
_UNREAD = frozenset({"behind"})
_NUMBERS = ("year", "sequence_number", "security", "letter_date", "received_on")
# A sort key is the value above 24 bits of the id: total, and small enough for i64.
_ID_BITS = 24
_MISSING_LAST_ASCENDING = 1 << 62


def stamp() -> str:
    """Changes with schema, analysis or record version: then a rebuild is due."""
    return f"{SCHEMA_VERSION}-{RECORD_VERSION}-{analysis_version()}"


def build_schema() -> tantivy.Schema:
    """The schema."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("id_key", indexed=True, fast=True)
    builder.add_integer_field("version", fast=True)
    builder.add_bytes_field("source", stored=True)
    for name in (*TEXT_FIELDS, "subject_exact"):
        builder.add_text_field(name, tokenizer_name="stems")
    builder.add_text_field(WORDS, tokenizer_name="stems", index_option="basic")
    for name in _KEYWORDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _COUNTED:
        builder.add_text_field(
            name, tokenizer_name="raw", index_option="basic", fast=True
        )
    for name in _NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in SORT_FIELDS:
        builder.add_integer_field(f"by_{name}", indexed=True, fast=True)
        builder.add_integer_field(f"by_{name}_ascending", indexed=True, fast=True)
    return builder.build()


def open_index(path: str) -> tantivy.Index:
    """Open or make the index in a folder, tokenizers registered."""
    index = tantivy.Index(build_schema(), path)
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("stems", spaces)
    return index


def id_key(record_id: str) -> int:
    """A number for an id, for fast look-ups of versions."""
    # shifted, as the field is a signed integer of 64 bits
    return int.from_bytes(hashlib.sha256(record_id.encode()).digest()[:8], "big") >> 1


def tombstone(record_id: str, version: int) -> tantivy.Document:
    """What is left of a deleted record: nobody has access, so nobody finds it."""
    document = tantivy.Document()
    document.add_text("id", record_id)
    document.add_integer("id_key", id_key(record_id))
    document.add_integer("version", version)
    return document


def to_document(record: SearchRecord) -> tantivy.Document:
    """A record as document."""
    source = record.source()
    document = tombstone(record.id, record.version)
    kept = {name: value for name, value in source.items() if name not in _UNREAD}
    shown = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    document.add_bytes("source", shown.encode())
    words: set[str] = set()
    for name in TEXT_FIELDS:
        value = source[name]
        text = stem_text(" \n ".join(value) if isinstance(value, list) else value)
        document.add_text(name, text)
        words.update(text.split())
    document.add_text(WORDS, " ".join(sorted(words - {GAP})))
    document.add_text("subject_exact", exact_text(source["subject"]))
    for name in (*_KEYWORDS, *_COUNTED):
        value = source[name]
        for one in value if isinstance(value, list) else [value]:
            if one:
                document.add_text(name, one)
    _add_numbers(document, record)
    return document


def stem_text(text: str) -> str:
    """Stems parted by spaces, a placeholder for each stop word."""
    return " ".join(
        GAP if is_stop_word(word) else stem(word) for word, _, _ in tokens(text)
    )


def exact_text(text: str) -> str:
    """Folded words parted by spaces."""
    return " ".join(word for word, _, _ in tokens(text))


def ordinal(day: dt.date | None) -> int | None:
    """A date as number of days, as it is indexed."""
    return day.toordinal() if day else None


def _add_numbers(document: tantivy.Document, record: SearchRecord) -> None:
    letter_date, received_on = ordinal(record.letter_date), ordinal(record.received_on)
    values: dict[str, int | None] = {
        "year": record.year,
        "sequence_number": record.sequence_number,
        "security": record.security,
        "letter_date": letter_date,
        "received_on": received_on,
    }
    for name, value in values.items():
        if value is not None:
            document.add_integer(name, value)
    # year before number in one key; no register comes to 2**26 in a year
    number = (record.year or 0) << 26 | (record.sequence_number or 0) or None
    for name, key in zip(SORT_FIELDS, (letter_date, received_on, number), strict=True):
        _add_sort_key(document, name, key, record.id)


def _add_sort_key(
    document: tantivy.Document, name: str, key: int | None, record_id: str
) -> None:
    tie = id_key(record_id) & ((1 << _ID_BITS) - 1)
    down = (key or 0) << _ID_BITS | tie
    up = down if key is not None else _MISSING_LAST_ASCENDING | tie
    document.add_integer(f"by_{name}", down)
    document.add_integer(f"by_{name}_ascending", up)


def read_source(document: tantivy.Document) -> dict[str, Any]:
    """The record of a found document, as it was given."""
    raw = document.get_first("source")
    found: dict[str, Any] = json.loads(bytes(raw or b"{}"))
    return found
