"""Domain errors: what may go wrong in an act, in words for people.

Every refusal of an operation is an `OfficeError` with a stable `code` (for
programs), an HTTP status (for the edge) and a message in the reader's language.
The edge turns it into a form error, a problem document or a log line; nothing
else in the product decides how a refusal looks.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type_of_text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One broken rule: where (`field`, dotted), which (`code`), and the remedy."""

    field: str
    code: str
    message: type_of_text


class OfficeError(Exception):
    """Base of every refusal; subclasses set `code`, `status` and `message`."""

    code = "refused"
    status = 409
    message: type_of_text = _("This act is not possible now. Nothing was changed.")
    is_counted = False  # the try itself counts, so that a repeat must not count again

    def __init__(
        self, message: type_of_text | None = None, *, state: str | None = None
    ) -> None:
        """Keep `message` for people and the object's `state` for programs."""
        self.text = message or self.message
        self.state = state
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.text)


class NotFound(OfficeError):
    """Unknown, or not for the one who asks: both answer alike."""

    code = "not_found"
    status = 404
    message = _("This page does not exist, or is not for you.")


class Invalid(OfficeError):
    """Input breaks rules; `faults` names every one of them at once."""

    code = "invalid"
    status = 422
    message = _("Some entries need mending. Nothing was changed.")

    def __init__(
        self, faults: list[Fault], message: type_of_text | None = None
    ) -> None:
        """Keep all `faults`, so that one answer names them together."""
        super().__init__(message)
        self.faults = faults


class Stale(OfficeError):
    """Somebody else changed the thing since it was read (If-Match, RFC 9110)."""

    code = "stale"
    status = 412
    message = _("This was changed by somebody else just now. Compare first.")


class StateForbids(OfficeError):
    """The thing's state does not allow this act."""

    code = "state_forbids"
    status = 409


class ServiceDown(OfficeError):
    """A service beside us does not answer; nothing is lost, try again."""

    code = "service_down"
    status = 503
    message = _("A service does not answer right now. Nothing was lost; try again.")
    retry_after_s = 10
