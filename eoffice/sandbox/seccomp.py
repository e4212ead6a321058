"""A filter of system calls: no sockets, no new namespaces, no looking into others.

Works without any privilege, so it holds where namespaces are forbidden (in a
container, for instance). Each forbidden call answers EPERM. Source: seccomp(2).
"""

import ctypes
import errno
import os
import struct

from eoffice.sandbox import kernel

# Numbers of forbidden calls, per machine: (audit architecture, numbers).
# socket, connect, accept, bind, listen, ptrace, mount, umount2, pivot_root, chroot,
# unshare, setns, bpf, perf_event_open, keyctl, add_key, request_key, userfaultfd,
# process_vm_readv/writev, io_uring_setup/enter/register, open_by_handle_at
FORBIDDEN: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        (
            41,
            42,
            43,
            49,
            50,
            101,
            165,
            166,
            155,
            161,
            272,
            308,
            321,
            298,
            250,
            248,
            249,
            323,
            310,
            311,
            425,
            426,
            427,
            304,
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            198,
            203,
            202,
            200,
            201,
            117,
            40,
            39,
            41,
            51,
            97,
            268,
            280,
            241,
            219,
            217,
            218,
            282,
            270,
            271,
            425,
            426,
            427,
            265,
        ),
    ),
}
X32_BIT = 0x40000000
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
KILL = 0x80000000


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def _instructions(architecture: int, numbers: tuple[int, ...]) -> list[bytes]:
    """Classic BPF: wrong machine dies, 32-bit and listed calls are refused."""

    def line(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    count = len(numbers)
    program = [
        line(LOAD, 0, 0, 4),
        line(JUMP_EQUAL, 1, 0, architecture),
        line(RETURN, 0, 0, KILL),
        line(LOAD, 0, 0, 0),
        line(JUMP_AT_LEAST, count + 1, 0, X32_BIT),
    ]
    program += [
        line(JUMP_EQUAL, count - at, 0, number) for at, number in enumerate(numbers)
    ]
    return [*program, line(RETURN, 0, 0, ALLOW), line(RETURN, 0, 0, REFUSE)]


def forbid_calls() -> bool:
    """Install the filter for this process and its children; False if unsupported."""
    known = FORBIDDEN.get(os.uname().machine)
    if known is None:
        return False
    raw = b"".join(_instructions(*known))
    buffer = ctypes.create_string_buffer(raw, len(raw))
    program = _Program(len(raw) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    try:
        kernel.prctl(
            kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.byref(program)
        )
    except OSError:
        return False
    return True
