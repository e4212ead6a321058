"""`/pengaturan/antrean/`: what stands still."""

from django.urls import path

from eoffice.outbox import views

urlpatterns = [
    path("", views.queue, name="outbox_queue"),
    path("<uuid:delivery_id>/ulangi/", views.retry, name="outbox_retry"),
]
