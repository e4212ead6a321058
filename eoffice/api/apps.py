from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "eoffice.api"
    label = "api"

    def ready(self) -> None:
        """Hang our own doors."""
        from eoffice.api.registry import register_router
        from eoffice.api.routers import me

        register_router("", me.router, tag="me")
