"""What is wrong with a brought file, if anything: scanner first, then the sandbox."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice import sandbox
from eoffice.environment import environment
from eoffice.errors import ServiceDown
from eoffice.objects import clamd
from eoffice.objects.kinds import FileKind


class Reason(StrEnum):
    """Why an upload was refused; stable, shown to programs."""

    VIRUS = "virus"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    WRONG_TYPE = "type_mismatch"
    TOO_LARGE_INSIDE = "too_large_unpacked"
    TOO_MANY_PAGES = "too_many_pages"
    UNREADABLE = "unreadable"


REASON_TEXTS: dict[str, Promise] = {
    Reason.VIRUS: _("A virus was found in this file."),
    Reason.ENCRYPTED: _("This file is protected by a password. Bring it without one."),
    Reason.BROKEN: _("This file is broken or incomplete. Save or scan it again."),
    Reason.WRONG_TYPE: _("The content of this file is not what its name says."),
    Reason.TOO_LARGE_INSIDE: _("Unpacked, this file is too large."),
    Reason.TOO_MANY_PAGES: _("This file has too many pages. Split it."),
    Reason.UNREADABLE: _("This file cannot be read safely."),
}

_BY_FAULT: tuple[tuple[type[sandbox.SandboxError], Reason], ...] = (
    (sandbox.FileEncrypted, Reason.ENCRYPTED),
    (sandbox.FileTooLarge, Reason.TOO_LARGE_INSIDE),
    (sandbox.TooManyPages, Reason.TOO_MANY_PAGES),
    (sandbox.FileBroken, Reason.BROKEN),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Why the file must be refused, or nothing; its pages, of kinds that have them."""

    reason: Reason | None = None
    pages: int | None = None


def judge_file(path: Path, kind: FileKind) -> Judged:
    """Judge the file at `path`.

    Raises:
        ServiceDown: scanner or sandbox away; the file then waits, it never passes.
    """
    found = _scanned(path)
    return Judged(reason=found) if found else _probed(path, kind)


def _scanned(path: Path) -> Reason | None:
    if not environment().VIRUS_SCAN:
        return None
    with path.open("rb") as file:
        found = clamd.scan(file)
    if not found:
        return None
    if "Encrypted" in found:
        return Reason.ENCRYPTED
    # AlertExceedsMax: too much inside is a finding, not a silent OK
    return Reason.TOO_LARGE_INSIDE if "Limits.Exceeded" in found else Reason.VIRUS


def _probed(path: Path, kind: FileKind) -> Judged:
    try:
        facts = sandbox.probe(path)
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as error:
        # a fault we do not know refuses too: what cannot be read safely never passes
        found = (reason for fault, reason in _BY_FAULT if isinstance(error, fault))
        return Judged(reason=next(found, Reason.UNREADABLE))
    if facts.encrypted:
        return Judged(reason=Reason.ENCRYPTED)
    # the first bytes of a DOCX and of any other ZIP are the same: the inside decides
    if facts.kind != kind.code:
        return Judged(reason=Reason.WRONG_TYPE)
    return Judged(pages=facts.pages)
