"""Addresses below /api/v1/."""

from django.urls import path

import common.api.addresses  # noqa: F401 - registers the converter unicode_slug
from commentary.api import (
    corrections,
    feeds,
    finding,
    people,
    publications,
    records,
    staff,
    subjects,
)

urlpatterns = [
    path("experts/", people.ExpertListView.as_view(), name="experts"),
    path("experts/<unicode_slug:slug>/", people.ExpertView.as_view(), name="expert"),
    path(
        "experts/<unicode_slug:slug>/timeline/",
        people.ExpertTimelineView.as_view(),
        name="expert-timeline",
    ),
    path("topics/", subjects.TopicListView.as_view(), name="topics"),
    path("topics/<unicode_slug:slug>/", subjects.TopicView.as_view(), name="topic"),
    path("propositions/", subjects.PropositionListView.as_view(), name="propositions"),
    path(
        "propositions/<unicode_slug:slug>/",
        subjects.PropositionView.as_view(),
        name="proposition",
    ),
    path(
        "propositions/<unicode_slug:slug>/timeline/",
        subjects.PropositionTimelineView.as_view(),
        name="proposition-timeline",
    ),
    path("statements/", records.StatementListView.as_view(), name="statements"),
    path("statements/<str:id>/", records.StatementView.as_view(), name="statement"),
    path("positions/", records.PositionListView.as_view(), name="positions"),
    path("positions/<str:id>/", records.PositionView.as_view(), name="position"),
    path("changes/", records.ChangeListView.as_view(), name="changes"),
    path("changes/<str:id>/", records.ChangeView.as_view(), name="change"),
    path("interviews/", publications.InterviewListView.as_view(), name="interviews"),
    path("interviews/<str:id>/", publications.InterviewView.as_view(), name="interview"),
    path("articles/", publications.ArticleListView.as_view(), name="articles"),
    path("articles/<str:id>/", publications.ArticleView.as_view(), name="article"),
    path(
        "correction-requests/",
        corrections.CorrectionListView.as_view(),
        name="correction-requests",
    ),
    path(
        "correction-requests/<str:id>/",
        corrections.CorrectionView.as_view(),
        name="correction-request",
    ),
    path("compare/", finding.CompareView.as_view(), name="compare"),
    path("search/", finding.SearchView.as_view(), name="search"),
    path("feeds/", feeds.FeedListView.as_view(), name="feeds"),
    path("feeds/<str:id>/", feeds.FeedView.as_view(), name="feed"),
    path("feeds/<str:id>/poll/", feeds.PollNowView.as_view(), name="feed-poll"),
    path("feeds/<str:id>/pause/", feeds.PauseView.as_view(), name="feed-pause"),
    path("feeds/<str:id>/resume/", feeds.ResumeView.as_view(), name="feed-resume"),
    path("feeds/<str:id>/move/", feeds.MoveView.as_view(), name="feed-move"),
    path("review/", staff.ReviewListView.as_view(), name="review"),
    path("review/<str:id>/accept/", staff.AcceptView.as_view(), name="review-accept"),
    path("review/<str:id>/reject/", staff.RejectView.as_view(), name="review-reject"),
    path("review/<str:id>/positions/", staff.PlaceView.as_view(), name="review-positions"),
    path("outlets/", publications.OutletListView.as_view(), name="outlets"),
    path("outlets/<unicode_slug:slug>/", publications.OutletView.as_view(), name="outlet"),
]
