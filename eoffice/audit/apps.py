from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "eoffice.audit"
    label = "audit"

    def ready(self) -> None:
        """Keep an anchor of the chain every day."""
        from eoffice.audit.anchors import EVERY_S, keep_anchor
        from eoffice.outbox.timers import register_periodic

        register_periodic("audit.keep_anchor", EVERY_S, keep_anchor)
