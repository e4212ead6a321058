from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    label = "demo"

    def ready(self) -> None:
        """Say what the load writes into the trail."""
        from demo.load.trail_acts import LoadAct
        from eoffice.audit.trail_words import register_acts

        register_acts(LoadAct)
