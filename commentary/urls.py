"""The public pages."""

from django.urls import path

import common.api.addresses  # noqa: F401 - registers the converter unicode_slug
from commentary.views import (
    corrections,
    front,
    people,
    publications,
    records,
    search,
    subjects,
    topics,
)

app_name = "commentary"
urlpatterns = [
    path("", front.home, name="home"),
    path("experts/", people.experts, name="experts"),
    path("experts/<unicode_slug:slug>/", people.expert, name="expert"),
    path("propositions/", subjects.propositions, name="propositions"),
    path("propositions/<unicode_slug:slug>/", subjects.proposition, name="proposition"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<unicode_slug:slug>/", topics.topic, name="topic"),
    path("changes/", records.changes, name="changes"),
    path("positions/<str:public>/", records.position, name="position"),
    path("statements/<str:public>/", records.statement, name="statement"),
    path("interviews/<str:public>/", publications.interview, name="interview"),
    path("articles/<str:public>/", publications.article, name="article"),
    path("search/", search.search, name="search"),
    path("about/", front.about, name="about"),
    path("corrections/", corrections.log, name="corrections"),
    path("corrections/new/", corrections.new, name="correction-new"),
    path("corrections/<str:public>/", corrections.correction, name="correction"),
]
