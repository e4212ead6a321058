from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "eoffice.health"
    label = "health"
