"""What can go wrong between a letter's text and its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault, Invalid, OfficeError


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFault(Fault):
    """One thing to correct in a letter's text.

    `field` is dotted from the letter (`body.2.value.rows.0.1`); `block_id` and
    `index` (from 0) name the block where it stands in one; `excerpt` is the sentence.
    """

    block_id: str | None = None
    index: int | None = None
    excerpt: str | None = None


class BodyFaulty(Invalid):
    """The body breaks rules; `faults` names every one at once."""

    code = "body_faulty"
    message = _("Some parts of the letter cannot be kept as they are.")


class TextNotPrintable(Invalid):
    """Characters no font of ours can draw; `faults` name block and sentence."""

    code = "text_not_printable"
    message = _("The letter has characters that cannot be printed.")


class RenderRefused(OfficeError):
    """The letter breaks a rule of the archive standard; `rules` quotes it."""

    code = "render_refused"
    status = 422
    message = _("The letter breaks a rule of the archive standard for pages.")

    def __init__(self, rules: Sequence[str]) -> None:
        """Keep the rules in the words of the page maker."""
        super().__init__()
        self.rules = list(rules)


class RenderFailed(OfficeError):
    """The worker died twice or ran out of time; `cause` is a word for the log."""

    code = "render_failed"
    status = 503
    message = _("The page could not be made just now. Please try once more.")

    def __init__(self, cause: str) -> None:
        """Keep the cause: `died`, `timed_out` or `broken_answer`."""
        super().__init__()
        self.cause = cause
