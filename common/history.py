"""Who changed what in a row that people edit, and when.

Each such model has a table beside it with the row as it stood after every change. The tables hold
no constraint to the row, so they outlive it, and nothing of a row's own rules is loosened. What
workers write is left out twice: by column (`machine_columns`), and because a worker's
`QuerySet.update` writes no history; a service that updates so on somebody's behalf says it with
`note_updates`.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

Row = TypeVar("Row", bound=models.Model)

REASON_LENGTH = 300
CREATED, CHANGED, DELETED = "+", "~", "-"

_RECORDS: dict[type[models.Model], "History"] = {}
_PAST: dict[type[models.Model], type[models.Model]] = {}


class History(HistoricalRecords):  # type: ignore[misc]  # simple_history has no types
    """The history of a model: `history = History(machine_columns=[...])`.

    Saving a row in which no column of the history differs writes nothing. The user is the one of
    the request that is being answered (simple_history's middleware), or given by `because`.
    """

    def __init__(self, *, machine_columns: Iterable[str] = ()) -> None:
        super().__init__(
            excluded_fields=["created_at", "updated_at", *machine_columns],
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.CharField(
                _("reason"), max_length=REASON_LENGTH, blank=True, default=""
            ),
            use_base_model_db=True,
        )

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            _RECORDS[sender] = self

    def post_save(
        self,
        instance: models.Model,
        created: bool,  # noqa: FBT001 - a signal's signature
        using: str | None = None,
        **kwargs: Any,
    ) -> None:
        names = kwargs.get("update_fields")
        if names is not None and not {field.name for field in self.fields_included(instance)} & {
            *names
        }:
            return
        if created or self.differs(instance, using=using):
            super().post_save(instance, created, using=using, **kwargs)

    def differs(self, instance: models.Model, *, using: str | None = None) -> bool:
        """Whether the stored row is another than its history says."""
        model = type(instance)
        names = [field.attname for field in self.fields_included(model)]
        row = model._base_manager.using(using).filter(pk=instance.pk).values(*names).first()  # noqa: SLF001 - the documented name
        return row != history_of(instance, using=using).values(*names).first()

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        super().create_historical_record(instance, history_type, using=using)
        for said in ("_change_reason", "_history_user"):  # it was said of this one change
            vars(instance).pop(said, None)

    def record_of(self, instance: models.Model, history_type: str) -> models.Model:
        """The row of the history that `create_historical_record` would write."""
        past: models.Model = history_model(type(instance))(
            history_date=timezone.now(),
            history_type=history_type,
            history_user=self.get_history_user(instance),
            history_change_reason=self.get_change_reason_for_object(instance, history_type, None),
            **{
                field.attname: getattr(instance, field.attname)
                for field in self.fields_included(instance)
            },
        )
        return past

    def get_change_reason_for_object(
        self,
        instance: models.Model,
        history_type: str,
        using: str | None,
    ) -> str:
        given = super().get_change_reason_for_object(instance, history_type, using) or ""
        return str(given)[:REASON_LENGTH]


def because(row: Row, *, reason: str = "", by: AbstractBaseUser | None = None) -> Row:
    """Say why and by whom `row` will be saved next; the request's user where `by` is not given."""
    vars(row)["_change_reason"] = reason
    if by is not None:
        vars(row)["_history_user"] = by
    return row


def note_updates(
    model: type[models.Model],
    pks: Iterable[int],
    *,
    reason: str = "",
    by: AbstractBaseUser | None = None,
) -> None:
    """Write the history of rows that were changed by `QuerySet.update`, where they differ from it.

    Call it in the transaction of the update.
    """
    records, changed = _RECORDS[model], []
    names = [field.attname for field in records.fields_included(model)]
    past = history_model(model)._default_manager  # noqa: SLF001 - the documented name
    latest = past.filter(id__in=[*pks]).order_by().values("id").annotate(at=Max("history_id"))
    known = {
        row["id"]: row
        for row in past.filter(history_id__in=[one["at"] for one in latest]).values(*names)
    }
    rows = model._default_manager.filter(pk__in=[*pks]).order_by("pk")  # noqa: SLF001 - the documented name
    for row in rows:
        stands = {name: getattr(row, name) for name in names}
        if stands != known.get(row.pk):
            changed.append(records.record_of(because(row, reason=reason, by=by), CHANGED))
    past.bulk_create(changed)


def history_of(row: models.Model, *, using: str | None = None) -> models.QuerySet[Any]:
    """The history of one row, newest first."""
    past = history_model(type(row))._default_manager.using(using)  # noqa: SLF001 - the documented name
    return past.filter(id=row.pk).order_by("-history_id")


def has_history(model: type[models.Model]) -> bool:
    return model in _RECORDS


def history_model(model: type[models.Model]) -> type[models.Model]:
    """The model of the table beside `model`."""
    if model not in _PAST:  # simple_history makes a class for each look at it
        _PAST[model] = getattr(model, _RECORDS[model].manager_name).model
    return _PAST[model]


def begin_history(apps: Any, using: str, app: str, names: Iterable[str]) -> None:
    """For a data migration: what stood when the history began is the first row of each history."""
    for name in names:
        model, past = apps.get_model(app, name), apps.get_model(app, f"Historical{name}")
        columns = [
            field.attname
            for field in model._meta.concrete_fields  # noqa: SLF001 - the documented name
            if field.attname in {one.attname for one in past._meta.concrete_fields}  # noqa: SLF001 - the same
        ]
        rows = model._base_manager.using(using).order_by("pk").values(*columns)  # noqa: SLF001 - the same
        now = timezone.now()
        past._base_manager.using(using).bulk_create(  # noqa: SLF001 - the same
            (
                past(
                    history_date=now,
                    history_type=CREATED,
                    history_change_reason="As it stood when the history began.",
                    **row,
                )
                for row in rows.iterator(chunk_size=500)
            ),
            batch_size=500,
        )
