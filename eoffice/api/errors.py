"""Refusals of the API's own edge; those of the office come from its operations."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError


class NotLoggedIn(OfficeError):
    """No session and no token (RFC 9110 section 15.5.2)."""

    code = "not_logged_in"
    status = 401
    message = _("Please log in first.")


class TokenRefused(OfficeError):
    """Unknown, expired or revoked token: all answer alike (RFC 6750 section 3.1)."""

    code = "token_refused"
    status = 401
    message = _("This token is not valid, or not any more.")


class NotInService(OfficeError):
    """The account belongs to nobody who is in service today."""

    code = "not_in_service"
    status = 401
    message = _("This account belongs to no official in service.")


class PasswordMustChange(OfficeError):
    """The account has a temporary password: nothing goes on before it is changed."""

    code = "password_must_change"
    status = 403
    message = _("Change your temporary password first.")


class ForgedRequest(OfficeError):
    """The browser's session without its CSRF token."""

    code = "csrf_failed"
    status = 403
    message = _("This request did not come from our own page. Load the page again.")


class ScopeMissing(OfficeError):
    """The token was not made for such acts (RFC 6750 section 3.1)."""

    code = "scope_missing"
    status = 403
    message = _("This token was not made for such acts.")


class StepUpNeeded(OfficeError):
    """A session that administers gives the log-in password once more (step-up)."""

    code = "step_up_needed"
    status = 403
    message = _("Give your password once more on the page, then try again.")


class PositionNotHeld(OfficeError):
    """`X-Acting-Position` names a position the person does not hold today."""

    code = "acting_position_not_held"
    status = 404
    message = _("You do not hold this position today.")


class MethodUnknown(OfficeError):
    """The path exists, this method on it does not."""

    code = "method_not_allowed"
    status = 405
    message = _("This address does not know such an act.")


class VersionMissing(OfficeError):
    """A change without `If-Match` (RFC 6585 section 3)."""

    code = "if_match_missing"
    status = 428
    message = _("Say which version you read: send its ETag as If-Match.")
