from django.apps import AppConfig

SWEEP_S = 60


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"

    def ready(self) -> None:
        """Register what this room does after an act, its sandbox task, its doors."""
        from eoffice.api.registry import register_router
        from eoffice.health.checks import Part, register_part
        from eoffice.outbox.timers import register_periodic
        from eoffice.portal.registry import register_public_pages
        from workflow.admin.incoming import doors
        from workflow.api import books as registers
        from workflow.api import public as verifying
        from workflow.api import reference
        from workflow.api.dispositions.routes import routes as dispositions
        from workflow.api.incoming.routes import routes as incoming
        from workflow.api.outgoing import acts, history, letters, pages
        from workflow.api.signing import sessions as signing_sessions
        from workflow.pades import trust
        from workflow.registrations import audit_words, handlers, sights
        from workflow.signing.operations.sessions import END_STALE, end_stale_sessions
        from workflow.verification import sandboxed

        handlers.register()
        audit_words.register()
        sandboxed.register()
        register_router("", reference.router, tag="reference")
        register_router("", letters.router, tag="letters")
        register_router("", acts.router, tag="letter-acts")
        register_router("", incoming.router, tag="incoming-letters")
        register_router("", dispositions.router, tag="dispositions")
        register_router("", registers.router, tag="registers")
        register_router("", history.router, tag="letter-history")
        register_router("", pages.router, tag="letter-pages")
        register_router("", signing_sessions.router, tag="signing-sessions")
        register_router("", verifying.router, tag="verify")
        sights.register()
        register_public_pages("workflow.portal.urls")
        register_periodic(END_STALE, SWEEP_S, end_stale_sessions)
        doors.register()
        register_part(Part(name="trust", check=trust.check_readable, required=False))
