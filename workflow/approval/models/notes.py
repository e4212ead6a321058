"""Notes of verifiers: at the words of a version, with replies, until resolved.

A note stands for the text that was read: its quoted words are those of the frozen
version and never follow later ones. What became of them is asked of the later text
(`workflow.differences.whereabouts`).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.letters.models import LetterVersion

LONGEST_QUOTE = 1000


class LetterNote(models.Model):
    """A note at words or a block of a version, for those in the route only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(
        LetterVersion, on_delete=models.PROTECT, related_name="notes"
    )
    block_id = models.CharField(_("block"), max_length=40, blank=True)
    # Place of the quoted words in the plain text of the block, in signs.
    quote = models.CharField(_("quoted words"), max_length=LONGEST_QUOTE, blank=True)
    start = models.PositiveIntegerField(_("place of the words"), null=True, blank=True)
    fault = models.CharField(_("common fault"), max_length=40, blank=True)
    text = models.TextField(_("note"), max_length=2000)
    author = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    author_position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quote="", start__isnull=True)
                | (~Q(quote="") & Q(start__isnull=False) & ~Q(block_id="")),
                name="quoted_words_have_their_place",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Nobody has said yet that it is done."""
        return self.resolved_at is None

    @property
    def end(self) -> int | None:
        """Return the place after the last quoted sign."""
        return None if self.start is None else self.start + len(self.quote)


class NoteReply(models.Model):
    """What somebody on the route answers to a note."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # A reply has no meaning without its note, and notes are never deleted.
    note = models.ForeignKey(
        LetterNote, on_delete=models.CASCADE, related_name="replies"
    )
    text = models.TextField(_("reply"), max_length=2000)
    author = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    author_position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
