"""Addresses below /api/v1/."""

from django.urls import path

from alerts.api import views

urlpatterns = [
    path("events/", views.EventListView.as_view(), name="events"),
]
