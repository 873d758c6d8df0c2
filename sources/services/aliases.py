"""The names by which articles are recognised, in the database."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from common.bulk import insert_values
from sources.deciding import Name
from sources.enums import AliasKind
from sources.models import Article, ArticleAlias

# How a key begins of which only the hash is left: its article was erased.
HIDDEN = "sha256:"
_WRITTEN = ["article", "kind", "scope", "key", "added_at"]
_Key = tuple[str, str, str]  # kind, scope, key; a Name is one
_AT_ONCE = 10_000  # names in one statement: SQLite takes 32,766 parameters


def known_articles(
    names: Iterable[Name], *, titles_since: datetime | None = None
) -> dict[Name, int]:
    """The article that each of these names belongs to, where it belongs to one; a headline counts
    only if it was given to the article at `titles_since` or later.
    """
    asked = list(dict.fromkeys(names))
    named: dict[_Key, Name] = {name: name for name in asked}
    for name, key in _kept_otherwise(asked):
        named[name.kind, name.scope, key] = name
    known: dict[Name, int] = {}
    for some in _parts([*named]):
        for kind, scope, key, article_id in _rows(some, titles_since):
            known.setdefault(named[kind, scope, key], article_id)
    return {name: known[name] for name in asked if name in known}


def hidden_key(key: str) -> str:
    """What is left of a key when its article is erased: enough to know it again."""
    return HIDDEN + hashlib.sha256(key.encode()).hexdigest()


def remember(article: Article, names: Iterable[Name]) -> None:
    """Recognise `article` by these names from now on; a name that is another's stays theirs."""
    remember_all((article.pk, name) for name in names)


def remember_all(named: Iterable[tuple[int, Name]], *, now: datetime | None = None) -> None:
    """As `remember`, for many articles by their row numbers; the first to have a name keeps it,
    but for headlines, which are the last one's.
    """
    rows: dict[Name, int] = {}
    for article_id, name in named:
        rows.setdefault(name, article_id)
    # In one order everywhere: two that write the same names cannot wait for each other.
    aliases = [(rows[name], *name, now) for name in sorted(rows)]
    insert_values(
        ArticleAlias, _WRITTEN, [alias for alias in aliases if alias[1] != AliasKind.TITLE]
    )
    insert_values(
        ArticleAlias,
        _WRITTEN,
        [alias for alias in aliases if alias[1] == AliasKind.TITLE],
        replacing=["kind", "scope", "key"],
    )


def _kept_otherwise(names: Iterable[Name]) -> Iterator[tuple[Name, str]]:
    """Further keys under which names may be stored: as older versions kept an address (with its
    scheme), and what is left of any after an erasure.

    Most databases have neither, and asking for each name five times costs a poll more than
    anything else, so two looks at an index come first. Both are ranges, for which an index serves
    whatever the order of letters is.
    """
    has_hidden = Article.objects.filter(url__gte="urn:erased", url__lt="urn:erasee").exists()
    has_schemes = ArticleAlias.objects.filter(
        kind=AliasKind.URL, scope="", key__gte="http", key__lt="httq"
    ).exists()
    if not (has_hidden or has_schemes):
        return
    for name in names:
        keys = [name.key]
        if name.kind is AliasKind.URL and name.key.startswith("//"):
            keys += [f"https:{name.key}", f"http:{name.key}"]
        if has_hidden:
            keys += [*map(hidden_key, keys)]
        yield from ((name, key) for key in keys[1:])


def _parts(names: list[_Key]) -> Iterator[list[_Key]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))


def _rows(names: Iterable[_Key], titles_since: datetime | None) -> list[tuple[str, str, str, int]]:
    """(kind, scope, key, article) of the rows with these names.

    A join with the list of them: an IN of three columns each would look up every combination.
    """
    parameters: list[Any] = [part for name in names for part in name]
    values = ", ".join(["(%s, %s, %s)"] * (len(parameters) // 3))
    recent = ""
    if titles_since is not None:
        recent = "WHERE a.kind <> %s OR a.added_at >= %s"
        parameters += [AliasKind.TITLE, connection.ops.adapt_datetimefield_value(titles_since)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked (kind, scope, name) AS (VALUES {values}) "  # noqa: S608 - only "%s"
            "SELECT a.kind, a.scope, a.key, a.article_id FROM asked JOIN sources_articlealias a "
            f"ON a.kind = asked.kind AND a.scope = asked.scope AND a.key = asked.name {recent}",
            parameters,
        )
        return list(cursor.fetchall())
