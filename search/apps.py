from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "office_search"

    def ready(self) -> None:
        """Listen to what happens below, and hang the door of search."""
        from eoffice.api.registry import register_router
        from search import handlers, health
        from search.api.search import router

        handlers.register()
        health.register()
        register_router("", router, tag="search")
