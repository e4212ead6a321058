"""The search record: all that an engine knows of a letter or record.

Engines see nothing else. Who may find it stands in ``security``, ``access`` and
``denied``; both have no default, so that a record without them cannot be made.
"""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from search.analysis.abbreviations import definitions_in, runs_of
from search.analysis.numbers import (
    find_nips,
    find_references,
    mask_nik,
    number_norm,
    number_parts,
)
from search.analysis.text import clean_text

# Part of every index's stamp; raise it when a field or its filling changes.
RECORD_VERSION = 4
# As much of a text as the server's highlighter reads by default.
MAX_BODY_CHARS = 1_000_000
# Above this class (0 biasa, 1 terbatas, 2 rahasia, 3 sangat rahasia) a record
# lives in an index of its own, which only cleared people's queries touch.
HIGHEST_OPEN_CLASS = 1
PAGE_END = "\f"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """One letter, incoming letter or record, as it is to be found.

    ``body`` is plain text, pages parted by a form feed. ``access`` are the tokens
    of which a searcher needs one; ``denied`` those of which he may have none.
    ``version`` grows with every change; an older one never replaces a newer.
    ``letter_key`` is the same for all faces of a letter, and ``behind`` are the terms
    of those who find a better one (`search.faces`).
    """

    id: str
    version: int
    kind: str
    security: int
    access: tuple[str, ...]
    denied: tuple[str, ...] = ()
    letter_key: str = ""
    behind: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""
    number: str = ""
    sequence_number: int | None = None
    year: int | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()
    signatory: str = ""
    nips: tuple[str, ...] = ()
    letter_date: dt.date | None = None
    received_on: dt.date | None = None
    type: str = ""
    direction: str = ""
    urgency: str = ""
    status: str = ""
    classification_code: str = ""
    unit: str = ""
    unit_path: tuple[str, ...] = ()
    pages: int = 0

    @property
    def is_restricted(self) -> bool:
        """Whether it belongs in the index of rahasia and sangat rahasia."""
        return self.security > HIGHEST_OPEN_CLASS

    def source(self) -> dict[str, Any]:
        """The record as plain JSON values, cleaned, derived fields filled in."""
        data = {field.name: getattr(self, field.name) for field in _FIELDS}
        for name in ("subject", "sender", "signatory"):
            data[name] = mask_nik(clean_text(data[name]))
        data["recipients"] = [mask_nik(clean_text(one)) for one in self.recipients]
        body = clean_text(self.body[:MAX_BODY_CHARS])
        data["nips"] = list(dict.fromkeys([*self.nips, *find_nips(body)]))
        data["references"] = list(find_references(body))
        named = definitions_in(f"{data['subject']}\n{body}")
        data["definitions"] = ["=".join(pair) for pair in named]
        spelt = {spelt for spelt, _run in runs_of(data["subject"])}
        data["initials"] = sorted(spelt | {short for short, _long in named})
        # what does not lie in an index can be neither found nor shown by it
        data["body"] = mask_nik(body)
        data["number_norm"] = number_norm(self.number)
        data["number_parts"] = list(number_parts(self.number))
        data["classification_path"] = code_prefixes(self.classification_code)
        for name in ("letter_date", "received_on"):
            data[name] = data[name].isoformat() if data[name] else None
        data["letter_key"] = self.letter_key or self.id
        for name in ("access", "denied", "behind", "unit_path"):
            data[name] = list(data[name])
        return data


_FIELDS = fields(SearchRecord)
SOURCE_FIELDS = (
    *(field.name for field in _FIELDS),
    "references",
    "definitions",
    "initials",
    "number_norm",
    "number_parts",
    "classification_path",
)


def code_prefixes(code: str) -> list[str]:
    """``800.1.11`` -> 800, 800.1, 800.1.11: a branch of the tree is one term."""
    parts = code.split(".") if code else []
    return [".".join(parts[: end + 1]) for end in range(len(parts))]
