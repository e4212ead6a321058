"""What shows that a record is what was captured: hashes, signatures, the chain."""

from dataclasses import dataclass

from archive.records.history import HistoryEvent, history_of
from archive.records.models import Record, RecordContent
from eoffice.organisation.actor import Actor
from workflow.models import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProof:
    """Contents with hash and lock, signatures with level, events with their links."""

    contents: list[RecordContent]
    signatures: list[Signature]
    verification_code: str | None
    events: list[HistoryEvent]


def proof_of(record: Record, actor: Actor) -> RecordProof:
    """Return the proof as far as the person may see.

    Nothing is computed again here, all is read as it was kept.
    """
    letter = record.letter
    return RecordProof(
        contents=list(record.contents.select_related("stored")),
        signatures=list(letter.signatures.all()) if letter else [],
        verification_code=(letter.verification_code or None) if letter else None,
        events=history_of(record, actor),
    )
