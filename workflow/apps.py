from django.apps import AppConfig

SWEEP_S = 60


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"

    def ready(self) -> None:
        """Register what this room does after an act, its sandbox task, its doors."""
        from eoffice.health.checks import CheckedPart, register_part
        from eoffice.outbox.timers import register_periodic
        from eoffice.portal.registry import register_public_pages
        from workflow.api import all_routes
        from workflow.letterheads import emblems
        from workflow.pades import trust
        from workflow.pictures import making
        from workflow.reading_views import sandboxed as reading_views
        from workflow.reading_views.making import register as register_reading_views
        from workflow.registrations import audit_words, handlers, sights
        from workflow.rendering.emblems import register_emblem_finder
        from workflow.rendering.pictures import register_picture_finder
        from workflow.signing.sessions.ending import END_STALE, end_stale_sessions
        from workflow.verification import sandboxed
        from workflow.word_files import sandboxed as word_files

        handlers.register()
        audit_words.register()
        sandboxed.register()
        emblems.register()
        word_files.register()
        reading_views.register()
        register_reading_views()
        register_emblem_finder(emblems.svg_named)
        making.register()
        register_picture_finder(making.svg_named)
        all_routes.register()
        sights.register()
        register_public_pages("workflow.portal.urls")
        register_periodic(END_STALE, SWEEP_S, end_stale_sessions)
        register_part(
            CheckedPart(name="trust", check=trust.check_readable, required=False)
        )
