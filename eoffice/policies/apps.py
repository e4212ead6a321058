from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "eoffice.policies"
    label = "policies"
