"""`/pemberitahuan/`: the bell's page."""

from django.urls import path

from eoffice.admin.notifications import views

urlpatterns = [
    path("", views.bell_list, name="bell_list"),
    path("dibaca/", views.read_all, name="bell_read_all"),
    path("<uuid:notification_id>/buka/", views.open_line, name="bell_open"),
]
