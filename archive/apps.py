from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"

    def ready(self) -> None:
        """Provide the classification tree below, and listen to what happens there."""
        from archive import handlers
        from archive.catalogue import ArchiveCatalogue
        from workflow import classification

        classification.provide(ArchiveCatalogue())
        handlers.register()
