"""Everything that parses a foreign file, in a process of its own.

`run` is the only way from the application to a parser of PDF, image or office
files. A job has no network, few files, little memory and little time; whatever
goes wrong in it is a state of that file (`errors`), never a fault of the caller.
"""

from eoffice.sandbox.documents import (
    FileFacts,
    PagePicture,
    probe,
    render_page,
)
from eoffice.sandbox.errors import (
    FileBroken,
    FileEncrypted,
    FileSigned,
    FileTooLarge,
    PagesUnfit,
    SandboxBusy,
    SandboxCrashed,
    SandboxError,
    SandboxMemory,
    SandboxTimeout,
    SandboxUnavailable,
    TooManyPages,
)
from eoffice.sandbox.limits import Limits
from eoffice.sandbox.page_work import reading_copy, split_pages, turn_pages
from eoffice.sandbox.registry import register_task
from eoffice.sandbox.runner import describe, run

__all__ = [
    "FileBroken",
    "FileEncrypted",
    "FileFacts",
    "FileSigned",
    "FileTooLarge",
    "Limits",
    "PagePicture",
    "PagesUnfit",
    "SandboxBusy",
    "SandboxCrashed",
    "SandboxError",
    "SandboxMemory",
    "SandboxTimeout",
    "SandboxUnavailable",
    "TooManyPages",
    "describe",
    "probe",
    "reading_copy",
    "register_task",
    "render_page",
    "run",
    "split_pages",
    "turn_pages",
]
