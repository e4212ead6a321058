from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"

    def ready(self) -> None:
        """Provide the classification tree below, and listen to what happens there."""
        from archive import handlers  # noqa: PLC0415  models are ready only now
        from archive.catalogue import ArchiveCatalogue  # noqa: PLC0415
        from workflow import classification  # noqa: PLC0415

        classification.provide(ArchiveCatalogue())
        handlers.register()
