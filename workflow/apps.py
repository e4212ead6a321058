from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"

    def ready(self) -> None:
        """Register what this room does after an act, its sandbox task, its doors."""
        from eoffice.api.registry import register_router
        from workflow import handlers
        from workflow.api import (
            acts,
            dispositions,
            incoming,
            letters,
            reference,
            registers,
        )
        from workflow.verification import sandboxed

        handlers.register()
        sandboxed.register()
        register_router("", reference.router, tag="reference")
        register_router("", letters.router, tag="letters")
        register_router("", acts.router, tag="letter-acts")
        register_router("", incoming.router, tag="incoming-letters")
        register_router("", dispositions.router, tag="dispositions")
        register_router("", registers.router, tag="registers")
