from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "eoffice.importing"
    label = "importing"
