import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("sources", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Expert",
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
                (
                    "name",
                    models.CharField(
                        help_text="As shown; every other spelling is a name of its own.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "public_basis",
                    models.TextField(
                        help_text="Why this person is followed: the public role in which they speak.",
                        verbose_name="public basis",
                    ),
                ),
                (
                    "followers",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="Set by alerts.",
                        verbose_name="followers",
                    ),
                ),
                ("merged_at", models.DateTimeField(blank=True, null=True, verbose_name="merged")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="commentary.expert",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "expert",
                "verbose_name_plural": "experts",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_basis", ""), _negated=True),
                        name="expert_public_basis_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_at__isnull", True), ("merged_into__isnull", True)),
                            models.Q(("merged_at__isnull", False), ("merged_into__isnull", False)),
                            _connector="OR",
                        ),
                        name="expert_merge_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="expert_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
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
                ("reader_version", models.CharField(max_length=20)),
                (
                    "roster",
                    models.PositiveBigIntegerField(
                        help_text="Number of the last change of tracked names, 0 before any."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("owed", "owed"), ("done", "done"), ("failed", "failed")],
                        default="owed",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("form", models.CharField(blank=True, max_length=20)),
                (
                    "found",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Counts: exchanges, passages, statements_new, …",
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="sources.articletext",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "readings",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="reading_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article_text", "reader_version", "roster"), name="reading_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["owed", "done", "failed"])),
                        name="reading_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "owed"), _negated=True),
                            ("due_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reading_owed_is_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
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
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="commentary.topic",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="topic_not_part_of_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("role", models.CharField(max_length=200, verbose_name="role")),
                ("organisation", models.CharField(max_length=200, verbose_name="organisation")),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliations",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
            ],
            options={
                "verbose_name": "affiliation",
                "verbose_name_plural": "affiliations",
                "ordering": [
                    "expert",
                    models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                    "pk",
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expert", "role", "organisation", "since"), name="affiliation_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", True)),
                        fields=("expert", "role", "organisation"),
                        name="affiliation_once_undated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="affiliation_since_before_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpertIdentifier",
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
                    "scheme",
                    models.CharField(
                        choices=[("wikidata", "Wikidata"), ("orcid", "ORCID")],
                        max_length=20,
                        verbose_name="scheme",
                    ),
                ),
                ("value", models.CharField(max_length=60, verbose_name="identifier")),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
            ],
            options={
                "verbose_name": "identifier",
                "verbose_name_plural": "identifiers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "value"), name="expertidentifier_names_one_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scheme__in", ["wikidata", "orcid"])),
                        name="expertidentifier_scheme_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpertName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("language", models.CharField(blank=True, max_length=16, verbose_name="language")),
                (
                    "script",
                    models.CharField(
                        blank=True,
                        help_text="ISO 15924, for example Latn or Jpan.",
                        max_length=4,
                        verbose_name="script",
                    ),
                ),
                (
                    "order",
                    models.CharField(
                        choices=[
                            ("given_first", "given name first"),
                            ("family_first", "family name first"),
                        ],
                        default="given_first",
                        max_length=20,
                        verbose_name="order",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False,
                        help_text="The form that is looked up: commentary.linking.",
                        max_length=200,
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
            ],
            options={
                "verbose_name": "name",
                "verbose_name_plural": "names",
                "ordering": ["expert", "pk"],
                "indexes": [models.Index(fields=["key"], name="expertname_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("expert", "name"), name="expertname_once"),
                    models.CheckConstraint(
                        condition=models.Q(("order__in", ["given_first", "family_first"])),
                        name="expertname_order_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="expertname_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("stated_on", models.DateField(verbose_name="said on")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        default="day",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "the text says when"),
                            ("published", "day of publication"),
                            ("inferred", "inferred"),
                        ],
                        default="published",
                        max_length=20,
                        verbose_name="basis",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interview", "interview"),
                            ("broadcast", "broadcast"),
                            ("speech", "speech"),
                            ("post", "post"),
                            ("letter", "open letter"),
                            ("opinion", "signed opinion piece"),
                            ("comment", "comment to an outlet"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where several tracked people spoke, as in a debate.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occasions",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occasions",
                        to="sources.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "occasion",
                "verbose_name_plural": "occasions",
                "ordering": ["-stated_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["stated", "published", "inferred"]),
                            ("precision__in", ["day", "month", "year"]),
                        ),
                        name="occasion_date_is_explained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "interview",
                                    "broadcast",
                                    "speech",
                                    "post",
                                    "letter",
                                    "opinion",
                                    "comment",
                                ],
                            )
                        ),
                        name="occasion_kind_known",
                    ),
                    models.UniqueConstraint(
                        fields=("expert", "story"), name="occasion_one_per_expert_and_story"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposition",
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
                        allow_unicode=True, max_length=120, unique=True, verbose_name="slug"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assessment", "assessment: it is so"),
                            ("forecast", "forecast: it will be so"),
                            ("policy", "policy: it should be so"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("wording", models.CharField(max_length=300, verbose_name="wording")),
                (
                    "guide",
                    models.TextField(
                        blank=True,
                        help_text="What counts as favor, what as against, and what does not count.",
                        verbose_name="guide",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True,
                        help_text="A forecast carries its date.",
                        null=True,
                        verbose_name="forecast for",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "closed_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why closed"),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="propositions",
                        to="commentary.topic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition",
                "verbose_name_plural": "propositions",
                "ordering": ["wording"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["assessment", "forecast", "policy"])),
                        name="proposition_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", True),
                                ("closed_reason", ""),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("closed_on__isnull", False),
                                ("state", "closed"),
                                models.Q(("closed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposition_closed_on_a_day_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "forecast"), _negated=True),
                            ("due_on__isnull", False),
                            _connector="OR",
                        ),
                        name="proposition_forecast_has_a_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roster_changes",
                        to="commentary.expert",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Interview",
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
                    "guests",
                    models.JSONField(
                        default=list, help_text="Names of all who answered, as printed."
                    ),
                ),
                (
                    "article_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="sources.articletext",
                    ),
                ),
                (
                    "occasion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interview",
                        to="commentary.occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "interview",
                "verbose_name_plural": "interviews",
            },
        ),
        migrations.CreateModel(
            name="PropositionWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public until"
                    ),
                ),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("corrected", "corrected"),
                            ("retracted by the expert", "retracted by the expert"),
                            ("misattributed", "misattributed"),
                            ("our error", "our error"),
                            ("merged", "merged"),
                            ("reworded", "reworded"),
                            ("recomputed", "the timeline changed"),
                        ],
                        editable=False,
                        max_length=40,
                        verbose_name="why it ended",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("wording", models.CharField(max_length=300, verbose_name="wording")),
                (
                    "proposition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="commentary.proposition",
                        verbose_name="proposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "wording",
                "verbose_name_plural": "wordings",
                "ordering": ["proposition", "version"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_at__gte", models.F("recorded_at")),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="propositionwording_ends_after_it_was_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "ended_reason__in",
                                    [
                                        "corrected",
                                        "retracted by the expert",
                                        "misattributed",
                                        "our error",
                                        "merged",
                                        "reworded",
                                        "recomputed",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="propositionwording_end_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        fields=("proposition", "version"), name="propositionwording_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("proposition",),
                        name="propositionwording_one_current",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exchange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="From 1, in the order of the interview."
                    ),
                ),
                ("question_start", models.PositiveIntegerField()),
                ("question_end", models.PositiveIntegerField()),
                ("answer_start", models.PositiveIntegerField()),
                ("answer_end", models.PositiveIntegerField()),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exchanges",
                        to="commentary.interview",
                    ),
                ),
            ],
            options={
                "verbose_name": "exchange",
                "verbose_name_plural": "exchanges",
                "ordering": ["interview", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("interview", "number"), name="exchange_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("question_start__lt", models.F("question_end")),
                            ("question_end__lte", models.F("answer_start")),
                            ("answer_start__lt", models.F("answer_end")),
                        ),
                        name="exchange_question_before_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
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
                    "number",
                    models.PositiveIntegerField(
                        help_text="From 1, in the order of the text.", verbose_name="number"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("awaiting", "awaiting review"), ("decided", "decided")],
                        default="awaiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "article_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="sources.articletext",
                    ),
                ),
                (
                    "exchange",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="passages",
                        to="commentary.exchange",
                        verbose_name="exchange",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="commentary.occasion",
                        verbose_name="occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage",
                "verbose_name_plural": "passages",
                "ordering": ["occasion", "number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "awaiting")),
                        fields=["created_at", "id"],
                        name="passage_awaiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["awaiting", "decided"])),
                        name="passage_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="passage_is_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("occasion", "expert", "number"), name="passage_number_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    "recorded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public until"
                    ),
                ),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("corrected", "corrected"),
                            ("retracted by the expert", "retracted by the expert"),
                            ("misattributed", "misattributed"),
                            ("our error", "our error"),
                            ("merged", "merged"),
                            ("reworded", "reworded"),
                            ("recomputed", "the timeline changed"),
                        ],
                        editable=False,
                        max_length=40,
                        verbose_name="why it ended",
                    ),
                ),
                ("stated_on", models.DateField(verbose_name="said on")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        default="day",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "the text says when"),
                            ("published", "day of publication"),
                            ("inferred", "inferred"),
                        ],
                        default="published",
                        max_length=20,
                        verbose_name="basis",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("direct", "direct"),
                            ("indirect", "indirect"),
                            ("mixed", "mixed"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[("speech", "said"), ("writing", "wrote"), ("thought", "thinks")],
                        default="speech",
                        max_length=10,
                        verbose_name="medium",
                    ),
                ),
                (
                    "negated",
                    models.BooleanField(
                        default=False,
                        help_text="The text says that it was not said.",
                        verbose_name="negated",
                    ),
                ),
                ("hypothetical", models.BooleanField(default=False, verbose_name="hypothetical")),
                (
                    "reported_by",
                    models.CharField(blank=True, max_length=200, verbose_name="reported by"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "awaiting review"),
                            ("accepted", "accepted as said"),
                            ("rejected", "rejected"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reviewed"),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="commentary.occasion",
                        verbose_name="occasion",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for a statement that was entered by hand or stands withheld at its source.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="commentary.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["-stated_on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "accepted")),
                        fields=["-stated_on", "-id"],
                        name="statement_public",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_at__gte", models.F("recorded_at")),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="statement_ends_after_it_was_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "ended_reason__in",
                                    [
                                        "corrected",
                                        "retracted by the expert",
                                        "misattributed",
                                        "our error",
                                        "merged",
                                        "reworded",
                                        "recomputed",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="statement_end_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["stated", "published", "inferred"]),
                            ("precision__in", ["day", "month", "year"]),
                        ),
                        name="statement_date_is_explained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("type__in", ["direct", "indirect", "mixed"])),
                        name="statement_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("medium__in", ["speech", "writing", "thought"])),
                        name="statement_medium_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "accepted", "rejected"])),
                        name="statement_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at__isnull", True),
                                ("reviewed_by__isnull", True),
                                ("state", "proposed"),
                            ),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="statement_decision_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True), ("state", "accepted"), _connector="OR"
                        ),
                        name="statement_public_only_when_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("recorded_at__isnull", False),
                            _connector="OR",
                        ),
                        name="statement_accepted_is_public",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("spans", models.JSONField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("speaker_start", models.PositiveIntegerField(blank=True, null=True)),
                ("speaker_end", models.PositiveIntegerField(blank=True, null=True)),
                ("cue_start", models.PositiveIntegerField(blank=True, null=True)),
                ("cue_end", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "rendering",
                    models.CharField(
                        choices=[
                            ("original", "original words"),
                            ("translation", "translation"),
                            ("transcript", "transcript"),
                            ("machine_transcript", "machine transcript"),
                            ("digest", "digest"),
                            ("paraphrase", "paraphrase"),
                        ],
                        default="original",
                        max_length=20,
                        verbose_name="rendering",
                    ),
                ),
                (
                    "language",
                    models.CharField(blank=True, max_length=16, verbose_name="printed in"),
                ),
                (
                    "spoken_language",
                    models.CharField(blank=True, max_length=16, verbose_name="spoken in"),
                ),
                (
                    "shown_start",
                    models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                ("shown_end", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "article_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="sources.articletext",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="commentary.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "appearance",
                "verbose_name_plural": "appearances",
                "ordering": ["statement", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "article_text"), name="appearance_once_per_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rendering__in",
                                [
                                    "original",
                                    "translation",
                                    "transcript",
                                    "machine_transcript",
                                    "digest",
                                    "paraphrase",
                                ],
                            )
                        ),
                        name="appearance_rendering_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="appearance_is_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_end__isnull", True), ("shown_start__isnull", True)),
                            models.Q(
                                ("shown_end__isnull", False),
                                ("shown_end__lte", models.F("end")),
                                ("shown_start__gte", models.F("start")),
                                ("shown_start__isnull", False),
                                ("shown_start__lt", models.F("shown_end")),
                            ),
                            _connector="OR",
                        ),
                        name="appearance_shows_only_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("anchored", "anchored in a stored text"),
                            ("withheld", "read it at the source"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "live",
                    models.CharField(
                        choices=[
                            ("present", "present"),
                            ("altered", "altered"),
                            ("removed", "removed"),
                            ("withdrawn", "article withdrawn"),
                        ],
                        default="present",
                        max_length=10,
                        verbose_name="in the newest text",
                    ),
                ),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, null=True)),
                ("exact", models.TextField(blank=True)),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                ("url", models.CharField(blank=True, max_length=2000, verbose_name="source")),
                (
                    "letters_sha256",
                    models.CharField(
                        help_text="SHA-256 of the words' letters and digits, casefolded (common.text.fingerprint).",
                        max_length=64,
                    ),
                ),
                ("length", models.PositiveIntegerField(verbose_name="letters and digits")),
                (
                    "rendering",
                    models.CharField(
                        choices=[
                            ("original", "original words"),
                            ("translation", "translation"),
                            ("transcript", "transcript"),
                            ("machine_transcript", "machine transcript"),
                            ("digest", "digest"),
                            ("paraphrase", "paraphrase"),
                        ],
                        default="original",
                        max_length=20,
                        verbose_name="rendering",
                    ),
                ),
                (
                    "shown_start",
                    models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                ("shown_end", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "article_text",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="sources.articletext",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="commentary.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["statement", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["anchored", "withheld"])),
                        name="evidence_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("live__in", ["present", "altered", "removed", "withdrawn"])
                        ),
                        name="evidence_live_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rendering__in",
                                [
                                    "original",
                                    "translation",
                                    "transcript",
                                    "machine_transcript",
                                    "digest",
                                    "paraphrase",
                                ],
                            )
                        ),
                        name="evidence_rendering_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "anchored"), _negated=True),
                            models.Q(
                                ("article_text__isnull", False),
                                ("end__isnull", False),
                                ("start__isnull", False),
                                ("start__lt", models.F("end")),
                                models.Q(("exact", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_anchored_has_its_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withheld"), _negated=True),
                            models.Q(
                                ("article_text__isnull", True),
                                ("end__isnull", True),
                                ("exact", ""),
                                ("prefix", ""),
                                ("start__isnull", True),
                                ("suffix", ""),
                                models.Q(("url", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_withheld_names_its_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_end__isnull", True), ("shown_start__isnull", True)),
                            models.Q(
                                ("shown_end__isnull", False),
                                ("shown_end__lte", models.F("end")),
                                ("shown_start__gte", models.F("start")),
                                ("shown_start__isnull", False),
                                ("shown_start__lt", models.F("shown_end")),
                                ("state", "anchored"),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_shows_only_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
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
                    "recorded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public until"
                    ),
                ),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("corrected", "corrected"),
                            ("retracted by the expert", "retracted by the expert"),
                            ("misattributed", "misattributed"),
                            ("our error", "our error"),
                            ("merged", "merged"),
                            ("reworded", "reworded"),
                            ("recomputed", "the timeline changed"),
                        ],
                        editable=False,
                        max_length=40,
                        verbose_name="why it ended",
                    ),
                ),
                ("stated_on", models.DateField(verbose_name="said on")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        default="day",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "the text says when"),
                            ("published", "day of publication"),
                            ("inferred", "inferred"),
                        ],
                        default="published",
                        max_length=20,
                        verbose_name="basis",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("favor", "favor"),
                            ("against", "against"),
                            ("mixed", "mixed"),
                            ("unclear", "unclear"),
                            ("declined", "declined to answer"),
                        ],
                        max_length=10,
                        verbose_name="stance",
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        blank=True,
                        choices=[("plain", "plain"), ("strong", "strong")],
                        help_text="Empty where only a paraphrase or translation shows it: the sign is known, no more.",
                        max_length=10,
                        verbose_name="strength",
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[("plain", "without reservation"), ("hedged", "hedged")],
                        default="plain",
                        max_length=10,
                        verbose_name="certainty",
                    ),
                ),
                (
                    "rendering",
                    models.CharField(
                        choices=[
                            ("original", "original words"),
                            ("translation", "translation"),
                            ("transcript", "transcript"),
                            ("machine_transcript", "machine transcript"),
                            ("digest", "digest"),
                            ("paraphrase", "paraphrase"),
                        ],
                        default="original",
                        max_length=20,
                        verbose_name="rendering",
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="In our words, never in quotation marks.",
                        max_length=500,
                        verbose_name="summary",
                    ),
                ),
                (
                    "held_on",
                    models.DateField(
                        blank=True,
                        help_text="Only for a view told in retrospect: when it was held.",
                        null=True,
                        verbose_name="held on",
                    ),
                ),
                (
                    "proposed_by",
                    models.CharField(
                        choices=[
                            ("curator", "curator"),
                            ("assessor", "assessor"),
                            ("import", "import"),
                            ("key", "API key"),
                        ],
                        max_length=20,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("published", "published"),
                            ("rejected", "rejected"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reviewed"),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
                (
                    "lead_evidence",
                    models.ForeignKey(
                        blank=True,
                        help_text="The words that show it best; every position that was ever public has one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commentary.evidence",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "more_evidence",
                    models.ManyToManyField(
                        blank=True,
                        related_name="supports",
                        to="commentary.evidence",
                        verbose_name="more evidence",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="commentary.position",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "proposition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="commentary.proposition",
                        verbose_name="proposition",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="commentary.propositionwording",
                        verbose_name="judged on the wording",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="commentary.statement",
                        verbose_name="statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "ordering": ["-stated_on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["expert", "proposition", "stated_on", "id"],
                        name="position_timeline",
                    ),
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["-stated_on", "-id"],
                        name="position_newest",
                    ),
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["proposition", "stated_on", "id"],
                        name="position_of_proposition",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_at__gte", models.F("recorded_at")),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="position_ends_after_it_was_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "ended_reason__in",
                                    [
                                        "corrected",
                                        "retracted by the expert",
                                        "misattributed",
                                        "our error",
                                        "merged",
                                        "reworded",
                                        "recomputed",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="position_end_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["stated", "published", "inferred"]),
                            ("precision__in", ["day", "month", "year"]),
                        ),
                        name="position_date_is_explained",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("state", "published")),
                        fields=("statement", "proposition"),
                        name="position_one_live_per_statement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stance__in", ["favor", "against", "mixed", "unclear", "declined"])
                        ),
                        name="position_stance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "published", "rejected"])),
                        name="position_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("certainty__in", ["plain", "hedged"])),
                        name="position_certainty_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rendering__in",
                                [
                                    "original",
                                    "translation",
                                    "transcript",
                                    "machine_transcript",
                                    "digest",
                                    "paraphrase",
                                ],
                            )
                        ),
                        name="position_rendering_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed_by__in", ["curator", "assessor", "import", "key"])
                        ),
                        name="position_proposer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("strength", ""),
                            models.Q(
                                ("stance__in", ["favor", "against"]),
                                ("strength__in", ["plain", "strong"]),
                            ),
                            _connector="OR",
                        ),
                        name="position_strength_only_with_a_sign",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "proposed"),
                            ("lead_evidence__isnull", False),
                            _connector="OR",
                        ),
                        name="position_decided_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at__isnull", True),
                                ("reviewed_by__isnull", True),
                                ("state", "proposed"),
                            ),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="position_decision_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", False), ("state", "published")),
                            models.Q(
                                models.Q(("state", "published"), _negated=True),
                                ("recorded_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="position_clock_runs_when_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StanceChange",
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
                    "recorded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public until"
                    ),
                ),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("corrected", "corrected"),
                            ("retracted by the expert", "retracted by the expert"),
                            ("misattributed", "misattributed"),
                            ("our error", "our error"),
                            ("merged", "merged"),
                            ("reworded", "reworded"),
                            ("recomputed", "the timeline changed"),
                        ],
                        editable=False,
                        max_length=40,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reversal", "reversal"),
                            ("softening", "softening"),
                            ("hardening", "hardening"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("possible", "possible"),
                            ("confirmed", "confirmed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="possible",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "why_possible",
                    models.CharField(blank=True, max_length=300, verbose_name="why only possible"),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_to",
                        to="commentary.position",
                        verbose_name="after",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_from",
                        to="commentary.position",
                        verbose_name="before",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
                (
                    "proposition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="commentary.proposition",
                        verbose_name="proposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of stance",
                "verbose_name_plural": "changes of stance",
                "ordering": ["-on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "confirmed")),
                        fields=["-on", "-id"],
                        name="stancechange_newest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_at__gte", models.F("recorded_at")),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="stancechange_ends_after_it_was_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "ended_reason__in",
                                    [
                                        "corrected",
                                        "retracted by the expert",
                                        "misattributed",
                                        "our error",
                                        "merged",
                                        "reworded",
                                        "recomputed",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="stancechange_end_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["reversal", "softening", "hardening"])),
                        name="stancechange_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["possible", "confirmed", "withdrawn"])),
                        name="stancechange_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("before", "after", "kind"),
                        name="stancechange_one_live_per_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="stancechange_is_between_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("state", "possible")),
                            models.Q(
                                ("ended_at__isnull", True),
                                ("recorded_at__isnull", False),
                                ("state", "confirmed"),
                            ),
                            models.Q(
                                ("state", "withdrawn"),
                                models.Q(
                                    ("recorded_at__isnull", True),
                                    ("ended_at__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="stancechange_clock_follows_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reversal"), ("state", "confirmed"), _negated=True),
                            ("confirmed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="stancechange_reversal_is_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
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
                            ("statement.published", "statement published"),
                            ("position.published", "position published"),
                            ("position.superseded", "position superseded"),
                            ("position.retracted", "position retracted"),
                            ("position.disputed", "position disputed"),
                            ("change.confirmed", "change of stance confirmed"),
                            ("change.withdrawn", "change of stance withdrawn"),
                            ("evidence.altered", "evidence altered"),
                            ("article.revised", "article revised"),
                            ("correction.decided", "correction decided"),
                            ("expert.merged", "expert merged"),
                            ("proposition.reworded", "proposition reworded"),
                            ("proposition.closed", "proposition closed"),
                            ("record.restricted", "record restricted"),
                            ("record.erased", "record erased"),
                            ("endpoint.test", "test of an endpoint"),
                        ],
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("payload", models.JSONField()),
                (
                    "numbered_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Set for alerts, through its service.",
                        null=True,
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commentary.expert",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commentary.position",
                    ),
                ),
                (
                    "proposition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commentary.proposition",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commentary.stancechange",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commentary.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "record",
                "verbose_name_plural": "records",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("numbered_at__isnull", True)),
                        fields=["id"],
                        name="record_unnumbered",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "statement.published",
                                    "position.published",
                                    "position.superseded",
                                    "position.retracted",
                                    "position.disputed",
                                    "change.confirmed",
                                    "change.withdrawn",
                                    "evidence.altered",
                                    "article.revised",
                                    "correction.decided",
                                    "expert.merged",
                                    "proposition.reworded",
                                    "proposition.closed",
                                    "record.restricted",
                                    "record.erased",
                                    "endpoint.test",
                                ],
                            )
                        ),
                        name="record_kind_known",
                    )
                ],
            },
        ),
    ]
