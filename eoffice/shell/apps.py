from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "eoffice.shell"
    label = "shell"
