"""Keeping what can be found equal to what is public.

Call these in the transaction of the act that makes something public, changes it or ends it, after
its rows are written: whatever became of a record, its entry follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from commentary.enums import SearchKind
from commentary.models import Expert, Position, Proposition, SearchEntry, Statement
from commentary.searchable import entries_of

_BATCH = 500
_CONTENT = [
    field.name
    for field in SearchEntry._meta.local_concrete_fields  # noqa: SLF001 - public by Django's documentation
    if field.name not in {"id", "kind", "record"}
]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many entries were written because they were missing, wrong or of nothing public."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Rebuilt) -> Rebuilt:
        return Rebuilt(
            self.added + other.added, self.changed + other.changed, self.removed + other.removed
        )

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed


@transaction.atomic
def index_records(
    *,
    experts: Iterable[int] = (),
    propositions: Iterable[int] = (),
    positions: Iterable[int] = (),
    statements: Iterable[int] = (),
) -> None:
    """Bring the entries of these records (row numbers) up to date: those of public ones are
    written, those of others go.
    """
    for kind, records in (
        (SearchKind.EXPERT, experts),
        (SearchKind.PROPOSITION, propositions),
        (SearchKind.POSITION, positions),
        (SearchKind.STATEMENT, statements),
    ):
        for some in _batched(records):
            _bring_up_to_date(kind, some)


@transaction.atomic
def index_expert(expert_id: int) -> None:
    """After names or roles were changed: the person, and everything that names the person."""
    # The lock of every act on this person's records: none is indexed with the old names meanwhile.
    Expert.objects.select_for_update().get(pk=expert_id)
    index_records(
        experts=[expert_id],
        positions=_ids(Position.objects.published().current().filter(expert=expert_id)),
        statements=_ids(Statement.objects.accepted().current().filter(expert=expert_id)),
    )


@transaction.atomic
def index_proposition(proposition_id: int) -> None:
    """After it was added, reworded or explained otherwise: it, and the positions on it."""
    Proposition.objects.select_for_update().get(pk=proposition_id)
    positions = Position.objects.published().current().filter(proposition=proposition_id)
    index_records(propositions=[proposition_id], positions=_ids(positions))


def index_topic(topic_id: int) -> None:
    """After a topic was renamed: the propositions in it."""
    index_records(propositions=_ids(Proposition.objects.filter(topic=topic_id)))


def rebuild_search(
    *, is_check: bool = False, progress: Callable[[int], None] = lambda _number: None
) -> Rebuilt:
    """Make every entry what its record says, a batch in a transaction; it may be run at any time,
    beside all acts. Finds nothing to do when nothing went wrong. `is_check`: writes nothing.
    """
    done, looked_at = Rebuilt(), 0
    for kind, manager in (
        (SearchKind.EXPERT, Expert.objects),
        (SearchKind.PROPOSITION, Proposition.objects),
        (SearchKind.POSITION, Position.objects.published()),
        (SearchKind.STATEMENT, Statement.objects.accepted()),
    ):
        rows = manager.order_by("pk").values_list("pk", flat=True)
        entries = SearchEntry.objects.filter(kind=kind).order_by("record")
        there = entries.values_list("record", flat=True)
        for some in _batched(sorted({*rows.iterator(), *there.iterator()})):
            done += _rebuild(kind, some, is_check=is_check)
            looked_at += len(some)
            progress(looked_at)
    return done


def rebuild_after_migrate(*, using: str) -> None:
    """After an upgrade, which may have brought new entries or another rule for their words."""
    executor = MigrationExecutor(connections[using])
    is_whole = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    # Models read the default database, and only a whole one.
    if using == DEFAULT_DB_ALIAS and is_whole:
        rebuild_search()


@transaction.atomic
def _rebuild(kind: SearchKind, records: list[int], *, is_check: bool) -> Rebuilt:
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql" and not is_check:
        # An act writes its entries last. One that has done so is waited for and read; one that
        # has not waits, and writes what it has seen. On SQLite there is one writer.
        with connection.cursor() as cursor:
            table = SearchEntry._meta.db_table  # noqa: SLF001 - public by Django's documentation
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    return _bring_up_to_date(kind, records, is_check=is_check)


def _bring_up_to_date(kind: SearchKind, records: list[int], *, is_check: bool = False) -> Rebuilt:
    wanted = entries_of(kind, records)
    there = SearchEntry.objects.filter(kind=kind, record__in=records)
    stored = {entry.record: entry for entry in there}
    missing = [entry for record, entry in wanted.items() if record not in stored]
    wrong = [
        entry
        for record, entry in wanted.items()
        if record in stored and _content(entry) != _content(stored[record])
    ]
    gone = [entry.pk for record, entry in stored.items() if record not in wanted]
    if not is_check:
        SearchEntry.objects.bulk_create(
            [*missing, *wrong],
            update_conflicts=True,
            update_fields=_CONTENT,
            unique_fields=["kind", "record"],
            batch_size=_BATCH // 5,
        )
        SearchEntry.objects.filter(pk__in=gone).delete()
    return Rebuilt(len(missing), len(wrong), len(gone))


def _content(entry: SearchEntry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in _CONTENT)


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _batched(records: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(records)
    while some := list(islice(rest, _BATCH)):
        yield some
