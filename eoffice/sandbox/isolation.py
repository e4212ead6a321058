"""Taking rights away from the process that will read a foreign file.

Order matters: the user and namespaces first (they need rights), then limits, files,
the filter of system calls last. What a machine does not allow is left out and
reported by `describe`, so that an administrator sees how strong the walls are.
"""

import contextlib
import os
import resource
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eoffice.sandbox import kernel, landlock, seccomp
from eoffice.sandbox.limits import Limits

#: The user of jobs where the application itself runs as root.
NOBODY = 65534
APART = kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWPID


def leave_root() -> bool:
    """Become nobody if we are root; parsers never run as root. True if we were."""
    if os.geteuid() != 0:
        return False
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    # A change of user makes /proc/self/uid_map root's; take it back.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    return True


def enter_namespaces() -> bool:
    """Own users, network, processes and IPC; True if the kernel allows it.

    The next forked child is process 1 of its own process namespace: when it dies,
    everything it started dies with it.
    """
    user, group = os.geteuid(), os.getegid()
    try:
        kernel.unshare(kernel.CLONE_NEWUSER | APART)
    except OSError:
        return False
    try:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    except OSError:
        # Unmapped we are the overflow user: less than before, never more.
        return True
    return True


def set_limits(limits: Limits, *, are_counted_apart: bool) -> None:
    """RLIMITs of a job; core dumps off, because they would hold the file's text.

    Outside a namespace the kernel counts processes per user, ours among them: a limit
    would refuse the job its first one. There the filter of calls decides who may fork.
    """
    kinds = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_AS, limits.memory_bytes),
    ]
    if are_counted_apart:
        kinds.append((resource.RLIMIT_NPROC, limits.processes))
    for kind, value in kinds:
        hard = resource.getrlimit(kind)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (wanted, wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """What stands between a job and the machine."""

    #: Users, network, processes and IPC of its own.
    namespaces: bool
    #: Only listed system calls.
    calls: bool
    #: Only the system's files and its own folder.
    files: bool
    #: Another user than the application's.
    own_user: bool

    @property
    def are_enough(self) -> bool:
        """Tell whether a taken-over parser reaches neither network nor our files."""
        return self.calls and (self.files or self.own_user)


def lock_down(
    limits: Limits, scratch: Path, programs: Sequence[str], taken: Mapping[str, bool]
) -> Walls:
    """Last step inside the job, before the foreign bytes are looked at.

    `programs` are all it may start; `taken` are the walls that stand already.
    """
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    # Best effort: without a namespace there is nothing to drop.
    with contextlib.suppress(OSError):
        kernel.drop_capabilities()
    set_limits(limits, are_counted_apart=taken["namespaces"])
    files = landlock.restrict(scratch, programs)
    calls = seccomp.allow_calls(
        may_start=bool(programs),
        may_signal=taken["namespaces"] or (files and landlock.keeps_signals_in()),
    )
    return Walls(files=files, calls=calls, **taken)
