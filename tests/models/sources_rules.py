"""What the tables of sources refuse."""

from sources.enums import ArticleState, TimeBasis
from tests.factories import (
    PUBLISHED_AT,
    ArticleAliasFactory,
    ArticleFactory,
    ArticleTextFactory,
    FeedFactory,
    FeedFetchFactory,
    HostTurnFactory,
    OutletFactory,
    TextBandFactory,
)
from tests.models.refusals import Violation, changed, made, twice

PLANTED = (
    Violation("sources_outlet.slug", twice(OutletFactory, slug="havneby-courier")),
    Violation("sources_feed.url", twice(FeedFactory, url="https://havneby.example/feed.xml")),
    Violation("feed_state_known", made(FeedFactory, state="resting")),
    Violation("feedfetch_outcome_known", made(FeedFetchFactory, outcome="perhaps")),
    Violation("sources_hostturn.host", twice(HostTurnFactory, host="press.example:443")),
    Violation("sources_article.url", twice(ArticleFactory, url="https://havneby.example/1")),
    Violation("article_state_known", made(ArticleFactory, state="lost")),
    Violation("article_published_basis_known", made(ArticleFactory, published_basis="rumour")),
    Violation(
        "article_published_basis_says_when",
        made(ArticleFactory, published_at=None, published_basis=TimeBasis.FEED),
    ),
    Violation(
        "article_published_basis_says_when",
        made(ArticleFactory, published_at=PUBLISHED_AT, published_basis=TimeBasis.UNKNOWN),
    ),
    Violation("article_owed_is_due", made(ArticleFactory, state=ArticleState.OWED, due_at=None)),
    Violation(
        "articlealias_names_one_article",
        twice(ArticleAliasFactory, scope="feed:7", key="item-1"),
    ),
    Violation("articlealias_kind_known", made(ArticleAliasFactory, kind="nickname")),
    Violation(
        "articletext_distinct",
        lambda: ArticleTextFactory.create(
            article=(first := ArticleTextFactory.create()).article, text=first.text, revision=2
        ),
    ),
    Violation(
        "articletext_revision_once", twice(ArticleTextFactory, article=ArticleFactory, revision=1)
    ),
    Violation(
        "textband_once", twice(TextBandFactory, article_text=ArticleTextFactory, band="0:1")
    ),
    Violation(
        "articletext_is_final",
        lambda: changed(ArticleTextFactory.create(), text="Nobody ever said this."),
    ),
    Violation(
        "articletext_is_final", lambda: changed(ArticleTextFactory.create(), sha256="0" * 64)
    ),
    Violation("articletext_is_final", lambda: changed(ArticleTextFactory.create(), length=1)),
    Violation(
        "articletext_is_final",
        lambda: changed(ArticleTextFactory.create(), article=ArticleFactory.create()),
    ),
)
