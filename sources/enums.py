"""States and kinds of what comes from outside."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedState(models.TextChoices):
    ACTIVE = "active", _("polled")
    PAUSED = "paused", _("paused")


class FetchOutcome(models.TextChoices):
    NEW_CONTENT = "new_content", _("new content")
    UNCHANGED = "unchanged", _("unchanged")
    FAILED = "failed", _("failed")


class ArticleState(models.TextChoices):
    OWED = "owed", _("waiting to be fetched")
    STORED = "stored", _("text stored")
    NOT_AN_ARTICLE = "not_an_article", _("not an article")
    FAILED = "failed", _("could not be fetched")


class TimeBasis(models.TextChoices):
    """Where an article's publication time comes from."""

    FEED = "feed", _("the feed")
    PAGE = "page", _("the page")
    GIVEN = "given", _("given by staff")
    UNKNOWN = "unknown", _("not stated")


class AliasKind(models.TextChoices):
    """By what an article is recognised when it comes again."""

    GUID = "guid", _("identifier in a feed")
    URL = "url", _("address")
    TEXT = "text", _("the same text at the same outlet")
