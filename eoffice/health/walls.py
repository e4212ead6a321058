"""Whether foreign files are read behind walls on this machine."""

from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from eoffice import sandbox
from eoffice.environment import environment
from eoffice.errors import ServiceDown
from eoffice.health.checks import CheckedPart


class WallsMissing(ServiceDown):
    """The kernel, or the container's profile, refuses Landlock or seccomp."""

    code = "walls_missing"


def check_walls() -> None:
    """Ask a job what stands around it.

    Raises:
        WallsMissing: a parser that was taken over could reach what is ours.
        SandboxUnavailable, SandboxBusy: the sandbox does not start.
    """
    if not _have_walls():
        _have_walls.cache_clear()
        raise WallsMissing


@lru_cache(maxsize=1)
def _have_walls() -> bool:
    """What the kernel allows does not change while a process runs."""
    return sandbox.describe().are_enough


def walls_part() -> CheckedPart:
    """Return the part: the office stands still without it, unless told otherwise."""
    is_required = environment().SANDBOX_WALLS == "required"
    return CheckedPart(
        name="walls",
        check=check_walls,
        required=is_required,
        news=_("The walls around foreign files are missing on this machine."),
        works=_("Files that come in are not read until they stand again.")
        if is_required
        else _("Files are read without them, as the operator has set."),
    )
