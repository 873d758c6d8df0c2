import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="HostTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.CharField(max_length=300, unique=True)),
                ("free_at", models.DateTimeField()),
                ("token", models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Outlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, max_length=80, unique=True, verbose_name="slug"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("home", models.URLField(blank=True, max_length=500, verbose_name="home page")),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        help_text="IANA name; the calendar day of a statement is the day in this zone.",
                        max_length=64,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="BCP 47, for example en or ja.",
                        max_length=16,
                        verbose_name="main language",
                    ),
                ),
            ],
            options={
                "verbose_name": "outlet",
                "verbose_name_plural": "outlets",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.UUIDField(blank=True, editable=False, null=True)),
                ("attempts", models.PositiveIntegerField(default=0, editable=False)),
                ("url", models.URLField(max_length=2000, unique=True, verbose_name="address")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "polled"), ("paused", "paused")],
                        default="active",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why this state"),
                ),
                (
                    "due_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why the next poll is then"
                    ),
                ),
                (
                    "etag",
                    models.TextField(
                        blank=True, editable=False, help_text="Sent back byte for byte."
                    ),
                ),
                (
                    "last_modified",
                    models.TextField(
                        blank=True, editable=False, help_text="Sent back byte for byte."
                    ),
                ),
                ("body_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "last_polled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last poll"
                    ),
                ),
                (
                    "last_success_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last success"
                    ),
                ),
                ("failures_in_a_row", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "last_error",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="last error"
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="sources.outlet",
                        verbose_name="outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "feed",
                "verbose_name_plural": "feeds",
                "ordering": ["outlet__name", "url"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["due_at", "id"],
                        name="feed_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "paused"])),
                        name="feed_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.UUIDField(blank=True, editable=False, null=True)),
                ("attempts", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "url",
                    models.CharField(
                        help_text="Canonical; urn:sha256:… for a text that was given as a file without an address.",
                        max_length=2000,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "is_registered",
                    models.BooleanField(
                        default=False,
                        help_text="Registered by staff, or a link in a feed that is: FETCH_ALLOWED_NETWORKS may apply.",
                        verbose_name="address given by staff",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="headline")),
                ("author", models.CharField(blank=True, max_length=300, verbose_name="byline")),
                ("language", models.CharField(blank=True, max_length=16, verbose_name="language")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                (
                    "published_basis",
                    models.CharField(
                        choices=[
                            ("feed", "the feed"),
                            ("page", "the page"),
                            ("given", "given by staff"),
                            ("unknown", "not stated"),
                        ],
                        default="unknown",
                        max_length=20,
                        verbose_name="published according to",
                    ),
                ),
                ("first_seen_at", models.DateTimeField(verbose_name="first seen")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("owed", "waiting to be fetched"),
                            ("stored", "text stored"),
                            ("not_an_article", "not an article"),
                            ("failed", "could not be fetched"),
                        ],
                        default="owed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why this state"),
                ),
                (
                    "watch_priority",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Set by commentary: higher where a tracked person speaks.",
                        verbose_name="priority",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="articles",
                        to="sources.feed",
                        verbose_name="found in feed",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="sources.outlet",
                        verbose_name="outlet",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="sources.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["-published_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="article_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["owed", "stored", "not_an_article", "failed"])
                        ),
                        name="article_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_basis__in", ["feed", "page", "given", "unknown"])
                        ),
                        name="article_published_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True), ("published_basis", "unknown")
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                models.Q(("published_basis", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="article_published_basis_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "owed"), _negated=True),
                            ("due_at__isnull", False),
                            _connector="OR",
                        ),
                        name="article_owed_is_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedFetch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("finished_at", models.DateTimeField(verbose_name="finished")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new_content", "new content"),
                            ("unchanged", "unchanged"),
                            ("failed", "failed"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="HTTP status"
                    ),
                ),
                ("size", models.PositiveIntegerField(default=0, verbose_name="bytes")),
                (
                    "items",
                    models.PositiveIntegerField(default=0, verbose_name="items in the feed"),
                ),
                ("items_new", models.PositiveIntegerField(default=0, verbose_name="new items")),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="error")),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fetches",
                        to="sources.feed",
                        verbose_name="feed",
                    ),
                ),
            ],
            options={
                "verbose_name": "poll",
                "verbose_name_plural": "polls",
                "ordering": ["-started_at", "-id"],
                "indexes": [
                    models.Index(fields=["feed", "-started_at"], name="feedfetch_of_feed")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["new_content", "unchanged", "failed"])
                        ),
                        name="feedfetch_outcome_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guid", "identifier in a feed"),
                            ("url", "address"),
                            ("text", "the same text at the same outlet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=40)),
                ("key", models.CharField(max_length=2000)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="sources.article",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "scope", "key"), name="articlealias_names_one_article"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["guid", "url", "text"])),
                        name="articlealias_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        help_text="1 is the first text we stored.", verbose_name="revision"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="headline")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("sha256", models.CharField(max_length=64)),
                ("length", models.PositiveIntegerField(verbose_name="code points")),
                ("marks", models.JSONField(blank=True, default=list)),
                ("signature", models.BinaryField(default=bytes)),
                ("stored_at", models.DateTimeField(verbose_name="stored")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="sources.article",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "article text",
                "verbose_name_plural": "article texts",
                "ordering": ["article_id", "revision"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "sha256"), name="articletext_distinct"
                    ),
                    models.UniqueConstraint(
                        fields=("article", "revision"), name="articletext_revision_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("band", models.CharField(max_length=40)),
                (
                    "article_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="sources.articletext",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("band", "article_text"), name="textband_once")
                ],
            },
        ),
    ]
