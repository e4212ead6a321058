from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "eoffice.registrations"
    label = "registrations"

    def ready(self) -> None:
        """Tell the rooms of the core about each other; they stand below this one."""
        # imported here: rooms with models cannot be read before all apps are known
        from eoffice.registrations import (
            account_acts,
            audit_words,
            doors,
            follow_ups,
            organisation_acts,
            routes,
            timers,
        )

        account_acts.register()
        organisation_acts.register()
        audit_words.register()
        routes.register()
        follow_ups.register()
        timers.register()
        doors.register()
