"""The few Linux calls that Python does not offer (unshare(2), prctl(2), capset(2))."""

import ctypes
import os

CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2
CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def _check(answer: int, what: str) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return answer


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags`; `OSError` where that is forbidden."""
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def prctl(option: int, value: int, pointer: object = None) -> None:
    """Change a property of this process; two arguments are enough for us."""
    unsigned = ctypes.c_ulong
    third = pointer if pointer is not None else unsigned(0)
    _check(
        _libc.prctl(option, unsigned(value), third, unsigned(0), unsigned(0)), "prctl"
    )


def syscall(number: int, *arguments: object) -> int:
    """A call the C library has no name for."""
    return _check(_libc.syscall(ctypes.c_long(number), *arguments), f"syscall {number}")


def drop_capabilities() -> None:
    """Give up every capability held in the own user namespace."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(ctypes.byref(header), ctypes.byref(nothing)), "capset")
