from uuid import UUID

from django.apps import AppConfig


class ObjectsConfig(AppConfig):
    name = "eoffice.objects"
    label = "objects"

    def ready(self) -> None:
        """Have brought files checked, left copies deleted, waiting files seen."""
        from eoffice.audit.words import register_acts
        from eoffice.objects import stuck
        from eoffice.objects.events import ObjectEvent, UploadEvent
        from eoffice.objects.operations import check_upload, leaving
        from eoffice.objects.trail_acts import ObjectAct, UploadAct
        from eoffice.outbox import events
        from eoffice.outbox.events import Event
        from eoffice.outbox.lanes import Lane

        def check(event: Event) -> None:
            check_upload(UUID(event.payload["upload_id"]))

        def delete(event: Event) -> None:
            leaving.delete_left(**event.payload)

        events.on(UploadEvent.RECEIVED, "objects.check_upload", check, lane=Lane.CHECKS)
        events.on(ObjectEvent.LEFT, "objects.delete_left", delete)
        register_acts(UploadAct, ObjectAct)
        stuck.register()
