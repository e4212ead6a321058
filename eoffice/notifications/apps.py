from uuid import UUID

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "eoffice.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Send a mail beside each notification; hang the bell."""
        from wagtail import hooks

        from eoffice.notifications.bell_door import bell_door
        from eoffice.notifications.events import NoticeEvent
        from eoffice.notifications.operations import mail_notification
        from eoffice.outbox import events
        from eoffice.outbox.events import Event
        from eoffice.outbox.lanes import Lane

        def mail(event: Event) -> None:
            mail_notification(UUID(event.payload["notification_id"]))

        events.on(NoticeEvent.MADE, "notifications.mail", mail, lane=Lane.MAIL)
        hooks.register("register_admin_menu_item", bell_door)
