"""What the tables of sources refuse."""

from datetime import timedelta

from sources.enums import ArticleState, TimeBasis
from tests.factories import (
    PUBLISHED_AT,
    STORED_AT,
    ArticleAliasFactory,
    ArticleFactory,
    ArticleMergeFactory,
    ArticleTextFactory,
    DeadlyDocumentFactory,
    FeedFactory,
    FeedFetchFactory,
    FeedGapFactory,
    HostTurnFactory,
    OutageFactory,
    OutletFactory,
    RawResponseFactory,
    RevisionFactory,
    RobotsFileFactory,
    StoryFactory,
    TextBandFactory,
)
from tests.models.refusals import Violation, changed, made, twice

PLANTED = (
    Violation("sources_outlet.slug", twice(OutletFactory, slug="havneby-courier")),
    Violation("sources_feed.url", twice(FeedFactory, url="https://havneby.example/feed.xml")),
    Violation("feed_state_known", made(FeedFactory, state="resting")),
    Violation("feedfetch_outcome_known", made(FeedFetchFactory, outcome="perhaps")),
    Violation("feed_error_kind_known", made(FeedFactory, error_kind="bad luck")),
    Violation("feedfetch_error_kind_known", made(FeedFetchFactory, error_kind="bad luck")),
    Violation(
        "feed_move_has_its_day", made(FeedFactory, moved_to="https://havneby.example/new.xml")
    ),
    Violation("feedgap_once", twice(FeedGapFactory, feed=FeedFactory)),
    Violation(
        "feedgap_ends_after_it_begins",
        made(FeedGapFactory, after=PUBLISHED_AT, before=PUBLISHED_AT - timedelta(hours=1)),
    ),
    Violation("sources_robotsfile.host", twice(RobotsFileFactory, host="press.example:443")),
    Violation(
        "robotsfile_expires_after_it_was_fetched",
        made(RobotsFileFactory, expires_at=PUBLISHED_AT - timedelta(hours=1)),
    ),
    Violation(
        "outage_ends_after_it_begins",
        made(OutageFactory, ended_at=PUBLISHED_AT - timedelta(hours=1)),
    ),
    Violation("outage_counts_failed_among_tried", made(OutageFactory, hosts_failed=13)),
    Violation("outage_one_at_a_time", twice(OutageFactory, lasting=True)),
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
    Violation("article_published_doubt_known", made(ArticleFactory, published_doubt="hearsay")),
    Violation("article_obstacle_known", made(ArticleFactory, obstacle="fog")),
    Violation("article_pending_since_when", made(ArticleFactory, pending_sha256="0" * 64)),
    Violation("article_pending_since_when", made(ArticleFactory, pending_since=PUBLISHED_AT)),
    Violation(
        "story_reworded_from_another",
        lambda: changed(story := StoryFactory.create(), reworded_from=story),
    ),
    Violation("articletext_extractor_known", made(ArticleTextFactory, extractor="scissors")),
    Violation("articlemerge_kind_known", made(ArticleMergeFactory, kind="nickname")),
    Violation(
        "articlemerge_of_two",
        lambda: ArticleMergeFactory.create(kept=(one := ArticleFactory.create()), merged=one),
    ),
    Violation("articlemerge_into_one", twice(ArticleMergeFactory, merged=ArticleFactory)),
    Violation("revision_kind_known", made(RevisionFactory, kind="thorough")),
    Violation(
        "revision_number_once",
        lambda: RevisionFactory.create(
            before=(first := RevisionFactory.create()).before, after=first.after
        ),
    ),
    Violation(
        "revision_confirmed_after_it_was_seen",
        made(RevisionFactory, confirmed_at=STORED_AT - timedelta(minutes=1)),
    ),
    Violation("rawresponse_distinct", twice(RawResponseFactory, article=ArticleFactory)),
    Violation("sources_deadlydocument.sha256", twice(DeadlyDocumentFactory, sha256="0" * 64)),
    Violation(
        "deadlydocument_last_after_first",
        made(DeadlyDocumentFactory, last_at=STORED_AT - timedelta(minutes=1)),
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
