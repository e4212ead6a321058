from django.apps import AppConfig

DAY_S = 24 * 3600


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"

    def ready(self) -> None:
        """Provide the classification tree below, listen, and hang our doors."""
        from archive.classification.catalogue import ArchiveCatalogue
        from archive.classification.securing import told_unconfirmed
        from archive.custody import checking, moving
        from archive.disposal import destroyer_alive
        from archive.erasing import runner
        from archive.exchange import sweeping, writing
        from archive.holds import following
        from archive.intake import entering
        from archive.open_data import making as open_copies
        from archive.open_data import releasing as open_releases
        from archive.record_files.locking import RENEW, renew_locks
        from archive.registrations import audit_words, handlers, sights
        from archive.schedules import recomputing
        from eoffice.health.notices import register_notice
        from eoffice.outbox.timers import register_periodic
        from workflow import classification

        classification.provide(ArchiveCatalogue())
        handlers.register()
        runner.register()
        moving.register()
        checking.register()
        following.register()
        writing.register()
        open_copies.register()
        open_releases.register()
        entering.register()
        sweeping.register()
        destroyer_alive.register()
        recomputing.register()
        audit_words.register()
        sights.register()
        _hang_doors()
        register_notice("skkaad", told_unconfirmed)
        register_periodic(RENEW, DAY_S, renew_locks)


def _hang_doors() -> None:
    """Register what programs may ask of the archive."""
    from archive.api import (
        event_proofs,
        exports,
        holds,
        record_files,
        records,
        retention,
        security_rules,
    )
    from archive.api.custody import handovers, successions
    from archive.api.custody import routes as custody
    from archive.api.disposal import appraisal_sheets, committees, destruction
    from archive.api.grants import routes as grants
    from archive.api.intake import routes as intakes
    from archive.api.keeping import arranging, corrections, filings
    from archive.api.loans import routes as loans
    from archive.api.open_data import routes as open_data
    from archive.api.openings import routes as openings
    from archive.api.papers import list_documents, review_documents
    from archive.api.places import boxes
    from archive.api.programmes import routes as programmes
    from archive.api.reporting import routes as reporting
    from archive.api.reviews import routes as reviews
    from archive.api.schedules import routes as schedules
    from eoffice.api.registry import register_router

    for room in (records, corrections, record_files, filings):
        register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
    for room in (arranging, event_proofs, review_documents):
        register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
    for room in (destruction, list_documents, appraisal_sheets, committees, holds):
        register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
    register_router("", custody.router, tag="custody")
    register_router("", handovers.router, tag="handovers")
    register_router("", successions.router, tag="successions")
    register_router("", reviews.router, tag="reviews")
    register_router("", exports.router, tag="exports")
    register_router("", openings.router, tag="record-openings")
    register_router("", boxes.router, tag="boxes")
    register_router("", intakes.router, tag="intakes")
    register_router("", programmes.router, tag="programmes")
    register_router("", loans.router, tag="loans")
    register_router("", open_data.router, tag="open-data")
    register_router("", reporting.router, tag="archive-reports")
    register_router("", grants.router, tag="reading-grants")
    register_router("", retention.router, tag="retention-schedule")
    register_router("", schedules.router, tag="retention-schedule-versions")
    register_router("", security_rules.router, tag="security-rules")
