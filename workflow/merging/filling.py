"""What is kept of a draft and of a row, and the letter that both make together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from eoffice.objects.models import Upload
from workflow.letters.models import Letter, RecipientKind
from workflow.letters.operations.drafting import (
    LetterInput,
    RecipientInput,
    StepInput,
)
from workflow.letters.operations.revoking import letter_copy
from workflow.merging.gaps import filled_body, filled_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The draft as it was checked; `least_class` is the floor of its letters."""

    content: LetterInput
    least_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What a row puts in: values by compared form of the gap, and its addressee."""

    values: Mapping[str, str] = field(default_factory=dict)
    recipient: RecipientInput | None = None

    @property
    def longest(self) -> int:
        """Return the signs of the longest value, or name, that goes in."""
        name = self.recipient.external if self.recipient else ""
        return max(map(len, (*self.values.values(), name)))


_MORE = ("letter_date", "references", "attachments", "route")
_SOURCE: TypeAdapter[Source] = TypeAdapter(Source)
_FILLING: TypeAdapter[Filling] = TypeAdapter(Filling)


# A copy leaves route, date, references and files to be chosen again; here all letters
# of the batch are meant to have those of the draft.
def source_of(letter: Letter) -> Source:
    """Return the draft whole, through the one way in which letters are copied."""
    copied = letter_copy(letter)
    content = replace(
        copied,
        letter_date=letter.letter_date,
        references=list(letter.references.values_list("referred", flat=True)),
        attachments=list(
            Upload.objects.filter(
                stored__in=letter.attachments.values("stored")
            ).values_list("pk", flat=True)
        ),
        route=[
            StepInput(order=one.order, kind=one.kind, position_id=one.position_id)
            for one in letter.planned_steps.all()
        ],
    )
    # A new draft has none of these: only what there is need be written.
    more = {name for name in _MORE if getattr(content, name)}
    content = replace(content, given=content.given | more)
    return Source(content=content, least_class=letter.floor_of_copies)


def whole(source: Source, *, type_code: str = "") -> Source:
    """Return the source for letters that exist: what it does not have goes there too.

    `type_code`: of another type, which they are to have from now on.
    """
    content = source.content
    given = content.given | set(_MORE)
    if type_code:
        content = replace(content, type=type_code)
        given |= {"type"}
    return replace(source, content=replace(content, given=given))


def filled(source: Source, filling: Filling) -> LetterInput:
    """Return the content of the row's letter."""
    content, recipient = source.content, filling.recipient
    recipients = content.recipients
    if recipient is not None:
        copies = [one for one in recipients if one.kind != RecipientKind.TO]
        recipients = [recipient, *copies]
    return replace(
        content,
        subject=filled_line(content.subject, filling.values),
        body=filled_body(content.body, filling.values),
        recipients=recipients,
    )


def kept_source(source: Source) -> str:
    """Return it as it is stored."""
    return _SOURCE.dump_json(source).decode()


def read_source(stored: str) -> Source:
    """Return what `kept_source` wrote."""
    return _SOURCE.validate_json(stored)


def kept_filling(filling: Filling) -> str:
    """Return it as it is stored."""
    return _FILLING.dump_json(filling).decode()


def read_filling(stored: str) -> Filling:
    """Return what `kept_filling` wrote."""
    return _FILLING.validate_json(stored)
