from django.apps import AppConfig


class HolidaysConfig(AppConfig):
    name = "eoffice.holidays"
    label = "holidays"
