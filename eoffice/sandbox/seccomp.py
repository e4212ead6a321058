"""A filter of system calls: what a job needs, and nothing else.

Works without any privilege, so it holds where namespaces are forbidden (in a
container, for instance). A call that is not listed (`calls`) answers EPERM: sockets,
namespaces, other processes, keys, mounts, and whatever a new kernel brings. Source:
seccomp(2).
"""

import ctypes
import errno
import os
import struct

from eoffice.sandbox import calls, kernel

#: Audit architecture and numbers of the calls, per machine.
MACHINES = {
    "x86_64": (0xC000003E, calls.X86_64),
    "aarch64": (0xC00000B7, calls.AARCH64),
}
X32_BIT = 0x40000000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
#: The C library then takes the older call, whose arguments can be looked at.
UNKNOWN = 0x00050000 | errno.ENOSYS
KILL = 0x80000000
ARCHITECTURE, NUMBER, FIRST_ARGUMENT = 4, 0, 16

#: Every CLONE_NEW… of clone(2): no process in a namespace of its own.
NAMESPACES = 0x7E020000
#: TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: is this a terminal, how
#: much waits, wait or not.
HARMLESS_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
#: PR_SET_NAME, PR_GET_NAME, PR_SET_VMA.
HARMLESS_PRCTLS = (15, 16, 0x53564D41)
AF_UNIX = 1
OWN_PROCESS = 0

STARTING = ("clone", "fork", "vfork", "execve")
SIGNALLING = ("kill", "tgkill")
#: Argument that decides, and the values of it that are allowed.
BY_ARGUMENT = {
    "ioctl": (1, HARMLESS_IOCTLS),
    "prctl": (0, HARMLESS_PRCTLS),
    "socketpair": (0, (AF_UNIX,)),
    "prlimit64": (0, (OWN_PROCESS,)),
}
ANSWERED_UNKNOWN = ("clone3", "openat2")


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def _line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _when(number: int, then: list[bytes]) -> list[bytes]:
    """Do `then`, which ends in a RETURN, for one call."""
    return [_line(EQUAL, number, no=len(then)), *then]


def _argument(index: int) -> bytes:
    """Load the low half of an argument; the kernel takes these as 32 bit."""
    return _line(LOAD, FIRST_ARGUMENT + 8 * index)


def _one_of(values: tuple[int, ...]) -> list[bytes]:
    checks = [line for v in values for line in _when(v, [_line(RETURN, ALLOW)])]
    return [*checks, _line(RETURN, REFUSE)]


def _rule(name: str) -> list[bytes]:
    """What becomes of an allowed call."""
    if name in ANSWERED_UNKNOWN:
        return [_line(RETURN, UNKNOWN)]
    if name == "clone":
        check = _line(ANY_BIT, NAMESPACES, no=1)
        return [_argument(0), check, _line(RETURN, REFUSE), _line(RETURN, ALLOW)]
    if name in BY_ARGUMENT:
        index, values = BY_ARGUMENT[name]
        return [_argument(index), *_one_of(values)]
    return [_line(RETURN, ALLOW)]


def _instructions(
    architecture: int, numbers: dict[str, int], refused: set[str]
) -> list[bytes]:
    """Classic BPF: wrong machine dies, what is not allowed is refused."""
    program = [
        _line(LOAD, ARCHITECTURE),
        *_line_unless(architecture),
        _line(LOAD, NUMBER),
        *[_line(AT_LEAST, X32_BIT, no=1), _line(RETURN, REFUSE)],
    ]
    for name, number in numbers.items():
        if name not in refused:
            program += _when(number, _rule(name))
    return [*program, _line(RETURN, REFUSE)]


def _line_unless(architecture: int) -> list[bytes]:
    return [_line(EQUAL, architecture, yes=1), _line(RETURN, KILL)]


def install(raw: bytes) -> bool:
    """Put a filter on this process and its children; False if unsupported."""
    buffer = ctypes.create_string_buffer(raw, len(raw))
    program = _Program(len(raw) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    try:
        kernel.prctl(
            kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.byref(program)
        )
    except OSError:
        return False
    return True


def allow_calls(*, may_start: bool, may_signal: bool) -> bool:
    """Allow this process and its children what a job needs; False if unsupported.

    `may_start`: processes and programs. `may_signal`: only where something else keeps
    signals inside the job.
    """
    machine = MACHINES.get(os.uname().machine)
    if machine is None:
        return False
    refused = set() if may_start else set(STARTING)
    refused |= set() if may_signal else set(SIGNALLING)
    return install(b"".join(_instructions(*machine, refused)))
