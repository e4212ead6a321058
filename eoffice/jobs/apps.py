from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "eoffice.jobs"
    label = "jobs"
