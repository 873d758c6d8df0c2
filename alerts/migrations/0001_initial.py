import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import common.encryption


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commentary", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "sequence",
                    models.PositiveBigIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                ("numbered_at", models.DateTimeField(verbose_name="numbered")),
                (
                    "matched_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="matched"),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event",
                        to="commentary.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["sequence"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("matched_at__isnull", True)),
                        fields=["sequence"],
                        name="event_unmatched",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventStream",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_sequence", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="eventstream_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("address", common.encryption.EncryptedTextField(verbose_name="e-mail address")),
                ("address_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "language",
                    models.CharField(default="en", max_length=16, verbose_name="language"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "address not confirmed"), ("confirmed", "confirmed")],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                ),
            ],
            options={
                "verbose_name": "subscriber",
                "verbose_name_plural": "subscribers",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "confirmed"])),
                        name="subscriber_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("state", "pending")),
                            models.Q(("confirmed_at__isnull", False), ("state", "confirmed")),
                            _connector="OR",
                        ),
                        name="subscriber_confirmed_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("url", common.encryption.EncryptedTextField(verbose_name="address")),
                ("url_hash", models.CharField(editable=False, max_length=64)),
                (
                    "host",
                    models.CharField(
                        help_text="Shown in lists: the address itself may hold a secret.",
                        max_length=300,
                        verbose_name="host",
                    ),
                ),
                (
                    "secret",
                    common.encryption.EncryptedTextField(
                        help_text="whsec_ and base64, as Standard Webhooks says.",
                        verbose_name="signing secret",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting for confirmation"),
                            ("active", "active"),
                            ("disabled", "disabled"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why this state"),
                ),
                ("failures_in_a_row", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "last_success_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last success"
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="endpoints",
                        to="alerts.subscriber",
                        verbose_name="subscriber",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook endpoint",
                "verbose_name_plural": "webhook endpoints",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "active", "disabled"])),
                        name="webhookendpoint_state_known",
                    ),
                    models.UniqueConstraint(
                        fields=("subscriber", "url_hash"),
                        name="webhookendpoint_once_per_subscriber",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
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
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("webhook", "webhook")],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("everything", models.BooleanField(default=False, verbose_name="everything")),
                ("kinds", models.JSONField(blank=True, default=list, verbose_name="kinds")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting for confirmation"),
                            ("active", "active"),
                            ("ended", "ended"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsubscribed", "unsubscribed"),
                            ("endpoint_gone", "the endpoint is gone"),
                        ],
                        max_length=20,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="commentary.expert",
                        verbose_name="expert",
                    ),
                ),
                (
                    "proposition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="commentary.proposition",
                        verbose_name="proposition",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="alerts.subscriber",
                        verbose_name="subscriber",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="commentary.topic",
                        verbose_name="topic",
                    ),
                ),
                (
                    "endpoint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="alerts.webhookendpoint",
                        verbose_name="endpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["expert"],
                        name="subscription_expert",
                    ),
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["proposition"],
                        name="subscription_proposition",
                    ),
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["topic"],
                        name="subscription_topic",
                    ),
                    models.Index(
                        condition=models.Q(("everything", True), ("state", "active")),
                        fields=["everything"],
                        name="subscription_everything",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["email", "webhook"])),
                        name="subscription_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "active", "ended"])),
                        name="subscription_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "email"), ("endpoint__isnull", True)),
                            models.Q(("channel", "webhook"), ("endpoint__isnull", False)),
                            _connector="OR",
                        ),
                        name="subscription_webhook_has_an_endpoint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("everything", True),
                                ("expert__isnull", True),
                                ("proposition__isnull", True),
                                ("topic__isnull", True),
                            ),
                            models.Q(
                                ("everything", False),
                                models.Q(
                                    ("expert__isnull", True),
                                    ("proposition__isnull", True),
                                    ("topic__isnull", True),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="subscription_has_a_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "ended"), _negated=True),
                                ("ended_at__isnull", True),
                                ("ended_reason", ""),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", "ended"),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="subscription_end_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        models.F("subscriber"),
                        models.F("channel"),
                        models.F("everything"),
                        django.db.models.functions.comparison.Coalesce(
                            "endpoint", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "expert", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "topic", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "proposition", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        condition=models.Q(("state", "ended"), _negated=True),
                        name="subscription_once_while_it_lasts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("alert", "alert"),
                            ("confirmation", "confirmation of a subscription"),
                        ],
                        default="alert",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("webhook", "webhook")],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        editable=False,
                        help_text="webhook-id and Message-ID are made of it.",
                        max_length=60,
                        unique=True,
                        verbose_name="message id",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("owed", "owed"),
                            ("sent", "sent"),
                            ("failed", "given up"),
                            ("cancelled", "cancelled"),
                        ],
                        default="owed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why this state"),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="alerts.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="alerts.subscriber",
                        verbose_name="subscriber",
                    ),
                ),
                (
                    "subscriptions",
                    models.ManyToManyField(
                        help_text="What made this message.",
                        related_name="deliveries",
                        to="alerts.subscription",
                        verbose_name="because of",
                    ),
                ),
                (
                    "endpoint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="alerts.webhookendpoint",
                        verbose_name="endpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="delivery_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["owed", "sent", "failed", "cancelled"])),
                        name="delivery_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["email", "webhook"])),
                        name="delivery_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["alert", "confirmation"])),
                        name="delivery_purpose_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event__isnull", False), ("purpose", "alert")),
                            models.Q(("event__isnull", True), ("purpose", "confirmation")),
                            _connector="OR",
                        ),
                        name="delivery_alert_tells_an_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "email"), ("endpoint__isnull", True)),
                            models.Q(("channel", "webhook"), ("endpoint__isnull", False)),
                            _connector="OR",
                        ),
                        name="delivery_webhook_has_an_endpoint",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("channel", "email")),
                        fields=("event", "subscriber"),
                        name="delivery_mail_once_per_event",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("channel", "webhook")),
                        fields=("event", "endpoint"),
                        name="delivery_webhook_once_per_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_at__isnull", False),
                                ("settled_at__isnull", True),
                                ("state", "owed"),
                            ),
                            models.Q(
                                models.Q(("state", "owed"), _negated=True),
                                ("due_at__isnull", True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_owed_is_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("finished_at", models.DateTimeField(verbose_name="finished")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("sent", "sent"),
                            ("retry", "failed, tried again later"),
                            ("failed", "failed for good"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="HTTP status or SMTP code"
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="error")),
                (
                    "answer",
                    models.TextField(
                        blank=True, help_text="The first 4 kB.", verbose_name="answer"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="alerts.delivery",
                        verbose_name="delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["delivery", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["sent", "retry", "failed"])),
                        name="attempt_outcome_known",
                    )
                ],
            },
        ),
    ]
