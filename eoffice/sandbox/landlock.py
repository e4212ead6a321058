"""Landlock: which files a job may touch, without any privilege. landlock(7).

A job reads the system's programs and the interpreter's packages, and works in its own
folder. It sees no other file, no other process' memory, opens no TCP connection and,
where the kernel can, sends no signal to anybody outside.
"""

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from eoffice.sandbox import kernel

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION, PATH_BENEATH = 1, 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, MAKE_FIFO, MAKE_SYM = 1 << 7, 1 << 8, 1 << 10, 1 << 12
REFER, TRUNCATE = 1 << 13, 1 << 14
#: Highest right that each version of the interface knows.
RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
NET_SINCE, SCOPE_SINCE, SIGNAL_SCOPE = 4, 6, 2
ALL_NET, ALL_SCOPES = 0b11, 0b11

READ = READ_FILE | READ_DIR
WORK = (
    READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_FIFO
    | MAKE_SYM | REFER | TRUNCATE
)  # fmt: skip
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE

#: Programs, libraries, fonts and language data; none of it is ours or secret.
SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts",
    "/etc/alternatives", "/etc/localtime", "/etc/libreoffice",
)  # fmt: skip
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
#: The loader starts every program that is not linked statically.
LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")


def version() -> int:
    """Version of the kernel's interface; 0 without Landlock."""
    try:
        return kernel.syscall(
            CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(ASK_VERSION)
        )
    except OSError:
        return 0


def keeps_signals_in() -> bool:
    """Tell whether a restricted process cannot signal those outside."""
    return version() >= SCOPE_SINCE


def _known_rights(known: int) -> int:
    return (1 << RIGHTS_BY_VERSION.get(known, max(RIGHTS_BY_VERSION.values()))) - 1


def _ruleset(known: int) -> int:
    words = [_known_rights(known)]
    if known >= NET_SINCE:
        words.append(ALL_NET)
    if known >= SCOPE_SINCE:
        words.append(ALL_SCOPES)
    raw = struct.pack(f"={len(words)}Q", *words)
    buffer = ctypes.create_string_buffer(raw, len(raw))
    return kernel.syscall(
        CREATE_RULESET, buffer, ctypes.c_size_t(len(raw)), ctypes.c_uint32(0)
    )


def _allow(ruleset: int, path: str | Path, rights: int) -> None:
    """Allow `rights` on a file, or on a folder and all in it; absent ones are left."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= OF_FILES
        raw = struct.pack("=Qi", rights, handle)
        buffer = ctypes.create_string_buffer(raw, len(raw))
        kernel.syscall(
            ADD_RULE,
            ctypes.c_int(ruleset),
            ctypes.c_int(PATH_BENEATH),
            buffer,
            ctypes.c_uint32(0),
        )
    finally:
        os.close(handle)


def restrict(scratch: Path, programs: Iterable[str] = ()) -> bool:
    """Shut this process and its children off from files; False if unsupported.

    `scratch` is theirs to work in; `programs` are the only ones they may start.
    """
    known = version()
    if not known:
        return False
    rights = _known_rights(known)
    ruleset = _ruleset(known)
    try:
        for place in (*SYSTEM, sys.prefix, sys.base_prefix):
            _allow(ruleset, place, READ & rights)
        for device in DEVICES:
            _allow(ruleset, device, (READ_FILE | WRITE_FILE) & rights)
        _allow(ruleset, scratch, WORK & rights)
        startable = tuple(programs)
        for program in (*startable, *(LOADERS if startable else ())):
            _allow(ruleset, program, (READ_FILE | EXECUTE) & rights)
        kernel.syscall(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            os.close(ruleset)
    return True
