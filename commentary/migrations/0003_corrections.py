import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("commentary", "0002_history"),
        ("sources", "0002_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="disputed_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="Since when the person quoted, verified, says: not my words, or not me.",
                null=True,
                verbose_name="disputed",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="replied_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="replied"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="reply",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="What the person quoted, verified, says about it; stands beside it.",
                verbose_name="reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at__isnull", True), ("reply", "")),
                    models.Q(
                        models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="statement_reply_is_dated",
            ),
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
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
                    "public_id",
                    models.CharField(
                        editable=False, max_length=40, unique=True, verbose_name="id"
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("subject", "the person quoted"),
                            ("outlet", "the outlet"),
                            ("reader", "a reader"),
                        ],
                        max_length=10,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "claim",
                    models.CharField(
                        choices=[
                            ("wrong person", "somebody else said it"),
                            ("not said", "it was not said like that"),
                            ("out of context", "taken out of context"),
                            ("wrong stance", "the stance is judged wrongly"),
                            ("translation", "the translation is wrong"),
                            ("date", "the date is wrong"),
                            ("unlawful", "it must not be shown"),
                        ],
                        max_length=20,
                        verbose_name="what is wrong",
                    ),
                ),
                (
                    "why",
                    models.TextField(help_text="As written; never public.", verbose_name="why"),
                ),
                (
                    "contact",
                    common.encryption.EncryptedTextField(
                        blank=True,
                        help_text="Encrypted at rest; never public.",
                        verbose_name="address",
                    ),
                ),
                (
                    "reply",
                    models.TextField(
                        blank=True,
                        help_text="Of the person quoted; public beside the record once verified.",
                        verbose_name="reply",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("under_review", "under review"),
                            ("upheld", "upheld"),
                            ("partly_upheld", "partly upheld"),
                            ("declined", "declined"),
                        ],
                        default="received",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "taken_up_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken up"),
                ),
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="verified"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="Public: the reasons, without a name or an address.",
                        verbose_name="answer",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="sources.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="commentary.stancechange",
                        verbose_name="change of stance",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="commentary.position",
                        verbose_name="position",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="commentary.statement",
                        verbose_name="statement",
                    ),
                ),
                (
                    "taken_up_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken up by",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction request",
                "verbose_name_plural": "correction requests",
                "ordering": ["-received_at", "-pk"],
                "permissions": [
                    ("decide_correctionrequest", "Can verify and decide correction requests")
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", False)),
                        fields=["-decided_at", "-id"],
                        name="correctionrequest_log",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asked_by__in", ["subject", "outlet", "reader"])),
                        name="correctionrequest_asker_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "claim__in",
                                [
                                    "wrong person",
                                    "not said",
                                    "out of context",
                                    "wrong stance",
                                    "translation",
                                    "date",
                                    "unlawful",
                                ],
                            )
                        ),
                        name="correctionrequest_claim_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "received",
                                    "under_review",
                                    "upheld",
                                    "partly_upheld",
                                    "declined",
                                ],
                            )
                        ),
                        name="correctionrequest_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("article__isnull", True),
                                ("change__isnull", True),
                                ("expert__isnull", True),
                                ("statement__isnull", True),
                                ("position__isnull", False),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("change__isnull", True),
                                ("expert__isnull", True),
                                ("position__isnull", True),
                                ("statement__isnull", False),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("expert__isnull", True),
                                ("position__isnull", True),
                                ("statement__isnull", True),
                                ("change__isnull", False),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("change__isnull", True),
                                ("position__isnull", True),
                                ("statement__isnull", True),
                                ("expert__isnull", False),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("expert__isnull", True),
                                ("position__isnull", True),
                                ("statement__isnull", True),
                                ("article__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correctionrequest_is_about_one_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="correctionrequest_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "received"),
                                ("taken_up_at__isnull", True),
                                ("taken_up_by__isnull", True),
                            ),
                            models.Q(
                                models.Q(("state", "received"), _negated=True),
                                ("taken_up_at__isnull", False),
                                ("taken_up_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correctionrequest_review_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("upheld", "partly_upheld", "declined")),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("upheld", "partly_upheld", "declined")),
                                    _negated=True,
                                ),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("answer", ""),
                            ),
                            _connector="OR",
                        ),
                        name="correctionrequest_decision_is_signed_and_reasoned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_at__isnull", True), ("verified_by__isnull", True)),
                            models.Q(
                                ("asked_by", "subject"),
                                ("verified_at__isnull", False),
                                ("verified_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correctionrequest_verified_is_the_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply", ""), ("asked_by", "subject"), _connector="OR"
                        ),
                        name="correctionrequest_only_the_subject_replies",
                    ),
                ],
            },
        ),
    ]
