"""The desks of a load: every register with its head, its drafter and the rest."""

from dataclasses import dataclass

from django.utils import timezone

from demo.wanasari.themes import body_of, subject_of, themes
from eoffice.identifiers import uuid7
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Position, PositionDuty, TermOfOffice, Unit
from workflow.letters.content import build_tree
from workflow.models import Letter, LetterTypeVersion
from workflow.rendering.body import parse_body
from workflow.rendering.pool import renderer
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDesk:
    """A register: who heads it, who drafts in it, who else sits there.

    `middle` is the position that initials; without one above the drafter it is the
    head.
    """

    unit: Unit
    head: TermOfOffice
    drafter: TermOfOffice
    others: tuple[TermOfOffice, ...]

    @property
    def middle(self) -> Position:
        """Return the position right above the drafter."""
        return self.drafter.position.superior or self.head.position


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPage:
    """The one page that all letters of a load show."""

    content: dict[str, object]
    digest: str
    pages: int
    stored: StoredObject


def desks() -> list[LoadDesk]:
    """Return a desk for every register with a head and somebody to draft for it."""
    units = Unit.objects.filter(keeps_register=True, closed_on__isnull=True)
    found = (_desk(unit) for unit in units.order_by("code"))
    return [desk for desk in found if desk is not None]


def _desk(unit: Unit) -> LoadDesk | None:
    terms = TermOfOffice.objects.filter(
        position__unit__path__contains=[unit.pk], to_on__isnull=True
    ).select_related("official", "position__unit", "position__superior")
    seats = list(terms.order_by("position__code"))
    heads = [t for t in seats if t.position.is_head and t.position.unit_id == unit.pk]
    others = [t for t in seats if t not in heads[:1]]
    if not heads or not others:
        return None
    drafting = [t for t in others if PositionDuty.DRAFTER in t.position.duties]
    return LoadDesk(
        unit=unit,
        head=heads[0],
        drafter=(drafting or others)[0],
        others=tuple(others),
    )


def drawn_page(desk: LoadDesk, version: LetterTypeVersion) -> LoadPage:
    """Draw and store the page that stands for all."""
    theme, today = themes()[0], timezone.localdate()
    sample = Letter(
        letter_type=version.letter_type,
        type_version=version,
        subject=subject_of(theme, today),
        unit=desk.drafter.position.unit,
        drafter_position=desk.drafter.position,
        signatory_position=desk.head.position,
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
    content = tree.model_dump(mode="json", exclude_none=True)
    return LoadPage(content=content, digest=digest, pages=drawn.pages, stored=stored)
