"""The public pages."""

from django.urls import path

import common.api.addresses  # noqa: F401 - registers the converter unicode_slug
from commentary.views import corrections, front, people, records, subjects

app_name = "commentary"
urlpatterns = [
    path("", front.home, name="home"),
    path("experts/", people.experts, name="experts"),
    path("experts/<unicode_slug:slug>/", people.expert, name="expert"),
    path("propositions/", subjects.propositions, name="propositions"),
    path("propositions/<unicode_slug:slug>/", subjects.proposition, name="proposition"),
    path("changes/", records.changes, name="changes"),
    path("positions/<str:public>/", records.position, name="position"),
    path("corrections/", corrections.log, name="corrections"),
    path("corrections/new/", corrections.new, name="correction-new"),
    path("corrections/<str:public>/", corrections.correction, name="correction"),
]
