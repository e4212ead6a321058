"""`/pengaturan/antrean/`: what stands still."""

from django.urls import path

from eoffice.upkeep import views

urlpatterns = [
    path("", views.queue, name="outbox_queue"),
    path("<uuid:delivery_id>/ulangi/", views.retry, name="outbox_retry"),
    path(
        "macet/<slug:check>/<uuid:ref>/ulangi/", views.retry_thing, name="stuck_retry"
    ),
    path("bukti/<slug:name>/ulangi/", views.prove_again, name="proof_again"),
]
