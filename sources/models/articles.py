"""Publications, their texts, and the stories they tell together."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from common.models import LeasedModel, TimeStampedModel, known_value
from sources.enums import ArticleState, Extractor, Obstacle, TimeBasis, TimeDoubt
from sources.models.feeds import Feed
from sources.models.outlets import Outlet


class Story(models.Model):
    """Near-identical articles at several outlets: a syndication cluster. Most stories have one
    article. `reworded_from` is the story of which this one is a re-worded copy: linked, and its
    words prove nothing that was said in the other.
    """

    created_at = models.DateTimeField(auto_now_add=True)
    reworded_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="rewordings",
        verbose_name=_("re-worded from"),
    )

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(
                name="story_reworded_from_another",
                condition=Q(reworded_from__isnull=True) | ~Q(reworded_from=F("id")),
            )
        ]

    def __str__(self) -> str:
        return f"story {self.pk}"


class ArticleQuerySet(models.QuerySet["Article"]):
    def due(self, now: datetime) -> ArticleQuerySet:
        """Articles whose page is owed a visit now: those that nobody has read before those that
        are looked at again, and of these the ones with tracked people first.
        """
        is_first = Case(When(state=ArticleState.OWED, then=0), default=1)
        return self.filter(due_at__lte=now).order_by(is_first, "-watch_priority", "due_at", "pk")

    def first_published_first(self) -> ArticleQuerySet:
        """By feed or page time, then by when we first saw it: never by our polling order alone."""
        return self.order_by(F("published_at").asc(nulls_last=True), "first_seen_at", "pk")


class Article(TimeStampedModel, LeasedModel):
    """One publication at one canonical address. `due_at` is set while its page is owed a visit."""

    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, related_name="articles", verbose_name=_("outlet")
    )
    feed = models.ForeignKey(
        Feed,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name=_("found in feed"),
    )
    story = models.ForeignKey(
        Story,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name=_("story"),
    )
    url = models.CharField(
        _("address"),
        max_length=2000,
        unique=True,
        help_text=_(
            "Canonical; urn:sha256:… for a text that was given as a file without an address."
        ),
    )
    is_registered = models.BooleanField(
        _("address given by staff"),
        default=False,
        help_text=_(
            "Registered by staff, or a link in a feed that is: FETCH_ALLOWED_NETWORKS may apply."
        ),
    )
    title = models.CharField(_("headline"), max_length=500, blank=True)
    author = models.CharField(_("byline"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    language_is_detected = models.BooleanField(
        _("language told from the text"), default=False, help_text=_("Nobody declared it.")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_basis = models.CharField(
        _("published according to"),
        max_length=20,
        choices=TimeBasis.choices,
        default=TimeBasis.UNKNOWN,
    )
    published_doubt = models.CharField(
        _("doubt about the time"), max_length=20, choices=TimeDoubt.choices, blank=True
    )
    changed_at = models.DateTimeField(
        _("changed"), null=True, blank=True, help_text=_("According to the feed or page.")
    )
    first_seen_at = models.DateTimeField(_("first seen"))
    state = models.CharField(
        _("state"), max_length=20, choices=ArticleState.choices, default=ArticleState.OWED
    )
    reason = models.CharField(_("why this state"), max_length=500, blank=True)
    obstacle = models.CharField(_("obstacle"), max_length=20, choices=Obstacle.choices, blank=True)
    due_reason = models.CharField(_("why the next visit is then"), max_length=300, blank=True)
    etag = models.TextField(blank=True, editable=False, help_text=_("Sent back byte for byte."))
    last_modified = models.TextField(
        blank=True, editable=False, help_text=_("Sent back byte for byte.")
    )
    body_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    checked_at = models.DateTimeField(_("last looked at"), null=True, blank=True)
    absent_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    pending_sha256 = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("A change that was seen once: of its headline and text."),
    )
    pending_since = models.DateTimeField(null=True, blank=True, editable=False)
    watch_priority = models.PositiveSmallIntegerField(
        _("priority"),
        default=0,
        help_text=_("Set by commentary: higher where a tracked person speaks."),
    )

    objects = models.Manager.from_queryset(ArticleQuerySet)()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            known_value("state", ArticleState, name="article_state_known"),
            known_value("published_basis", TimeBasis, name="article_published_basis_known"),
            known_value(
                "published_doubt", TimeDoubt, name="article_published_doubt_known", or_empty=True
            ),
            known_value("obstacle", Obstacle, name="article_obstacle_known", or_empty=True),
            models.CheckConstraint(
                name="article_pending_since_when",
                condition=Q(pending_sha256="", pending_since__isnull=True)
                | (~Q(pending_sha256="") & Q(pending_since__isnull=False)),
            ),
            models.CheckConstraint(
                name="article_published_basis_says_when",
                condition=Q(published_at__isnull=True, published_basis=TimeBasis.UNKNOWN)
                | (Q(published_at__isnull=False) & ~Q(published_basis=TimeBasis.UNKNOWN)),
            ),
            models.CheckConstraint(
                name="article_owed_is_due",
                condition=~Q(state=ArticleState.OWED) | Q(due_at__isnull=False),
            ),
        ]
        indexes = [  # Serves due().
            models.Index(fields=["due_at"], name="article_due", condition=Q(due_at__isnull=False)),
            # Serves the rate of a feed, at every poll.
            models.Index(fields=["feed", "-first_seen_at"], name="article_of_feed"),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class ArticleText(models.Model):
    """One distinct text of an article. A changed text is a new row; a stored one is never updated
    (a trigger holds it).

    The text is normalised once before hashing (common.text.normalise). `marks` are [kind, start,
    end] of headings and emphasis that survived from the page, code points, end exclusive.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="texts", verbose_name=_("article")
    )
    revision = models.PositiveIntegerField(
        _("revision"), help_text=_("1 is the first text we stored.")
    )
    title = models.CharField(_("headline"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField(_("code points"))
    marks = models.JSONField(default=list, blank=True)
    extractor = models.CharField(
        _("found by"), max_length=20, choices=Extractor.choices, blank=True
    )
    signature = models.BinaryField(default=bytes, editable=False)
    stored_at = models.DateTimeField(_("stored"))

    class Meta:
        ordering = ["article_id", "revision"]
        verbose_name = _("article text")
        verbose_name_plural = _("article texts")
        constraints = [
            models.UniqueConstraint(fields=["article", "sha256"], name="articletext_distinct"),
            models.UniqueConstraint(
                fields=["article", "revision"], name="articletext_revision_once"
            ),
            known_value("extractor", Extractor, name="articletext_extractor_known", or_empty=True),
        ]
        indexes = [  # Serves retention, which looks for the oldest words.
            models.Index(
                fields=["stored_at"], name="articletext_words_by_age", condition=~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.article_id} (revision {self.revision})"

    @property
    def story_id(self) -> int:
        """The story of its article: a text is stored together with its story."""
        story_id = self.article.story_id
        if story_id is None:
            raise Story.DoesNotExist(f"Article {self.article_id} has a text and no story.")
        return story_id


class TextBand(models.Model):
    """One band of a text's similarity signature; texts that share one are compared in full
    (sources.similarity).
    """

    article_text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="bands")
    band = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["band", "article_text"], name="textband_once")
        ]

    def __str__(self) -> str:
        return self.band
