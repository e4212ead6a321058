from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"

    def ready(self) -> None:
        """Register what this room does after an act, and its sandbox task."""
        from workflow import handlers
        from workflow.verification import sandboxed

        handlers.register()
        sandboxed.register()
