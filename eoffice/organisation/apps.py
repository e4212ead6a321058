from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "eoffice.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Hang the doors of the organisation."""
        from eoffice.api.registry import register_router
        from eoffice.organisation.api import acting, officials, positions, units

        for room in (units, positions, officials, acting):
            register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
