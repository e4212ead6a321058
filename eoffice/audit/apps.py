from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "eoffice.audit"
    label = "audit"

    def ready(self) -> None:
        """Keep an anchor and check the chain every day; hang the auditors' door."""
        from django.utils.translation import gettext_lazy as _

        from eoffice.audit import own_words
        from eoffice.audit.access import is_auditor
        from eoffice.audit.anchors import EVERY_S, keep_anchor
        from eoffice.audit.checking import check_chain
        from eoffice.outbox.timers import register_periodic
        from eoffice.shell.settings_doors import SettingsDoor, register_settings_door

        register_periodic("audit.keep_anchor", EVERY_S, keep_anchor)
        register_periodic("audit.check_chain", EVERY_S, check_chain)
        own_words.register()
        register_settings_door(
            SettingsDoor(
                name="audit",
                label=_("Audit trail"),
                text=_("Who did what, when and on whose authority, proven unaltered"),
                page="audit_trail",
                icon="shield-check",
                order=90,
                shown=is_auditor,
            )
        )
