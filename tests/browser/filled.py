"""A site with everything on it that is hard to set well: long words, long names, other scripts,
many positions, none at all, words that are cut, altered or not ours to show.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from alerts.services.links import LinkPurpose, make_path
from commentary.enums import (
    Certainty,
    ChangeKind,
    EvidenceLive,
    OccasionKind,
    Rendering,
    Stance,
    StatementType,
    Strength,
)
from commentary.models import Evidence, Expert, Position, Proposition, Statement
from commentary.services.search_index import rebuild_search
from common.public_ids import public_id
from sources.models import ArticleText, Outlet
from tests.factories import (
    AffiliationFactory,
    AppearanceFactory,
    ArticleTextFactory,
    DeliveryFactory,
    EventFactory,
    EvidenceFactory,
    ExchangeFactory,
    ExpertFactory,
    ExpertNameFactory,
    FeedFactory,
    InterviewFactory,
    OccasionFactory,
    OutletFactory,
    PassageFactory,
    PositionFactory,
    PropositionFactory,
    StanceChangeFactory,
    StatementFactory,
    StoryFactory,
    SubscriberFactory,
    SubscriptionFactory,
    TopicFactory,
    UserFactory,
    WebhookEndpointFactory,
)

LONG_WORD = "Hafenerweiterungsgenehmigungsverfahrensbeschleunigungsgesetz"
PIER = (
    "The town should have its second pier built at last.",
    "I was against it for years. The storm has taught me better.",
    "A second pier is a waste of stone and of money.",
    "It could be right one day, and I would not rule it out.",
)
ANSWERS = (
    (
        "How bad is the damage to the breakwater?",
        "It is worse than anybody in the ministry admits. A third of the outer wall has gone.",
    ),
    (
        "Should the town pay for a new pier by itself?",
        "No. The state takes the harbour dues, so the state should pay for the pier.",
    ),
    (
        "When will the ferries return?",
        "Not before the autumn, and only if the dredging starts in May.",
    ),
)


@dataclass(frozen=True)
class Site:
    """Where the filled site is served, and the addresses of its pages by what they are."""

    paths: dict[str, str] = field(default_factory=dict)
    address: str = ""

    def served_at(self, address: str) -> "Site":
        return replace(self, address=address)


@dataclass(frozen=True)
class _Cast:
    reviewer: User
    outlet: Outlet

    def said(self, expert: Expert, words: str, on: date, **text: Any) -> Statement:
        """An accepted statement, printed once."""
        at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
        occasion = OccasionFactory.create(expert=expert, stated_on=on)
        stored = ArticleTextFactory.create(
            text=f"{expert.name} spoke on {on}, in the old hall by the harbour. “{words}” "
            "Then the doors were opened and everybody went home along the quay.\n",
            article__story=occasion.story,
            article__published_at=at,
            **({"article__outlet": self.outlet} | text),
        )
        statement = StatementFactory.create(
            occasion=occasion,
            accepted=True,
            reviewed_by=self.reviewer,
            recorded_at=at + timedelta(days=1),
        )
        start = stored.text.index(words)
        AppearanceFactory.create(
            statement=statement,
            article_text=stored,
            start=start,
            end=start + len(words),
            language=stored.article.language,
            shown=True,
        )
        return statement

    def stands(
        self,
        statement: Statement,
        proposition: Proposition,
        stance: Stance,
        summary: str,
        **terms: Any,
    ) -> Position:
        """A published position on all words of the statement's only appearance."""
        printed = statement.appearances.select_related("article_text").get()
        words = printed.article_text.text[printed.start : printed.end]
        evidence = terms.pop("evidence", None) or EvidenceFactory.create(
            statement=statement, article_text=printed.article_text, words=words, shown=True
        )
        return PositionFactory.create(
            statement=statement,
            proposition=proposition,
            published=True,
            stance=stance,
            summary=summary,
            lead_evidence=evidence,
            reviewed_by=self.reviewer,
            **terms,
        )


def fill() -> Site:
    """Store it all; the addresses of the pages on which it stands."""
    cast = _Cast(
        UserFactory.create(), OutletFactory.create(slug="courier", name="Havneby Courier")
    )
    FeedFactory.create(outlet=cast.outlet)
    coast = TopicFactory.create(slug="coast", name="The coast")
    harbours = TopicFactory.create(slug="harbours", name="Harbours and ferries", parent=coast)
    TopicFactory.create(slug="quiet", name="A topic without propositions", parent=harbours)
    pier = PropositionFactory.create(
        slug="second-pier",
        topic=harbours,
        policy=True,
        wording="Havneby should build a second pier before the decade is out",
    )
    law = PropositionFactory.create(
        slug="hafengesetz",
        topic=harbours,
        wording=f"The {LONG_WORD} has shortened the wait for a berth in every harbour",
    )
    PropositionFactory.create(
        slug="empty",
        topic=coast,
        forecast=True,
        closed=True,
        wording="The lighthouse of Havneby will be switched off by the end of 2029",
    )
    marit, ended = _marit(cast, pier, law)
    _many(cast, law)
    _other_scripts(cast, pier)
    ExpertFactory.create(slug="nobody-yet", name="Signe Strandgaard-Holmqvist")
    interview, answered = _interview(cast, marit, pier)
    printed = answered.appearances.get().article_text
    rebuild_search()
    return Site(
        {
            "home": "/",
            "experts": "/experts/",
            "expert": "/experts/marit-solvang/",
            "expert with many positions": "/experts/many/",
            "expert in another script": "/experts/霧浜澄江/",
            "expert without positions": "/experts/nobody-yet/",
            "propositions": "/propositions/",
            "proposition": "/propositions/second-pier/",
            "proposition with a long word": "/propositions/hafengesetz/",
            "proposition without positions": "/propositions/empty/",
            "topics": "/topics/",
            "topic": "/topics/coast/",
            "topic without propositions": "/topics/quiet/",
            "changes": "/changes/",
            "position": f"/positions/{public_id('position', ended.replaces_id or ended.pk)}/",
            "position that has ended": f"/positions/{public_id('position', ended.pk)}/",
            "statement": f"/statements/{public_id('statement', answered.pk)}/",
            "interview": f"/interviews/{public_id('interview', interview)}/",
            "article": f"/articles/{public_id('article', printed.article_id)}/",
            "corrections": "/corrections/",
            "this is wrong": "/corrections/new/?record=marit-solvang",
            "search": "/search/",
            "search with results": "/search/?q=solvang",
            "search without results": "/search/?q=nothing+like+it",
            "search refused": "/search/?q=%21",
            "about": "/about/",
            "status": "/status/",
            "manage": _manage(marit),
            "subscribe": "/subscribe/?expert=marit-solvang",
            "dead link": "/manage/none/",
            "not found": "/nothing/",
        }
    )


def _manage(expert: Expert) -> str:
    """The page of a reader who follows somebody by mail and everything by webhook."""
    reader = SubscriberFactory.create(confirmed=True)
    endpoint = WebhookEndpointFactory.create(subscriber=reader, active=True)
    SubscriptionFactory.create(subscriber=reader, active=True, expert=expert, everything=False)
    SubscriptionFactory.create(subscriber=reader, active=True, webhook=True, endpoint=endpoint)
    event = EventFactory.create()
    owed = DeliveryFactory.create(event=event, subscriber=reader)
    return make_path(LinkPurpose.MANAGE, owed.message_id)


def _marit(cast: _Cast, pier: Proposition, law: Proposition) -> tuple[Expert, Position]:
    """Somebody who changed, doubted, looked back and declined; words altered, cut and withheld."""
    marit = ExpertFactory.create(slug="marit-solvang", name="Marit Solvang")
    ExpertNameFactory.create(expert=marit, name="M. Solvang")
    AffiliationFactory.create(
        expert=marit, role="professor of coastal engineering", since=date(2019, 1, 1)
    )
    AffiliationFactory.create(
        expert=marit,
        role="adviser",
        organisation="Ministry of Harbours",
        since=date(2012, 1, 1),
        until=date(2018, 12, 31),
    )
    before = cast.stands(
        cast.said(marit, PIER[2], date(2024, 1, 15)),
        pier,
        Stance.AGAINST,
        "Calls a second pier a waste.",
        strength=Strength.STRONG,
    )
    cast.stands(
        cast.said(marit, PIER[3], date(2024, 9, 3)),
        pier,
        Stance.MIXED,
        "Would not rule it out.",
        certainty=Certainty.HEDGED,
    )
    after = cast.stands(
        cast.said(marit, PIER[0], date(2025, 6, 15)), pier, Stance.FAVOR, "Asks for the pier."
    )
    StanceChangeFactory.create(before=before, after=after, confirmed=True)
    StanceChangeFactory.create(
        before=before, after=after, confirmed=True, kind=ChangeKind.SOFTENING, on=date(2024, 9, 3)
    )
    cast.stands(
        cast.said(marit, PIER[1], date(2025, 6, 20)),
        pier,
        Stance.AGAINST,
        "Says that she was against it for years.",
        held_on=date(2020, 1, 1),
    )
    withheld = cast.said(marit, "Ask me again when the survey is out.", date(2025, 7, 1))
    cast.stands(
        withheld,
        law,
        Stance.DECLINED,
        "Was asked and did not answer.",
        evidence=EvidenceFactory.create(statement=withheld, withheld=True),
    )
    reported = cast.said(marit, "the law had helped a little in the south", date(2023, 2, 1))
    Statement.objects.filter(pk=reported.pk).update(type=StatementType.INDIRECT)
    cast.stands(reported, law, Stance.FAVOR, "Said to see some use in the law.")
    Evidence.objects.filter(statement=reported).update(live=EvidenceLive.ALTERED)
    ended = cast.stands(
        cast.said(marit, "The law is of no use to anybody at sea.", date(2022, 2, 1)),
        law,
        Stance.AGAINST,
        "Sees no use in the law.",
        ended=True,
    )
    return marit, ended


def _many(cast: _Cast, law: Proposition) -> None:
    """Forty positions of one person with a long name and a long role, one text for all."""
    many = ExpertFactory.create(slug="many", name="Ivo Maximilian Lindqvist-Brandt von Østerskær")
    AffiliationFactory.create(
        expert=many,
        role="deputy director for research and member of the standing committee on dredging",
        organisation=f"Institute of {LONG_WORD}",
    )
    stances = (Stance.FAVOR, Stance.FAVOR, Stance.UNCLEAR, Stance.AGAINST)
    for number in range(40):
        cast.stands(
            cast.said(
                many,
                f"This is what I have to say for the time number {number + 1} about the law.",
                date(2015, 1, 10) + timedelta(days=90 * number),
            ),
            law,
            stances[number % 4],
            "",
        )


def _other_scripts(cast: _Cast, pier: Proposition) -> None:
    """A name and words without spaces; a translation; the same words at another outlet."""
    sumie = ExpertFactory.create(slug="霧浜澄江", name="霧浜 澄江")
    ExpertNameFactory.create(expert=sumie, name="Kirihama Sumie", language="ja", script="Latn")
    AffiliationFactory.create(
        expert=sumie, role="教授", organisation="霧浜港湾大学 海岸工学研究科"
    )
    outlet = OutletFactory.create(slug="kirihama", name="霧浜新報", language="ja")
    said = cast.said(
        sumie,
        "第二桟橋は、嵐の季節が来る前に建てられるべきであり、漁師の声を聞かずに決めてはならない。",
        date(2025, 5, 2),
        article__outlet=outlet,
        article__language="ja",
        article__title="霧浜の第二桟橋をめぐって",
    )
    cast.stands(said, pier, Stance.FAVOR, "Wants the pier, with the fishermen heard first.")
    words = "The second pier should be there before the storms, and the fishermen be heard."
    copy = ArticleTextFactory.create(
        text=f"From Kirihama. {words}\n",
        article__outlet=cast.outlet,
        article__story=said.occasion.story,
        article__published_at=datetime(2025, 5, 3, 9, tzinfo=UTC),
    )
    AppearanceFactory.create(
        statement=said,
        article_text=copy,
        start=15,
        end=15 + len(words),
        rendering=Rendering.TRANSLATION,
        spoken_language="ja",
        shown=True,
    )


def _interview(cast: _Cast, marit: Expert, pier: Proposition) -> tuple[int, Statement]:
    """Three answers: one on a proposition, one only public, one that nobody has reviewed."""
    on = date(2025, 8, 1)
    occasion = OccasionFactory.create(
        kind=OccasionKind.INTERVIEW,
        expert=marit,
        stated_on=on,
        story=StoryFactory.create(),
        title="“The state should pay”: Marit Solvang on the storm",
    )
    text = "\n\n".join(f"{question}\n\n{answer}" for question, answer in ANSWERS)
    stored = ArticleTextFactory.create(
        text=text,
        article__outlet=cast.outlet,
        article__story=occasion.story,
        article__published_at=datetime(2025, 8, 1, 9, tzinfo=UTC),
        article__title="“The state should pay”: Marit Solvang on the storm",
    )
    interview = InterviewFactory.create(occasion=occasion, article_text=stored)
    statements = [
        _answer(cast, interview, stored, number, question, answer)
        for number, (question, answer) in enumerate(ANSWERS, start=1)
    ]
    cast.stands(
        statements[1], pier, Stance.FAVOR, "Wants the pier, paid by the state.", stated_on=on
    )
    return interview.pk, statements[1]


def _answer(
    cast: _Cast, interview: Any, stored: ArticleText, number: int, question: str, answer: str
) -> Statement:
    asked, start = stored.text.index(question), stored.text.index(answer)
    exchange = ExchangeFactory.create(
        interview=interview,
        number=number,
        question_start=asked,
        question_end=asked + len(question),
        answer_start=start,
        answer_end=start + len(answer),
    )
    passage = PassageFactory.create(
        occasion=interview.occasion,
        article_text=stored,
        exchange=exchange,
        number=number,
        start=start,
        end=start + len(answer),
        decided=number < 3,
    )
    state = {"accepted": True, "reviewed_by": cast.reviewer} if number < 3 else {}
    statement = StatementFactory.create(passage=passage, occasion=interview.occasion, **state)
    AppearanceFactory.create(
        statement=statement,
        article_text=stored,
        start=start,
        end=start + len(answer),
        shown=number < 3,
    )
    return statement
