from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "eoffice.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Hang the doors of the organisation."""
        from eoffice.api.registry import register_router
        from eoffice.organisation.api import (
            acting,
            importing,
            officials,
            positions,
            units,
        )
        from eoffice.sandbox import register_task

        register_task(
            "read_workbook", "eoffice.organisation.importing.spreadsheet:read_workbook"
        )
        for room in (importing, units, positions, officials, acting):
            register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])
