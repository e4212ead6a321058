from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "eoffice.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Hang the door of accounts."""
        from django.utils.translation import gettext_lazy as _

        from eoffice.accounts.operations import registered_acts
        from eoffice.accounts.trail_acts import AccountAct, TokenAct
        from eoffice.audit.words import register_acts
        from eoffice.organisation.access import is_administrator
        from eoffice.shell.settings_doors import SettingsDoor, register_settings_door

        register_acts(AccountAct, TokenAct)
        registered_acts.register()
        register_settings_door(
            SettingsDoor(
                name="accounts",
                label=_("Accounts"),
                text=_("Who may log in, roles of positions, temporary passwords"),
                page="account_list",
                icon="key-round",
                order=20,
                shown=is_administrator,
            )
        )
