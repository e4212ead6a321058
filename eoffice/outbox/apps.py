from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "eoffice.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Keep the outbox small; hang the operator's door."""
        from django.utils.translation import gettext_lazy as _

        from eoffice.audit.words import register_acts
        from eoffice.organisation.access import is_administrator
        from eoffice.outbox.timers import register_periodic
        from eoffice.shell.settings_doors import SettingsDoor, register_settings_door
        from eoffice.upkeep.sweeper import forget_done
        from eoffice.upkeep.trail_acts import UpkeepAct

        register_acts(UpkeepAct)
        register_periodic("outbox.forget_done", 3600, forget_done)
        register_settings_door(
            SettingsDoor(
                name="queue",
                label=_("Background work"),
                text=_("What stands still, and whether stored files are whole"),
                page="outbox_queue",
                icon="refresh-cw",
                order=60,
                shown=is_administrator,
            )
        )
