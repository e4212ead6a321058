from django.apps import AppConfig

DAY_S = 24 * 3600
ALERT_EVERY_S = 600


class SearchConfig(AppConfig):
    name = "search"
    label = "office_search"

    def ready(self) -> None:
        """Listen to what happens below, and hang the door of search."""
        from eoffice.api.registry import register_router
        from eoffice.audit.trail_words import register_acts
        from eoffice.outbox.timers import register_periodic
        from search import health
        from search.api import saved
        from search.api.search import router
        from search.projection import forgetting, handlers
        from search.projection.comparing import COMPARE, compare_index
        from search.rebuilding import trail_words, working
        from search.saved import notices
        from search.saved.alerting import ALERT, alert_searches
        from search.saved.trail_acts import SearchAct
        from search.watching import noting
        from search.words import trail_words as words_told

        handlers.register()
        forgetting.register()
        health.register()
        working.register()
        trail_words.register()
        words_told.register()
        noting.register()
        register_periodic(COMPARE, DAY_S, compare_index)
        notices.register()
        register_acts(SearchAct)
        register_periodic(ALERT, ALERT_EVERY_S, alert_searches)
        register_router("", router, tag="search")
        register_router("/search/saved", saved.router, tag="search")
