from django.apps import AppConfig

SWEEP_S = 600


class ApiConfig(AppConfig):
    name = "eoffice.api"
    label = "api"

    def ready(self) -> None:
        """Hang our own doors; sweep old answers and counters now and then."""
        from eoffice.api.idempotency import forget_old_answers
        from eoffice.api.rate_limits import forget_old_counts
        from eoffice.api.registry import register_router
        from eoffice.api.routers import audit_events, jobs, me, uploads, waiting
        from eoffice.outbox.timers import register_periodic

        register_router("", me.router, tag="me")
        register_router("", waiting.router, tag="waiting")
        register_router("", uploads.router, tag="uploads")
        register_router("", jobs.router, tag="jobs")
        register_router("", audit_events.router, tag="audit-events")
        register_periodic("api.forget_old_answers", SWEEP_S, forget_old_answers)
        register_periodic("api.forget_old_counts", SWEEP_S, forget_old_counts)
