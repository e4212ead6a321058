from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "eoffice.health"
    label = "health"

    def ready(self) -> None:
        """Register the house's own checks, and watch them all."""
        from eoffice.health import services, watch
        from eoffice.outbox.timers import register_periodic
        from eoffice.shell.health_banner import register_health_reader

        services.register()
        register_periodic("health.watch", watch.EVERY_S, watch.look)
        register_health_reader(watch.degraded_services)
