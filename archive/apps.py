from django.apps import AppConfig

DAY_S = 24 * 3600


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"

    def ready(self) -> None:
        """Provide the classification tree below, listen, and hang our doors."""
        from archive.api import (
            appraisal_sheets,
            boxes,
            committees,
            corrections,
            destruction,
            event_proofs,
            exports,
            filings,
            holds,
            record_files,
            records,
            retention,
            security_rules,
        )
        from archive.api.custody import routes as custody
        from archive.api.papers import list_documents
        from archive.classification.catalogue import ArchiveCatalogue
        from archive.classification.securing import told_unconfirmed
        from archive.custody import moving
        from archive.disposal import destroyer_alive
        from archive.erasing import runner
        from archive.exchange import sweeping, writing
        from archive.record_files.locking import RENEW, renew_locks
        from archive.registrations import audit_words, handlers, sights
        from archive.schedules import recomputing
        from eoffice.api.registry import register_router
        from eoffice.health.notices import register_notice
        from eoffice.outbox.timers import register_periodic
        from workflow import classification

        classification.provide(ArchiveCatalogue())
        working = (runner, moving, writing, sweeping, destroyer_alive, recomputing)
        for heard in (handlers, *working, audit_words):
            heard.register()
        of_files = (records, corrections, record_files, filings, event_proofs)
        of_disposal = (destruction, list_documents, appraisal_sheets, committees)
        for room in (*of_files, *of_disposal, holds, exports, boxes):
            register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
        register_router("", custody.router, tag="custody")
        register_router("", retention.router, tag="retention-schedule")
        register_router("", security_rules.router, tag="security-rules")
        sights.register()
        register_notice("skkaad", told_unconfirmed)
        register_periodic(RENEW, DAY_S, renew_locks)
