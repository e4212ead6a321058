from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "eoffice.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Hang the doors of the organisation."""
        from django.utils.translation import gettext_lazy as _

        from eoffice.api.registry import register_router
        from eoffice.audit.words import register_acts
        from eoffice.notifications.visibility import register_pages
        from eoffice.organisation.access import is_administrator
        from eoffice.organisation.api import (
            acting,
            agreements,
            importing,
            officials,
            positions,
            units,
        )
        from eoffice.organisation.operations import import_jobs
        from eoffice.organisation.operations.import_drafts import forget_import_drafts
        from eoffice.organisation.trail_acts import (
            AgreementAct,
            ImportAct,
            OrganisationAct,
        )
        from eoffice.outbox.timers import register_periodic
        from eoffice.sandbox import register_task
        from eoffice.shell.settings_doors import SettingsDoor, register_settings_door

        register_task(
            "read_workbook", "eoffice.organisation.importing.spreadsheet:read_workbook"
        )
        register_task(
            "read_csv", "eoffice.organisation.importing.comma_separated:read_csv"
        )
        for room in (importing, units, positions, officials, acting, agreements):
            register_router("", room.router, tag=room.__name__.rsplit(".", 1)[-1])

        register_acts(OrganisationAct, ImportAct, AgreementAct)
        import_jobs.register()
        _hang_agreements()
        register_pages(
            "settings_index",
            lambda actor, paths: paths if is_administrator(actor) else set(),
        )
        register_periodic("organisation.forget_drafts", 3600, forget_import_drafts)
        register_settings_door(
            SettingsDoor(
                name="organisation",
                label=_("Organisation"),
                text=_("Units, positions, officials, Plt. and Plh.; import"),
                page="organisation_tree",
                icon="landmark",
                order=10,
                shown=is_administrator,
            )
        )


def _hang_agreements() -> None:
    """Name the acts that take two, and tell the others when one is asked for."""
    from eoffice.organisation.agreement_notices import (
        settle_requests,
        tell_administrators,
    )
    from eoffice.organisation.events import AgreementEvent
    from eoffice.organisation.operations import registered_acts
    from eoffice.outbox import events

    registered_acts.register()
    events.on(
        AgreementEvent.ASKED, "organisation.tell_administrators", tell_administrators
    )
    events.on(AgreementEvent.DECIDED, "organisation.settle_requests", settle_requests)
