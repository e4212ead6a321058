"""When a verifier has corrected the text: whose initials are asked again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Annotated

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy
from workflow.differences.versions import BlockKind, version_changes
from workflow.differences.words import TextOp, TextPart, text_parts
from workflow.proofreading.spelling import unknown_words
from workflow.rendering.tree import LetterTree

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>")
# What of a part is no text: who it is, of which kind, how it is set.
_NO_WORDS = frozenset({"id", "type", "style", "kind", "sha256", "orientation", "align"})
# As alike as a slip of the finger leaves a word; another word is another text.
ALIKE = 0.6


class AskAgain(models.TextChoices):
    """When those who initialled before are asked again."""

    ALWAYS = "always", _("Always")
    CHANGED = "changed", _("Only when more than the spelling changed")
    NEVER = "never", _("Never: they are told of the difference")


class CorrectionRules(PolicyShape):
    """Whose initials are asked again."""

    ask_again: Annotated[
        AskAgain,
        Told(
            _("Ask those who initialled before for their initial again"),
            _(
                "They see the difference in every case. Punctuation, capitals and words"
                " that the dictionary does not know are spelling; figures never are."
            ),
        ),
    ] = AskAgain.CHANGED


CORRECTION_RULES = register_policy(
    OfficePolicy(
        name="verifier_corrections",
        label=_("After a verifier has corrected the text"),
        purpose=_(
            "Says whether those who initialled the text of before are asked again when"
            " a verifier corrects it. Which types allow it stands in each type."
        ),
        shape=CorrectionRules,
        default=CorrectionRules(),
        order=45,
    )
)


def asks_again(before: LetterTree, after: LetterTree) -> bool:
    """Tell whether initials on the text of before are asked again."""
    rule = CORRECTION_RULES.current().ask_again
    if rule == AskAgain.CHANGED:
        return not is_spelling_alone(before, after)
    return rule == AskAgain.ALWAYS


def is_spelling_alone(before: LetterTree, after: LetterTree) -> bool:
    """Tell whether nothing but the spelling of words changed.

    Words count one for one: other capitals or punctuation, or a word that is in no
    dictionary put right. A figure, a word put in or taken out is a change of the text;
    so are parts in another order, on another level or otherwise set off.
    """
    if _shape(before) != _shape(after):
        return False
    changes = version_changes(before, after)
    parts = [block.parts for block in changes.blocks if block.kind == BlockKind.CHANGED]
    for field in changes.fields:
        # Besides the text it is only the subject that a verifier writes.
        if field.field != "subject":
            return False
        parts.append(text_parts(field.before, field.after))
    pairs = [pair for one in parts for pair in _replaced(one)]
    return all(_fits(*pair) for pair in pairs) and _mended(pairs)


def _shape(tree: LetterTree) -> object:
    """Return the body without its words: parts, their order, levels and marks."""
    return [_wordless(one) for one in tree.model_dump(mode="json")["body"]]


def _wordless(value: object, name: str = "") -> object:
    if isinstance(value, dict):
        return {key: _wordless(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_wordless(one, name) for one in value]
    if isinstance(value, str) and name not in _NO_WORDS:
        return _TAG.findall(value)
    return value


def _replaced(parts: Sequence[TextPart]) -> Iterator[tuple[str, str]]:
    """Yield what was taken out with what stands in its place, or nothing."""
    taken = ""
    for part in parts:
        if part.op == TextOp.REMOVE:
            taken = part.text
            continue
        added = part.text if part.op == TextOp.ADD else ""
        if taken or added:
            yield taken, added
        taken = ""
    if taken:
        yield taken, ""


def _fits(before: str, after: str) -> bool:
    # A point in 1.500 or a stroke in a number is no punctuation.
    if any(sign.isdigit() for sign in before + after):
        return before.split() == after.split()
    return len(_WORD.findall(before)) == len(_WORD.findall(after))


def _mended(pairs: Iterable[tuple[str, str]]) -> bool:
    """Tell whether each word that is another one was no word before, and is now."""
    words = [
        (old, new.casefold())
        for before, after in pairs
        for old, new in zip(_WORD.findall(before), _WORD.findall(after), strict=True)
        if old.casefold() != new.casefold()
    ]
    if not words:
        return True
    # A name is in no dictionary either.
    if not all(old.islower() and _alike(old, new) for old, new in words):
        return False
    unknown = unknown_words(word for pair in words for word in pair)
    if unknown is None:
        return False
    return all(old in unknown and new not in unknown for old, new in words)


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new).ratio() >= ALIKE
