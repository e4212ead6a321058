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
        # What programs are told besides (RFC 9457 section 3.2), by name.
        self.members: dict[str, object] = {}
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


class KeyReused(OfficeError):
    """The same Idempotency-Key with another body or path."""

    code = "idempotency_key_reused"
    status = 409
    message = _("This Idempotency-Key was used for another request. Nothing was done.")


class StillRunning(OfficeError):
    """The first request with this key has not ended yet."""

    code = "request_in_progress"
    status = 409
    message = _("The same request is still being worked on. Ask again in a moment.")
    retry_after_s = 2


class TooLarge(OfficeError):
    """More bytes than this door takes (RFC 9110 section 15.5.14)."""

    code = "too_large"
    status = 413
    message = _("This is larger than allowed. Nothing was kept.")


class WrongMediaType(OfficeError):
    """A body of another kind than the operation reads."""

    code = "wrong_media_type"
    status = 415
    message = _("This kind of content is not taken here.")


class TooManyRequests(OfficeError):
    """More requests than the limit of this minute (RFC 6585 section 4)."""

    code = "too_many_requests"
    status = 429
    message = _("Too many requests. Please wait a moment.")

    def __init__(self, retry_after_s: int) -> None:
        """Keep the seconds until the next window."""
        super().__init__()
        self.retry_after_s = retry_after_s
