"""Lanes: work of a kind keeps to its own, so that nothing quick waits behind it.

A mail server that hangs holds mails, a scanner that hangs holds uploads, a long
recognition holds scans; a delivery to a desk is held by none of them.
"""

from enum import StrEnum

from eoffice.environment import environment


class Lane(StrEnum):
    """What the work waits for."""

    QUICK = "quick"  # moments: the database and our own services
    SLOW = "slow"  # minutes of computing: recognition, jobs
    CHECKS = "checks"  # the virus scanner
    MAIL = "mail"  # the mail server
    OUTSIDE = "outside"  # addresses of strangers, each of which may hang
    DESTROYER = "destroyer"  # deletes records: run where the credential for it is


CHECKS_AT_ONCE = 2
MAILS_AT_ONCE = 1  # one conversation with the server; ten seconds when it hangs
OUTSIDE_AT_ONCE = 2  # one address that hangs holds one of them


def at_once(lane: Lane) -> int:
    """Return how many deliveries of the lane may run at once in a relay process.

    With Celery the slow ones are counted in the whole installation: its workers must
    be more than their sum, so that one is always free for what is quick.
    """
    env = environment()
    return {
        Lane.QUICK: env.TASKS_AT_ONCE,
        Lane.SLOW: env.SLOW_TASKS_AT_ONCE,
        Lane.CHECKS: CHECKS_AT_ONCE,
        Lane.MAIL: MAILS_AT_ONCE,
        Lane.OUTSIDE: OUTSIDE_AT_ONCE,
        Lane.DESTROYER: 1 if env.S3_DESTROYER_ACCESS_KEY else 0,
    }[lane]
