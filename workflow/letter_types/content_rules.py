"""What a letter breaks of the rules of its type: parts missing or not allowed."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from workflow.letter_types.models import LetterTypeVersion
from workflow.letter_types.places import Blocks, is_met
from workflow.rendering.errors import BlockFault

#: Parts of a text, as people call them; those a version allows are among these.
BLOCK_WORDS: dict[str, str | Promise] = {
    "paragraph": _("paragraph"),
    "heading": _("heading"),
    "numbered_list": _("numbered points"),
    "table": _("table"),
    "people_table": _("table of people"),
    "fields": _("rows with a label"),
    "considerations": _("considerations"),
    "dictum": _("dictum"),
    "chapter": _("chapter"),
    "article": _("article"),
    "signatures": _("several signatures"),
    "image": _("picture"),
    "annex": _("annex"),
    "page_break": _("page break"),
}


def content_faults(
    version: LetterTypeVersion, blocks: Blocks, head: Mapping[str, bool]
) -> Iterator[Fault]:
    """Yield what the type asks for and the letter lacks, and what it does not allow."""
    yield from block_faults(version, blocks)
    for row in version.needed:
        if is_met(row["place"], blocks, head):
            continue
        text = _("“%(label)s” is missing. A letter of the type %(type)s needs it.")
        told = text % {"label": row["label"], "type": version.name}
        yield Fault(field=row["place"], code="field_missing", message=told)


def block_faults(version: LetterTypeVersion, blocks: Blocks) -> Iterator[Fault]:
    """Yield the parts that letters of the type do not have."""
    allowed = set(version.blocks)
    for index, block in enumerate(blocks):
        kind = str(block.get("type"))
        # What is no part at all is the renderer's to name.
        if kind in allowed or kind not in BLOCK_WORDS:
            continue
        text = _(
            "A letter of the type %(type)s has no %(part)s. Write it as running text,"
            " or choose another type."
        )
        yield BlockFault(
            field=f"body.{index}",
            code="block_not_allowed",
            message=text % {"type": version.name, "part": BLOCK_WORDS[kind]},
            block_id=str(block["id"]) if block.get("id") else None,
            index=index,
        )
