from django.apps import AppConfig

DAY_S = 24 * 3600


class SearchConfig(AppConfig):
    name = "search"
    label = "office_search"

    def ready(self) -> None:
        """Listen to what happens below, and hang the door of search."""
        from eoffice.api.registry import register_router
        from eoffice.outbox.timers import register_periodic
        from search import health
        from search.api.search import router
        from search.projection import forgetting, handlers
        from search.projection.comparing import COMPARE, compare_index

        handlers.register()
        forgetting.register()
        health.register()
        register_periodic(COMPARE, DAY_S, compare_index)
        register_router("", router, tag="search")
