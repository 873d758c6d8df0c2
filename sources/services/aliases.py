"""The names by which articles are recognised, in the database."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from sources.deciding import Name
from sources.enums import AliasKind
from sources.models import Article, ArticleAlias

# How a key begins of which only the hash is left: its article was erased.
HIDDEN = "sha256:"
_AT_ONCE = 4_000  # names in one statement: SQLite takes 32,766 parameters at least


def known_articles(names: Iterable[Name]) -> dict[Name, int]:
    """The article that each of these names belongs to, where it belongs to one."""
    asked = list(dict.fromkeys(names))
    known: dict[Name, int] = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        named = {_as_stored(name, key): name for name in some for key in _keys_of(name)}
        for kind, scope, key, article_id in _rows(named):
            known.setdefault(named[Name(AliasKind(kind), scope, key)], article_id)
    return {name: known[name] for name in asked if name in known}


def hidden_key(key: str) -> str:
    """What is left of a key when its article is erased: enough to know it again."""
    return HIDDEN + hashlib.sha256(key.encode()).hexdigest()


def remember(article: Article, names: Iterable[Name]) -> None:
    """Recognise `article` by these names from now on; a name that is another's stays theirs."""
    remember_all((article.pk, name) for name in names)


def remember_all(named: Iterable[tuple[int, Name]], *, now: datetime | None = None) -> None:
    """As `remember`, for many articles by their row numbers; the first to have a name keeps it."""
    rows: dict[Name, int] = {}
    for article_id, name in named:
        rows.setdefault(name, article_id)
    ArticleAlias.objects.bulk_create(
        [
            ArticleAlias(
                article_id=rows[name],
                kind=name.kind,
                scope=name.scope,
                key=name.key,
                added_at=now,
            )
            # In one order everywhere: two that write the same names cannot wait for each other.
            for name in sorted(rows, key=_order)
        ],
        ignore_conflicts=True,
    )


def hand_over(duplicate: Article, to: Article) -> None:
    """Everything that was recognised as `duplicate` is `to` from now on."""
    ArticleAlias.objects.filter(article=duplicate).update(article=to)


def _keys_of(name: Name) -> tuple[str, str]:
    return name.key, hidden_key(name.key)


def _as_stored(name: Name, key: str) -> Name:
    return Name(name.kind, name.scope, key)


def _order(name: Name) -> tuple[str, str, str]:
    return name.kind, name.scope, name.key


def _rows(names: Iterable[Name]) -> list[tuple[str, str, str, int]]:
    """(kind, scope, key, article) of the rows with these names.

    A join with the list of them: an IN of three columns each would look up every combination.
    """
    parameters = [part for name in names for part in (name.kind.value, name.scope, name.key)]
    values = ", ".join(["(%s, %s, %s)"] * (len(parameters) // 3))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked (kind, scope, name) AS (VALUES {values}) "  # noqa: S608 - only "%s"
            "SELECT a.kind, a.scope, a.key, a.article_id FROM asked JOIN sources_articlealias a "
            "ON a.kind = asked.kind AND a.scope = asked.scope AND a.key = asked.name",
            parameters,
        )
        return list(cursor.fetchall())
