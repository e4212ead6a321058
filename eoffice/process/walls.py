"""A process of ours against other processes of its own user.

A job that broke out of its parser, or any program of the same user, must not read what
this process knows: its memory is closed to them, and the secrets it was started with
are wiped from its environment once the settings are read. proc(5), prctl(2).
"""

import ctypes
import os

from pydantic import SecretStr

from eoffice.environment import Environment, environment
from eoffice.sandbox import kernel

#: Hold a password or half of a pair, though they are shown to operators in part.
SECRET_TOO = ("DATABASE_URL", "S3_ACCESS_KEY")
#: Exactly "NAME=value" strings of this process; overwritten in place.
_libc = ctypes.CDLL(None)
_libc.getenv.restype = ctypes.c_void_p
_libc.getenv.argtypes = [ctypes.c_char_p]


def secret_names() -> list[str]:
    """Names of the settings whose values nobody may read."""
    fields = Environment.model_fields.items()
    kept = [name for name, field in fields if field.annotation is SecretStr]
    return sorted({*kept, *SECRET_TOO})


def close_memory() -> None:
    """Let no process of the same user read or trace this one; forks stay closed."""
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def wipe_secrets() -> None:
    """Read the settings, then overwrite the secrets where they came from."""
    environment()
    for name in secret_names():
        value = _libc.getenv(name.encode())
        if value:
            ctypes.memset(value, 0, len(ctypes.string_at(value)))
        os.environ.pop(name, None)


def close_process() -> None:
    """Do both; for processes that stay: web, worker, beat, relay."""
    close_memory()
    wipe_secrets()
