"""The routes of the core's own API; their order is that of the description."""

from eoffice.api.organisation import (
    absences,
    acting,
    agreements,
    importing,
    officials,
    positions,
    units,
)
from eoffice.api.registry import register_router
from eoffice.api.routers import (
    audit_events,
    holidays,
    jobs,
    me,
    policies,
    uploads,
    waiting,
)


def register() -> None:
    """Add them."""
    for room in (importing, units, positions, officials, acting, agreements):
        register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
    register_router("", me.router, tag="me")
    register_router("", waiting.router, tag="waiting")
    register_router("", absences.router, tag="absences")
    register_router("", uploads.router, tag="uploads")
    register_router("", jobs.router, tag="jobs")
    register_router("", holidays.router, tag="holidays")
    register_router("", audit_events.router, tag="audit-events")
    register_router("", policies.router, tag="settings")
