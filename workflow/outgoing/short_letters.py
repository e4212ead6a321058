"""Short letters, read whole and initialled in their row of the queue."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import pgettext

from eoffice.shell.queue import QueueAct, QueueItem
from workflow.approval.models import ApprovalStep
from workflow.letters.models import LetterVersion, StepKind
from workflow.rendering.block_lines import block_lines
from workflow.rendering.tree import LetterTree
from workflow.rendering.tree_blocks import Paragraph
from workflow.security_class import is_ordinary

# What is read at a glance: three paragraphs of a nota dinas.
MOST_SIGNS = 600


def short_texts(steps: Sequence[ApprovalStep]) -> dict[UUID, str]:
    """Return the text of each short letter to initial, by its step; one query.

    Short: one page of running text, in its first version, of no class. What was mended
    is opened, so that one sees what became of the notes.
    """
    asked = {
        step.version_id: step
        for step in steps
        if step.kind != StepKind.SIGNATURE and is_ordinary(step.letter)
    }
    if not asked:
        return {}
    rows = LetterVersion.objects.filter(pk__in=asked, number=1, pages=1)
    found = {}
    for version in rows.only("content", "letter"):
        text = _text(LetterTree.model_validate(version.content))
        if 0 < len(text) <= MOST_SIGNS:
            found[asked[version.pk].pk] = text
    return found


def _text(tree: LetterTree) -> str:
    # A table or a grid of fields is not read in one line.
    if not all(isinstance(block, Paragraph) for block in tree.body):
        return ""
    if tree.attachment_files:
        return ""
    to = "; ".join(", ".join(lines) for lines in tree.recipients)
    said = " ".join(line for block in tree.body for line in block_lines(block))
    return f"Yth. {to}: {said}"


def with_short_text(
    item: QueueItem, step: ApprovalStep, texts: Mapping[UUID, str]
) -> QueueItem:
    """Return the row with the whole letter in it and its act, where it is short."""
    text = texts.get(step.pk)
    if text is None:
        return item
    address = reverse("letter_initial", args=[step.letter_id, step.pk])
    act = QueueAct(
        label=pgettext("act", "Initial"), url=f"{address}?antrean=1", method="post"
    )
    return replace(item, more=text, second=act)
