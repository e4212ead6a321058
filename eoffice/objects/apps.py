from uuid import UUID

from django.apps import AppConfig


class ObjectsConfig(AppConfig):
    name = "eoffice.objects"
    label = "objects"

    def ready(self) -> None:
        """Have brought files checked, left copies deleted, waiting files seen."""
        from eoffice.objects import stuck
        from eoffice.objects.operations import check_upload, leaving, receiving
        from eoffice.outbox import events
        from eoffice.outbox.events import Event
        from eoffice.outbox.lanes import Lane

        def check(event: Event) -> None:
            check_upload(UUID(event.payload["upload_id"]))

        def delete(event: Event) -> None:
            leaving.delete_left(**event.payload)

        events.on(receiving.RECEIVED, "objects.check_upload", check, lane=Lane.CHECKS)
        events.on(leaving.LEFT, "objects.delete_left", delete)
        stuck.register()
