from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "office_search"
