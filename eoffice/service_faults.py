"""Whose fault it is: the service's, or that of the thing it was asked about.

A service that is away is waited for, and nothing is counted against what waits. A
thing that fails while its service answers others is at fault itself: it is tried a
few times and then shown to the operator. So a failure that looks like a service away
is believed only when the service, asked at once for something plain, does not answer.
"""

import errno
from collections.abc import Callable

from django.db import Error as DatabaseFault
from django.db import InterfaceError, OperationalError

from eoffice.errors import ServiceDown

Probe = Callable[[], object]
# PostgreSQL, appendix A: connection exceptions, out of resources, operator's stop
DATABASE_AWAY = ("08", "53", "57P")
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})  # a disk of this machine is full
_probes: dict[type[ServiceDown], Probe] = {}


def register_probe(fault: type[ServiceDown], probe: Probe) -> None:
    """Have `probe` asked, within seconds, when something fails with `fault`.

    It raises when the service is away.
    """
    _probes[fault] = probe


def is_service_away(error: Exception) -> bool:
    """Tell whether the failure is the service's, so that nothing must be counted."""
    if isinstance(error, InterfaceError):
        return True
    if isinstance(error, OperationalError):
        return _is_database_away(error)
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if not isinstance(error, ServiceDown):
        return False
    known = [_probes[kind] for kind in type(error).__mro__ if kind in _probes]
    return not known or not _answers(known[0])


def _is_database_away(error: OperationalError) -> bool:
    state: str = getattr(error.__cause__, "sqlstate", None) or ""
    return not state or state.startswith(DATABASE_AWAY)


def _answers(probe: Probe) -> bool:
    try:
        probe()
    except (ServiceDown, OSError, DatabaseFault):
        return False
    return True
