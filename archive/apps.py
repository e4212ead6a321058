from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"

    def ready(self) -> None:
        """Provide the classification tree below, listen, and hang our doors."""
        from archive import audit_words, handlers
        from archive.api import record_files, records, retention
        from archive.catalogue import ArchiveCatalogue
        from eoffice.api.registry import register_router
        from workflow import classification

        classification.provide(ArchiveCatalogue())
        handlers.register()
        audit_words.register()
        for room in (records, record_files):
            register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
        register_router("", retention.router, tag="retention-schedule")
