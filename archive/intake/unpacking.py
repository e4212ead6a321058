"""Taking a foreign zip apart: names, links, sizes are judged before a byte is written.

Nothing in it is trusted: what a name says, how large a member claims to be, how much
comes out of it. Into a folder of its own that is gone afterwards.
"""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError

MOST_MEMBERS = 50_000
MOST_BYTES = 4 * 1024**3  # of all members together
MOST_RATIO = 200  # of a member above `SMALL`; office files stay below 100
SMALL = 1024 * 1024
CHUNK = 1024 * 1024
IS_ENCRYPTED = 0x1


class PackageRefused(OfficeError):
    """A package that is not taken, with the reason."""

    code = "package_refused"
    status = 422
    message = _("This package is not taken.")


WHY: dict[str, str | Promise] = {
    "no_zip": _("This is no zip file, or it is broken."),
    "path": _("A name in it leads out of the package: %(name)s"),
    "link": _("There is a link in it instead of a file: %(name)s"),
    "twice": _("A name stands in it twice: %(name)s"),
    "encrypted": _("A file in it is locked with a password: %(name)s"),
    "too_many": _("There are too many files in it."),
    "too_large": _("What is in it is larger than allowed."),
    "bomb": _("A file in it grows beyond all measure: %(name)s"),
}


def refuse(code: str, name: str = "") -> PackageRefused:
    """Return the refusal in words; `name` is shown shortened."""
    refusal = PackageRefused(str(WHY[code]) % {"name": name[:120]})
    refusal.code = f"package_{code}"
    return refusal


def unpack(source: Path, into: Path) -> None:
    """Write all members below `into`, which is empty.

    Raises:
        PackageRefused: with the reason; what was written is the caller's to delete.
    """
    try:
        with zipfile.ZipFile(source) as package:
            for member in _judged(package.infolist()):
                _write(package, member, into)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise refuse("no_zip") from error


def _judged(members: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    if len(members) > MOST_MEMBERS:
        raise refuse("too_many")
    if sum(one.file_size for one in members) > MOST_BYTES:
        raise refuse("too_large")
    seen: set[str] = set()
    for one in members:
        _judge(one, seen)
    yield from (one for one in members if not one.is_dir())


def _judge(member: zipfile.ZipInfo, seen: set[str]) -> None:
    name = member.filename
    if not is_inside(name):
        raise refuse("path", name)
    if name.casefold() in seen:
        raise refuse("twice", name)
    seen.add(name.casefold())
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise refuse("link", name)
    if member.flag_bits & IS_ENCRYPTED:
        raise refuse("encrypted", name)
    grows = member.file_size / max(member.compress_size, 1)
    if member.file_size > SMALL and grows > MOST_RATIO:
        raise refuse("bomb", name)


def is_inside(name: str) -> bool:
    """Tell whether a name stays below the folder it is unpacked into."""
    path = PurePosixPath(name)
    is_plain = "\\" not in name and ":" not in name and name.isprintable()
    return bool(name) and is_plain and not path.is_absolute() and ".." not in path.parts


def _write(package: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path) -> None:
    target = into / member.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with package.open(member) as source, target.open("xb") as out:
        while chunk := source.read(CHUNK):
            left -= len(chunk)
            if left < 0:  # more comes out than its own head says
                raise refuse("bomb", member.filename)
            out.write(chunk)
