"""What can become of a file in the sandbox.

Every state has a stable `code`. Tasks raise these inside the sandbox; only the code
and a short detail cross the border, never an object. The module needs no settings,
because the sandbox process loads it.
"""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError

DETAIL_LENGTH = 300


class SandboxError(OfficeError):
    """A job ended without a result; `code` says how, `detail` is for the log."""

    code = "sandbox_error"
    status = 422
    message = _("This file cannot be read.")

    def __init__(self, detail: str = "") -> None:
        super().__init__()
        # One printable line, bounded: the text may come from a hostile file.
        line = " ".join(detail.split())[:DETAIL_LENGTH]
        self.detail = "".join(sign for sign in line if sign.isprintable())


class SandboxTimeout(SandboxError):
    """The wall clock or the CPU allowance ran out; the whole job was killed."""

    code = "sandbox_timeout"
    message = _("Reading this file takes too long. It was stopped.")


class SandboxMemory(SandboxError):
    """The job asked for more memory than it may have."""

    code = "sandbox_memory"
    message = _("This file needs too much memory to be read.")


class SandboxCrashed(SandboxError):
    """The job died, or answered something that is not an answer."""

    code = "sandbox_crashed"
    message = _("This file made its reader fail. It is kept, but cannot be shown.")


class SandboxUnavailable(SandboxError):
    """The sandbox itself cannot start; nothing was said about the file."""

    code = "sandbox_unavailable"
    status = 503
    message = _("Files cannot be read right now. Nothing was lost; try again.")


class SandboxBusy(SandboxUnavailable):
    """Too many jobs at once on this machine; nothing was said about the file."""

    code = "sandbox_busy"
    message = _("Many pages are being drawn right now. Try again in a few seconds.")
    retry_after_s = 5


class FileBroken(SandboxError):
    """The file is not what it claims to be, or is cut off."""

    code = "file_broken"
    message = _("This file is damaged or incomplete. Ask for it again.")


class FileEncrypted(SandboxError):
    """The file cannot be read without a password."""

    code = "file_encrypted"
    message = _("This file is locked with a password. Ask for an open copy.")


class FileTooLarge(SandboxError):
    """Unpacked, the file is larger than allowed: pixels, bytes, entries or ratio."""

    code = "file_too_large"
    message = _("Unpacked, this file is larger than allowed.")


class TooManyPages(SandboxError):
    """The file has more pages than allowed."""

    code = "too_many_pages"
    message = _("This file has more pages than allowed.")


class FileSigned(SandboxError):
    """The PDF carries a signature; work on its pages would break it."""

    code = "file_signed"
    message = _(
        "This PDF is signed electronically; its pages are not to be changed. Register"
        " it as it is."
    )


class PagesUnfit(SandboxError):
    """The work asked for does not fit the file: no pages, or not these."""

    code = "pages_unfit"
    message = _("Only the pages of a PDF can be worked on, and only those it has.")


BY_CODE: dict[str, type[SandboxError]] = {
    kind.code: kind
    for kind in (
        SandboxTimeout,
        SandboxMemory,
        SandboxCrashed,
        SandboxUnavailable,
        SandboxBusy,
        FileBroken,
        FileEncrypted,
        FileTooLarge,
        TooManyPages,
        FileSigned,
        PagesUnfit,
    )
}
