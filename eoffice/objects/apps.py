from uuid import UUID

from django.apps import AppConfig


class ObjectsConfig(AppConfig):
    name = "eoffice.objects"
    label = "objects"

    def ready(self) -> None:
        """Have brought files checked, and those that wait too long seen."""
        from eoffice.objects import stuck
        from eoffice.objects.operations import check_upload, receiving
        from eoffice.outbox import events
        from eoffice.outbox.events import Event

        def check(event: Event) -> None:
            check_upload(UUID(event.payload["upload_id"]))

        events.on(receiving.RECEIVED, "objects.check_upload", check)
        stuck.register()
