"""What can become of a file in the sandbox.

Every state has a stable `code`. Tasks raise these inside the sandbox; only the code
and a short detail cross the border, never an object. The module stays free of
Django, because the sandbox process loads it.
"""

from typing import ClassVar

DETAIL_LENGTH = 300


class SandboxError(Exception):
    """A job ended without a result; `code` says how, `detail` is for the log."""

    code: ClassVar[str] = "sandbox_error"

    def __init__(self, detail: str = "") -> None:
        # One printable line, bounded: the text may come from a hostile file.
        line = " ".join(detail.split())[:DETAIL_LENGTH]
        self.detail = "".join(sign for sign in line if sign.isprintable())
        super().__init__(self.detail or self.code)


class SandboxTimeout(SandboxError):
    """The wall clock or the CPU allowance ran out; the whole job was killed."""

    code = "sandbox_timeout"


class SandboxMemory(SandboxError):
    """The job asked for more memory than it may have."""

    code = "sandbox_memory"


class SandboxCrashed(SandboxError):
    """The job died, or answered something that is not an answer."""

    code = "sandbox_crashed"


class SandboxUnavailable(SandboxError):
    """The sandbox itself cannot start; nothing was said about the file."""

    code = "sandbox_unavailable"


class FileBroken(SandboxError):
    """The file is not what it claims to be, or is cut off."""

    code = "file_broken"


class FileEncrypted(SandboxError):
    """The file cannot be read without a password."""

    code = "file_encrypted"


class FileTooLarge(SandboxError):
    """Unpacked, the file is larger than allowed: pixels, bytes, entries or ratio."""

    code = "file_too_large"


class TooManyPages(SandboxError):
    """The file has more pages than allowed."""

    code = "too_many_pages"


BY_CODE: dict[str, type[SandboxError]] = {
    kind.code: kind
    for kind in (
        SandboxTimeout,
        SandboxMemory,
        SandboxCrashed,
        SandboxUnavailable,
        FileBroken,
        FileEncrypted,
        FileTooLarge,
        TooManyPages,
    )
}
