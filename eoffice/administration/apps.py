from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "eoffice.administration"
    label = "administration"
