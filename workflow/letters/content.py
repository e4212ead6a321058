"""From a letter's rows to its content tree: what the page will say.

One builder for preview, freezing and checks. In a preview, gaps are shown as
gaps; a letter with gaps cannot be submitted (`workflow.letters.checks`).
"""

from django.conf import settings

from eoffice.organisation.actor import PERMANENT
from eoffice.organisation.queries.holders import Holding, holding_of
from eoffice.organisation.queries.upwards import letterhead_unit_of
from workflow.letter_types.titles import page_title
from workflow.letterheads.addressees import addressee_block, printed_name_of
from workflow.letterheads.foot_text import FOOT_TEXT
from workflow.letterheads.letterhead import letterhead_of
from workflow.letterheads.page_profile import PAGE_PROFILE
from workflow.letters.body import body_blocks
from workflow.letters.models import Letter, RecipientKind
from workflow.letters.pictures import with_pictures
from workflow.mandates.forms import held_title
from workflow.mandates.printed_names import signature_block
from workflow.rendering.body import parse_block
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.layout_letterhead import letterhead_on
from workflow.rendering.number_words import counted
from workflow.rendering.tree import (
    MOST_NAMED,
    AttachedFile,
    Block,
    Body,
    Letterhead,
    LetterTree,
    SignatureBlock,
)
from workflow.rendering.tree_blocks import AnnexHead
from workflow.typesetting.layouts import head_parts

GAP = "…"
UNKNOWN_LETTERHEAD = Letterhead(kind="agency", lines=(GAP,))


def _signature(letter: Letter, holding: Holding | None) -> SignatureBlock:
    if letter.signatory_position is None or holding is None:
        return SignatureBlock(authority=(GAP,), name=GAP)
    subfamily = letter.type_version.subfamily
    position = letter.signatory_position
    return signature_block(position, letter.authority, holding, subfamily)


def _sender(letter: Letter, holding: Holding | None) -> str | None:
    if not head_parts(letter.type_version.layout).sender:
        return None
    position = letter.signatory_position
    if position is None:
        return GAP
    return held_title(position.title, holding.kind if holding else PERMANENT)


def _attachments(letter: Letter, addressees: int, body: Body) -> str | None:
    """Return what is attached, as printed: list of addressees, files, annexes."""
    parts = [counted(1, "lembar")] if addressees > MOST_NAMED else []
    count = letter.attachments.count()
    if count:
        parts.append(counted(count, "berkas"))
    if typed := sum(isinstance(block, AnnexHead) for block in body):
        parts.append(counted(typed, "lampiran"))
    return " dan ".join(parts) or None


def attached_files(letter: Letter) -> tuple[AttachedFile, ...] | None:
    """Return the files that go with the letter today, in order; none: nothing."""
    attachments = letter.attachments.select_related("stored")
    files = tuple(
        AttachedFile(
            name=one.name,
            sha256=one.stored.sha256,
            size=one.stored.size,
            pages=one.stored.pages or None,
        )
        for one in attachments
    )
    return files or None


def readable_body(letter: Letter) -> Body:
    """Return the body for a preview: gaps stand, blocks with faults are left out."""
    kept: list[Block] = []
    for block in body_blocks(letter.body):
        try:
            kept.append(parse_block(block, is_draft=True))
        except BodyFaulty:
            continue
    return tuple(kept)


def build_tree(
    letter: Letter, *, body: Body, holding: Holding | None = None
) -> LetterTree:
    """Return the content tree of the letter as it stands.

    `holding`: today's holder of the signing position; looked up when not given.
    """
    if holding is None and letter.signatory_position is not None:
        holding = holding_of(letter.signatory_position)
    prints = head_parts(letter.type_version.layout)
    recipients = list(letter.recipients.select_related("position__unit", "unit"))
    to = addressee_block(
        [r for r in recipients if r.kind == RecipientKind.TO],
        stays_inside=prints.sender,
    )
    cc = [printed_name_of(r) for r in recipients if r.kind == RecipientKind.CC]
    rules, files = PAGE_PROFILE.current(), attached_files(letter)
    signatory = letter.signatory_position
    kop = letterhead_of(signatory) if signatory else UNKNOWN_LETTERHEAD
    home = letterhead_unit_of(signatory.unit if signatory else letter.unit)
    # pydantic judges the three choices below; the database holds them as text
    return LetterTree(
        type=letter.type_version.layout,  # type: ignore[arg-type]
        title=page_title(letter.type_version, letter.signatory_position),
        has_number=None if letter.type_version.number_pattern else False,
        page=rules.profile(),
        embeds_files=rules.embeds(files or ()) or None,
        foot=FOOT_TEXT.current().frozen(),
        letterhead=letterhead_on(letter.type_version.layout, kop),
        place=home.place or settings.AGENCY_NAME.split()[-1],
        subject=letter.subject.strip() or GAP,
        urgency=letter.urgency,  # type: ignore[arg-type]
        security_class=letter.security_class,  # type: ignore[arg-type]
        classification=letter.classification_code or None,
        attachments=_attachments(
            letter, len(to.lines) if prints.recipients else 0, body
        ),
        attachment_files=files,
        recipients=to.lines or (((GAP,),) if prints.recipients else ()),
        recipients_place=to.place if to.lines else None,
        sender=_sender(letter, holding),
        cc=tuple(cc),
        references=tuple(letter.references.values_list("referred__number", flat=True)),
        body=with_pictures(letter, body),
        signature=_signature(letter, holding),
        unit=letter.unit.name,
    )
