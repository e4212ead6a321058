"""The places that a procedure has for documents, and what stands in them."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from archive.papers.kinds import SETTLED, PaperKind, PaperState, Procedure
from archive.papers.models import ProcedureDocument
from eoffice.organisation.models import Position
from workflow.letters.body import body_blocks
from workflow.letters.models import Letter
from workflow.security_class import SecurityClass

#: Blocks that tell who else signs: they alone differ between the parties' copies.
OF_SIGNING = frozenset({"signatures"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsidePaper:
    """A document that was signed outside: its number, its date, who signed it."""

    number: str
    date: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlace:
    """Where a document stands: which procedure, which kind, whose copy."""

    procedure: Procedure
    procedure_id: UUID
    kind: PaperKind
    party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSlot:
    """What a procedure asks for.

    `type_code`: the letter type by which it is made here, empty: only from outside.
    `known`: another row tells the document already. `content`: it is made from the
    data and is no letter, in words.
    """

    kind: PaperKind
    title: str
    party: str = ""
    party_title: str = ""
    type_code: str = ""
    signer: Position | None = None
    known: OutsidePaper | None = None
    content: str = ""
    is_needed: bool = True
    is_open: bool = True  # the procedure is so far that it may be written


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePaper:
    """A place with the document that stands there, if one does."""

    slot: PaperSlot
    document: ProcedureDocument | None = None

    @property
    def title(self) -> str:
        """Return the title, with whose copy it is."""
        party = self.slot.party_title
        return f"{self.slot.title} ({party})" if party else self.slot.title

    @property
    def letter(self) -> Letter | None:
        """Return our letter; a revoked one counts no more."""
        letter = self.document.letter if self.document else None
        is_revoked = letter is not None and letter.is_issued and not letter.is_in_force
        return None if is_revoked else letter

    @property
    def outside(self) -> OutsidePaper | None:
        """Return the decision from outside, as entered here or told by another row."""
        found = self.document
        if found is None or found.decided_on is None:
            return self.slot.known
        return OutsidePaper(
            number=found.number, date=found.decided_on, by=found.decided_by
        )

    @property
    def state(self) -> PaperState:
        """Return how far it is."""
        if self.letter is not None:
            return self._state_of(self.letter)
        if self.outside is not None:
            return PaperState.OUTSIDE
        if self.slot.content:
            return PaperState.MADE
        return PaperState.MISSING if self.slot.is_needed else PaperState.NOT_NEEDED

    def _state_of(self, letter: Letter) -> PaperState:
        if not letter.is_in_force:
            return PaperState.DRAFT
        signer = self.slot.signer
        # The committee's word is its chair's, an approval the authority's own.
        is_theirs = signer is None or letter.signatory_position_id == signer.pk
        return PaperState.SIGNED if is_theirs else PaperState.OTHER_SIGNER

    @property
    def is_settled(self) -> bool:
        """Tell whether it is signed, or need not be."""
        return self.state in SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlan:
    """What a letter of a procedure says: its subject, code, body and addressees.

    `least_class`: the highest class of what its list describes.
    """

    subject: str
    code: str
    body: list[dict[str, Any]]
    to: list[Position] = field(default_factory=list)
    outside: str = ""
    least_class: SecurityClass = SecurityClass.BIASA


def text_hash(letter: Letter) -> str:
    """Return the hash of what the letter says, without its blocks of signatures."""
    said = [
        (one["type"], one["value"])
        for one in body_blocks(letter.body)
        if one["type"] not in OF_SIGNING
    ]
    told = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
