"""A volume of realistic letters for measuring lists and search, made in bulk.

Rows obey every constraint: numbers go on from the register's counter and stand in
its ledger, versions carry a real content tree whose page lies in the store, access
tokens are those the operations would write. What is left out, and why: signatures
(each would need its own signed bytes), so such a letter has no signed file to give.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from archive.demo.themes import body_of, subject_of, themes
from eoffice.audit import trail
from eoffice.identifiers import uuid7
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Position, TermOfOffice, Unit
from workflow import verification_code
from workflow.access import position_tokens, unit_tokens
from workflow.models import (
    LedgerNumber,
    Letter,
    LetterStatus,
    LetterType,
    LetterVersion,
    NumberState,
    Register,
    Series,
)
from workflow.operations.numbering import locked_register, printed_number
from workflow.page_content import build_tree
from workflow.rendering.body import parse_body
from workflow.rendering.pool import renderer
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import LetterTree, content_hash

BATCH = 500
SPREAD_DAYS = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A drafting seat with its holder and the head who signs."""

    term: TermOfOffice
    head: Position
    register_unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The one page that all letters of a load show."""

    tree: LetterTree
    digest: str
    pages: int
    stored: StoredObject


def _desks() -> list[Desk]:
    """Return one desk for every unit with a register and somebody besides its head."""
    desks = []
    units = Unit.objects.filter(keeps_register=True, closed_on__isnull=True)
    for unit in units.order_by("code"):
        head = Position.objects.filter(unit=unit, is_head=True).first()
        term = (
            TermOfOffice.objects.filter(position__unit=unit, to_on__isnull=True)
            .exclude(position=head)
            .select_related("official", "position__unit")
            .first()
        )
        if head is not None and term is not None:
            desks.append(Desk(term=term, head=head, register_unit=unit))
    return desks


def _page(desk: Desk, letter_type: LetterType) -> Page:
    theme, today = themes()[0], timezone.localdate()
    sample = Letter(
        letter_type=letter_type,
        subject=subject_of(theme, today),
        unit=desk.term.position.unit,
        drafter_position=desk.term.position,
        signatory_position=desk.head,
    )
    sample.pk = uuid7()
    tree = build_tree(sample, body=parse_body(body_of(theme, today)))
    digest = content_hash(tree)
    drawn = renderer().render(
        tree, tree.type, RenderFacts(mode="frozen", content_hash=digest)
    )
    stored = store.put_bytes(
        drawn.bytes, area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.save()
    return Page(tree=tree, digest=digest, pages=drawn.pages, stored=stored)


class Load:
    """Makes letters in batches; repeatable by its seed."""

    def __init__(self, *, seed: int = 7) -> None:
        """Look up the desks once; needs an organisation in the database."""
        self._chance = random.Random(seed)  # noqa: S311  a load's chance
        self._desks = _desks()
        self._type = LetterType.objects.get(code="surat_dinas")
        self._page = _page(self._desks[0], self._type)

    def make(self, count: int, say: Callable[[int], None]) -> None:
        """Make `count` letters; `say` hears how many there are so far."""
        done = 0
        while done < count:
            size = min(BATCH, count - done)
            self._batch(size)
            done += size
            say(done)

    @transaction.atomic
    def _batch(self, size: int) -> None:
        desk = self._chance.choice(self._desks)
        year = timezone.localdate().year
        register = locked_register(desk.register_unit, Series.OUTGOING, year)
        letters = list(self._letters(size, desk, register))
        Letter.objects.bulk_create(letters)
        versions = [self._version(letter, desk) for letter in letters]
        LetterVersion.objects.bulk_create(versions)
        for letter, version in zip(letters, versions, strict=True):
            letter.current_version = version
            letter.status = LetterStatus.SENT
        Letter.objects.bulk_update(letters, ["current_version", "status"])
        LedgerNumber.objects.bulk_create(self._numbers(letters, register, desk))
        register.last_value += size
        register.save(update_fields=["last_value"])
        trail.record("load.created", register, actor=None, letters=size)

    def _letters(self, size: int, desk: Desk, register: Register) -> Iterator[Letter]:
        tokens = sorted(
            {
                *position_tokens([desk.term.position_id, desk.head.pk]),
                *unit_tokens(desk.register_unit),
            }
        )
        for place in range(1, size + 1):
            theme = self._chance.choice(themes())
            days = self._chance.randrange(SPREAD_DAYS)
            signed_at = timezone.now() - timedelta(days=days)
            on = timezone.localdate(signed_at)
            letter = Letter(
                letter_type=self._type,
                subject=f"{subject_of(theme, on)} ({self._chance.randrange(10**6)})",
                classification_code=theme["code"],
                unit=desk.term.position.unit,
                drafter=desk.term.official,
                drafter_position=desk.term.position,
                signatory_position=desk.head,
                sequence_number=register.last_value + place,
                number_year=register.year,
                verification_code=verification_code.generate(),
                signed_at=signed_at,
                sent_at=signed_at,
                signed_letter_date=on,
                status_since=signed_at,
                access_tokens=tokens,
            )
            value = register.last_value + place
            letter.number = printed_number(letter, register=register, value=value)
            yield letter

    def _version(self, letter: Letter, desk: Desk) -> LetterVersion:
        return LetterVersion(
            letter=letter,
            number=1,
            content=self._page.tree.model_dump(mode="json", exclude_none=True),
            content_hash=self._page.digest,
            pdf=self._page.stored,
            pages=self._page.pages,
            submitted_by=desk.term.official,
            submitted_as=desk.term.position,
        )

    @staticmethod
    def _numbers(
        letters: list[Letter], register: Register, desk: Desk
    ) -> Iterator[LedgerNumber]:
        now = timezone.now()
        for letter in letters:
            yield LedgerNumber(
                register=register,
                value=letter.sequence_number or 0,
                text=letter.number,
                purpose_id=letter.pk,
                state=NumberState.USED,
                reserved_by=desk.term.official,
                decided_by=desk.term.official,
                decided_at=now,
            )
