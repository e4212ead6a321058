"""Taking rights away from the process that will read a foreign file.

Order matters: namespaces first (they need rights), then the user, limits,
the filter of system calls last. What a machine does not allow is left out and
reported by `describe`, so that an administrator sees how strong the walls are.
"""

import contextlib
import os
import resource
from pathlib import Path

from eoffice.sandbox import kernel, seccomp
from eoffice.sandbox.limits import Limits

#: The user of jobs where the application itself runs as root.
NOBODY = 65534
APART = kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWPID


def leave_root() -> None:
    """Become nobody if we are root; parsers never run as root."""
    if os.geteuid() != 0:
        return
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    # A change of user makes /proc/self/uid_map root's; take it back.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)


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


def set_limits(limits: Limits) -> None:
    """RLIMITs of a job; core dumps off, because they would hold the file's text."""
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_AS, limits.memory_bytes),
    ):
        hard = resource.getrlimit(kind)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (wanted, wanted))


def lock_down(limits: Limits) -> bool:
    """Last step inside the job, before the foreign bytes are looked at.

    True if the filter of system calls holds.
    """
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    # Best effort: without a namespace there is nothing to drop.
    with contextlib.suppress(OSError):
        kernel.drop_capabilities()
    set_limits(limits)
    return seccomp.forbid_calls()
