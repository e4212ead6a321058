"""Refusals before a request has reached the application."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError


class TooSlow(OfficeError):
    """The request did not come in time (RFC 9110 section 15.5.9)."""

    code = "too_slow"
    status = 408
    message = _("This came too slowly and was not taken. Nothing was kept; try again.")


class LengthMissing(OfficeError):
    """A body whose length was not said first (RFC 9110 section 15.5.12)."""

    code = "length_required"
    status = 411
    message = _("Say how long the content is: send a Content-Length.")


class HeadTooLarge(OfficeError):
    """Header fields beyond all reason (RFC 6585 section 5)."""

    code = "header_too_large"
    status = 431
    message = _("The header of this request is too large.")


class TooBusy(OfficeError):
    """More at once than this door takes (RFC 9110 section 15.6.4)."""

    code = "too_busy"
    status = 503
    message = _("Too many are asking at once. Nothing was lost; try again in a moment.")
    retry_after_s = 10
