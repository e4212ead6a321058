from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"

    def ready(self) -> None:
        """Register what this room does after an act, and its sandbox task."""
        from workflow import handlers  # noqa: PLC0415  models are ready only now
        from workflow.verification import sandboxed  # noqa: PLC0415

        handlers.register()
        sandboxed.register()
