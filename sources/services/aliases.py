"""The names by which articles are recognised, in the database."""

import hashlib
from collections.abc import Iterable

from django.db.models import Q

from sources.deciding import Name
from sources.enums import AliasKind
from sources.models import Article, ArticleAlias

# How a key begins of which only the hash is left: its article was erased.
HIDDEN = "sha256:"
_AT_ONCE = 200  # SQLite takes a limited number of parameters in one statement


def known_articles(names: Iterable[Name]) -> dict[Name, int]:
    """The article that each of these names belongs to, where it belongs to one."""
    asked = list(dict.fromkeys(names))
    known: dict[Name, int] = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        named = {_as_stored(name, key): name for name in some for key in _keys_of(name)}
        rows = ArticleAlias.objects.filter(
            _any_of(some), key__in=[stored.key for stored in named]
        ).values_list("kind", "scope", "key", "article_id")
        for kind, scope, key, article_id in rows:
            name = named.get(Name(AliasKind(kind), scope, key))
            if name is not None:
                known.setdefault(name, article_id)
    return {name: known[name] for name in asked if name in known}


def hidden_key(key: str) -> str:
    """What is left of a key when its article is erased: enough to know it again."""
    return HIDDEN + hashlib.sha256(key.encode()).hexdigest()


def _keys_of(name: Name) -> tuple[str, str]:
    return name.key, hidden_key(name.key)


def _as_stored(name: Name, key: str) -> Name:
    return Name(name.kind, name.scope, key)


def remember(article: Article, names: Iterable[Name]) -> None:
    """Recognise `article` by these names from now on; a name that is another's stays theirs."""
    ArticleAlias.objects.bulk_create(
        [
            ArticleAlias(article=article, kind=name.kind, scope=name.scope, key=name.key)
            for name in names
        ],
        ignore_conflicts=True,
    )


def hand_over(duplicate: Article, to: Article) -> None:
    """Everything that was recognised as `duplicate` is `to` from now on."""
    ArticleAlias.objects.filter(article=duplicate).update(article=to)


def _any_of(names: Iterable[Name]) -> Q:
    condition = Q()
    for kind, scope in {(name.kind, name.scope) for name in names}:
        condition |= Q(kind=kind, scope=scope)
    return condition
