"""The public pages."""

from django.urls import path

import common.api.addresses  # noqa: F401 - registers the converter unicode_slug
from commentary import views

app_name = "commentary"
urlpatterns = [
    path("", views.home, name="home"),
    path("experts/", views.experts, name="experts"),
    path("experts/<unicode_slug:slug>/", views.expert, name="expert"),
    path("propositions/", views.propositions, name="propositions"),
    path("propositions/<unicode_slug:slug>/", views.proposition, name="proposition"),
    path("changes/", views.changes, name="changes"),
    path("positions/<str:public>/", views.position, name="position"),
]
