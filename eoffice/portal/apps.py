from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "eoffice.portal"
    label = "portal"
