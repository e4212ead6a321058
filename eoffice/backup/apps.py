from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "eoffice.backup"
    label = "backup"
