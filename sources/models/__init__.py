"""Outlets and feeds, articles with their texts and changes, and what keeps us polite."""

from sources.models.articles import Article, ArticleText, Story, TextBand
from sources.models.documents import DeadlyDocument, RawResponse
from sources.models.feeds import Feed, FeedFetch, FeedGap
from sources.models.hosts import HostTurn, Outage, RobotsFile
from sources.models.outlets import Outlet
from sources.models.recognition import ArticleAlias, ArticleMerge
from sources.models.revisions import Revision

__all__ = [
    "Article",
    "ArticleAlias",
    "ArticleMerge",
    "ArticleText",
    "DeadlyDocument",
    "Feed",
    "FeedFetch",
    "FeedGap",
    "HostTurn",
    "Outage",
    "Outlet",
    "RawResponse",
    "Revision",
    "RobotsFile",
    "Story",
    "TextBand",
]
