"""The names by which articles are recognised, in the database."""

from collections.abc import Iterable

from django.db.models import Q

from sources.deciding import Name
from sources.enums import AliasKind
from sources.models import Article, ArticleAlias

_AT_ONCE = 200  # SQLite takes a limited number of parameters in one statement


def known_articles(names: Iterable[Name]) -> dict[Name, int]:
    """The article that each of these names belongs to, where it belongs to one."""
    asked = list(dict.fromkeys(names))
    known = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        rows = ArticleAlias.objects.filter(
            _any_of(some), key__in=[name.key for name in some]
        ).values_list("kind", "scope", "key", "article_id")
        for kind, scope, key, article_id in rows:
            known[Name(AliasKind(kind), scope, key)] = article_id
    return {name: known[name] for name in asked if name in known}


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
