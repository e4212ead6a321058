from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "eoffice.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Keep the outbox small."""
        from eoffice.outbox.sweeper import forget_done
        from eoffice.outbox.timers import register_periodic

        register_periodic("outbox.forget_done", 3600, forget_done)
