from django.apps import AppConfig


class ObjectsConfig(AppConfig):
    name = "eoffice.objects"
    label = "objects"
