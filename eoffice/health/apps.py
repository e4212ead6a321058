from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "eoffice.health"
    label = "health"

    def ready(self) -> None:
        """Register the house's own checks and proofs, and watch them all."""
        from eoffice.audit.words import register_acts
        from eoffice.health import own_proofs, services, watch
        from eoffice.health.events import ProofEvent
        from eoffice.health.proof_notices import settle_proofs, tell_of_broken_proof
        from eoffice.health.trail_acts import ProofAct
        from eoffice.outbox import events
        from eoffice.outbox.timers import register_periodic
        from eoffice.shell.health_banner import register_health_reader

        register_acts(ProofAct)
        services.register()
        own_proofs.register()
        events.on(ProofEvent.BROKEN, "health.tell_administrators", tell_of_broken_proof)
        events.on(ProofEvent.HOLDS_AGAIN, "health.settle_proofs", settle_proofs)
        register_periodic("health.watch", watch.EVERY_S, watch.look)
        register_health_reader(watch.degraded_services)
