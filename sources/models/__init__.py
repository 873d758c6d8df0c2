"""Outlets and feeds, articles and their texts, and the host turns that keep us polite."""

from sources.models.articles import Article, ArticleAlias, ArticleText, Story, TextBand
from sources.models.feeds import Feed, FeedFetch, HostTurn
from sources.models.outlets import Outlet

__all__ = [
    "Article",
    "ArticleAlias",
    "ArticleText",
    "Feed",
    "FeedFetch",
    "HostTurn",
    "Outlet",
    "Story",
    "TextBand",
]
