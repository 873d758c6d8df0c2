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


class ErrorKind(models.TextChoices):
    """What went wrong with a request, coarse enough to count."""

    UNREACHABLE = "unreachable", _("could not be reached")
    TIMED_OUT = "timed_out", _("took too long")
    REFUSED = "refused", _("an address that we do not ask")
    CLIENT = "http_4xx", _("HTTP 4xx")
    GONE = "gone", _("HTTP 410, gone")
    SERVER = "http_5xx", _("HTTP 5xx")
    BAD_ANSWER = "bad_answer", _("an answer that is no proper HTTP, or too large")
    NOT_A_FEED = "not_a_feed", _("not a feed")
    UNREADABLE = "unreadable", _("could not be read within its limits")
    OURS = "ours", _("our own doing")


class ArticleState(models.TextChoices):
    OWED = "owed", _("waiting to be fetched")
    STORED = "stored", _("text stored")
    NOT_AN_ARTICLE = "not_an_article", _("not an article")
    FAILED = "failed", _("could not be fetched")
    WITHDRAWN = "withdrawn", _("taken off by its outlet")


class Obstacle(models.TextChoices):
    """What stood at the address in place of an article, or kept us from it."""

    CONSENT = "consent", _("a question for consent")
    PAYWALL = "paywall", _("a login or payment")
    CHALLENGE = "challenge", _("a check of the visitor's browser")
    SOFT_404 = "soft_404", _("a page that says there is none")
    LISTING = "listing", _("a list of articles")
    NO_TEXT = "no_text", _("no text of an article")
    ROBOTS = "robots", _("its robots.txt asks us not to read it")
    QUARANTINED = "quarantined", _("a document that stops its reader")


class TimeDoubt(models.TextChoices):
    """Why a stated publication time is not believed, or that there is none."""

    MISSING = "missing", _("none stated")
    FUTURE = "future", _("in the future")
    ANCIENT = "ancient", _("before there was news on the web")


class Extractor(models.TextChoices):
    """Who found the text on the page."""

    JSON_LD = "json_ld", _("the page's own data (JSON-LD)")
    MAIN = "main", _("the first extractor")
    SECOND = "second", _("the second extractor")
    GIVEN = "given", _("given as a text")


class RevisionKind(models.TextChoices):
    """What changed from one sight of an article to the next."""

    BORING = "boring", _("nothing that a reader would notice")
    HEADLINE = "headline", _("the headline")
    TEXT = "text", _("the text")
    CORRECTION_NOTE = "correction_note", _("a note of correction came")
    WITHDRAWN = "withdrawn", _("taken off")
    RESTORED = "restored", _("there again")


class TimeBasis(models.TextChoices):
    """Where an article's publication time comes from."""

    FEED = "feed", _("the feed")
    PAGE = "page", _("the page")
    GIVEN = "given", _("given by staff")
    UNKNOWN = "unknown", _("not stated")


class AliasKind(models.TextChoices):
    """By what an article is recognised when it comes again."""

    GUID = "guid", _("identifier in a feed")
    BARE_GUID = "bare_guid", _("identifier without scheme and fragment")
    URL = "url", _("address")
    CANONICAL = "canonical", _("address that the page itself declares")
    TITLE = "title", _("the same headline at the same outlet within days")
    TEXT = "text", _("the same text at the same outlet")
