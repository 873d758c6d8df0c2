"""Invented experts, what they said, and where they stand."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from commentary.enums import (
    ChangeKind,
    ChangeState,
    EvidenceState,
    IdentifierScheme,
    NameOrder,
    OccasionKind,
    PassageState,
    PositionState,
    Proposer,
    PropositionKind,
    PropositionState,
    ReadingState,
    RecordKind,
    Stance,
    StatementState,
    StatementType,
)
from commentary.models import (
    Affiliation,
    Appearance,
    Evidence,
    Exchange,
    Expert,
    ExpertIdentifier,
    ExpertName,
    Interview,
    Occasion,
    Passage,
    Position,
    ProposedAffiliation,
    Proposition,
    PropositionWording,
    Reading,
    Record,
    RosterChange,
    StanceChange,
    Statement,
    Topic,
)
from common.text import fingerprint, letters_and_digits
from sources.models import ArticleText
from tests.factories.agreeing import AgreeingFactory
from tests.factories.moments import REVIEWED_AT, SAID_ON, STORED_AT
from tests.factories.people import UserFactory
from tests.factories.sources import (
    SPOKEN,
    ArticleTextFactory,
    StoryFactory,
    slice_of,
    where_spoken,
)


class ExpertFactory(DjangoModelFactory[Expert]):
    class Meta:
        model = Expert

    slug = factory.Sequence(lambda n: f"marit-solvang-{n}")
    name = factory.Sequence(lambda n: f"Marit Solvang {n}")
    public_basis = "Comments on harbour policy for the Institute for Harbour Studies."


class ExpertNameFactory(DjangoModelFactory[ExpertName]):
    class Meta:
        model = ExpertName

    expert = factory.SubFactory(ExpertFactory)
    name = "Marit Solvang"
    language = "en"
    script = "Latn"
    order = NameOrder.GIVEN_FIRST


class ExpertIdentifierFactory(DjangoModelFactory[ExpertIdentifier]):
    class Meta:
        model = ExpertIdentifier

    expert = factory.SubFactory(ExpertFactory)
    scheme = IdentifierScheme.WIKIDATA
    value = factory.Sequence(lambda n: f"Q9990000{n}")


class AffiliationFactory(DjangoModelFactory[Affiliation]):
    class Meta:
        model = Affiliation

    expert = factory.SubFactory(ExpertFactory)
    role = "senior fellow"
    organisation = "Institute for Harbour Studies"


class ProposedAffiliationFactory(DjangoModelFactory[ProposedAffiliation]):
    class Meta:
        model = ProposedAffiliation

    expert = factory.SubFactory(ExpertFactory)
    article_text = factory.SubFactory(ArticleTextFactory)
    phrase = "a fellow of the Norhaven Institute"
    key = "fellow of the norhaven institute"
    role = "fellow"
    organisation = "Norhaven Institute"


class RosterChangeFactory(DjangoModelFactory[RosterChange]):
    class Meta:
        model = RosterChange

    expert = factory.SubFactory(ExpertFactory)
    what = "expert added"
    at = STORED_AT


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    slug = factory.Sequence(lambda n: f"harbours-{n}")
    name = factory.Sequence(lambda n: f"Harbours {n}")


class PropositionWordingFactory(DjangoModelFactory[PropositionWording]):
    """The first wording of a proposition, public since Monday noon."""

    class Meta:
        model = PropositionWording

    proposition = factory.SubFactory("tests.factories.PropositionFactory", first_wording=None)
    version = 1
    wording = factory.SelfAttribute("proposition.wording")
    recorded_at = REVIEWED_AT


class PropositionFactory(DjangoModelFactory[Proposition]):
    """An open assessment with its first wording; `forecast=True`, `policy=True`, `closed=True`."""

    class Meta:
        model = Proposition
        skip_postgeneration_save = True

    class Params:
        forecast = factory.Trait(kind=PropositionKind.FORECAST, due_on=date(2029, 12, 31))
        policy = factory.Trait(kind=PropositionKind.POLICY)
        closed = factory.Trait(
            state=PropositionState.CLOSED,
            closed_on=date(2025, 12, 1),
            closed_reason="The pier was built.",
        )

    slug = factory.Sequence(lambda n: f"havneby-harbour-is-full-{n}")
    topic = factory.SubFactory(TopicFactory)
    kind = PropositionKind.ASSESSMENT
    wording = factory.Sequence(lambda n: f"The harbour of Havneby has no free berth at pier {n}.")
    guide = "Favor: says that ships are turned away. Against: says that berths are free."
    first_wording = factory.RelatedFactory(
        PropositionWordingFactory, factory_related_name="proposition"
    )


class OccasionFactory(DjangoModelFactory[Occasion]):
    class Meta:
        model = Occasion

    kind = OccasionKind.COMMENT
    expert = factory.SubFactory(ExpertFactory)
    story = factory.SubFactory(StoryFactory)
    title = "Marit Solvang on the second pier"
    stated_on = SAID_ON


class InterviewFactory(DjangoModelFactory[Interview]):
    class Meta:
        model = Interview

    occasion = factory.SubFactory(OccasionFactory, kind=OccasionKind.INTERVIEW)
    article_text = factory.SubFactory(
        ArticleTextFactory,
        text="Q: Is the harbour full?\nA: It is, on most days.\n",
        article__story=factory.SelfAttribute("...occasion.story"),
    )
    guests = ["Marit Solvang"]


class ExchangeFactory(DjangoModelFactory[Exchange]):
    """`Is the harbour full?` and `It is, on most days.` in the interview's own text."""

    class Meta:
        model = Exchange

    interview = factory.SubFactory(InterviewFactory)
    number = 1
    question_start = 3
    question_end = 23
    answer_start = 27
    answer_end = 47


class PassageFactory(AgreeingFactory[Passage]):
    """A passage that awaits review; `decided=True`: a curator has been there."""

    _agrees_with = {"occasion": "expert"}

    class Meta:
        model = Passage

    class Params:
        decided = factory.Trait(state=PassageState.DECIDED)

    expert = factory.SubFactory(ExpertFactory)
    occasion = factory.SubFactory(OccasionFactory, expert=factory.SelfAttribute("..expert"))
    article_text = factory.SubFactory(
        ArticleTextFactory, article__story=factory.SelfAttribute("...occasion.story")
    )
    number = 1
    start = factory.LazyAttribute(lambda o: where_spoken(o.article_text)[0])
    end = factory.LazyAttribute(lambda o: where_spoken(o.article_text)[1])


class AppearanceFactory(DjangoModelFactory[Appearance]):
    """The statement's words in one text; `shown=True`: the public may see all of them."""

    class Meta:
        model = Appearance

    class Params:
        shown = factory.Trait(
            shown_start=factory.SelfAttribute("start"), shown_end=factory.SelfAttribute("end")
        )

    statement = factory.SubFactory("tests.factories.StatementFactory")
    article_text = factory.SubFactory(
        ArticleTextFactory, article__story=factory.SelfAttribute("...statement.occasion.story")
    )
    start = factory.LazyAttribute(lambda o: where_spoken(o.article_text)[0])
    end = factory.LazyAttribute(lambda o: where_spoken(o.article_text)[1])
    spans = factory.LazyAttribute(lambda o: [[o.start, o.end]])
    language = "en"


class StatementFactory(AgreeingFactory[Statement]):
    """A proposed statement, printed nowhere yet.

    `printed=True`: one appearance with the words SPOKEN. `accepted=True`: as said, signed, public.
    `rejected=True`: signed and never public. Expert and day are those of an occasion that is
    given, and the other way round.
    """

    _agrees_with = {"passage": "occasion expert", "occasion": "expert stated_on"}

    class Meta:
        model = Statement
        skip_postgeneration_save = True

    class Params:
        printed = factory.Trait(
            appearance=factory.RelatedFactory(
                AppearanceFactory, factory_related_name="statement", shown=False
            )
        )
        decided = factory.Trait(
            reviewed_by=factory.SubFactory(UserFactory), reviewed_at=REVIEWED_AT
        )
        accepted = factory.Trait(
            decided=True, state=StatementState.ACCEPTED, recorded_at=REVIEWED_AT
        )
        rejected = factory.Trait(
            decided=True, state=StatementState.REJECTED, state_reason="Said by somebody else."
        )

    expert = factory.SubFactory(ExpertFactory)
    stated_on = SAID_ON
    occasion = factory.SubFactory(
        OccasionFactory,
        expert=factory.SelfAttribute("..expert"),
        stated_on=factory.SelfAttribute("..stated_on"),
    )
    type = StatementType.DIRECT


class EvidenceFactory(DjangoModelFactory[Evidence]):
    """Words of a text: `words` if the text has them, else SPOKEN, else all of it.

    `withheld=True`: no stored text, read it at the source. `shown=True`: the public may see it
    all. The text is the one in which the statement appears, if it appears anywhere.
    """

    class Meta:
        model = Evidence

    class Params:
        words = SPOKEN
        shown = factory.Trait(
            shown_start=factory.SelfAttribute("start"), shown_end=factory.SelfAttribute("end")
        )
        withheld = factory.Trait(
            state=EvidenceState.WITHHELD,
            article_text=None,
            start=None,
            end=None,
            prefix="",
            suffix="",
            url="https://havneby.example/behind-the-wall",
        )

    statement = factory.SubFactory(StatementFactory)
    article_text = factory.LazyAttribute(lambda o: _text_of(o.statement))
    state = EvidenceState.ANCHORED
    start = factory.LazyAttribute(lambda o: where_spoken(o.article_text, o.words)[0])
    end = factory.LazyAttribute(lambda o: where_spoken(o.article_text, o.words)[1])
    exact = factory.LazyAttribute(slice_of)
    prefix = factory.LazyAttribute(
        lambda o: o.article_text.text[max(o.start - 32, 0) : o.start] if o.article_text else ""
    )
    suffix = factory.LazyAttribute(
        lambda o: o.article_text.text[o.end : o.end + 32] if o.article_text else ""
    )
    letters_sha256 = factory.LazyAttribute(lambda o: fingerprint(o.exact or o.words))
    length = factory.LazyAttribute(lambda o: len(letters_and_digits(o.exact or o.words)))


class PositionFactory(AgreeingFactory[Position]):
    """A proposed position on a statement of its own.

    `published=True`: on an accepted statement, with evidence that is a slice of a stored text,
    signed and public. `rejected=True`: the same, never public. `ended=True` beside `published`:
    no longer public. Expert and day are those of a statement that is given, and the other way
    round; the wording is the proposition's current one.
    """

    _agrees_with = {"statement": "expert stated_on precision basis"}

    class Meta:
        model = Position
        skip_postgeneration_save = True

    class Params:
        decided = factory.Trait(
            statement__accepted=True,
            statement__printed=True,
            lead_evidence=factory.SubFactory(
                EvidenceFactory, statement=factory.SelfAttribute("..statement"), shown=True
            ),
            reviewed_by=factory.SubFactory(UserFactory),
            reviewed_at=REVIEWED_AT,
        )
        published = factory.Trait(
            decided=True,
            state=PositionState.PUBLISHED,
            recorded_at=factory.SelfAttribute("reviewed_at"),
        )
        rejected = factory.Trait(
            decided=True, state=PositionState.REJECTED, state_reason="The words do not show it."
        )
        ended = factory.Trait(
            ended_at=factory.SelfAttribute("recorded_at"), ended_reason="our error"
        )

    expert = factory.SubFactory(ExpertFactory)
    stated_on = SAID_ON
    statement = factory.SubFactory(
        StatementFactory,
        expert=factory.SelfAttribute("..expert"),
        stated_on=factory.SelfAttribute("..stated_on"),
    )
    proposition = factory.SubFactory(PropositionFactory)
    wording = factory.LazyAttribute(lambda o: o.proposition.wordings.get(ended_at=None))
    stance = Stance.FAVOR
    summary = "Holds that the harbour is full."
    proposed_by = Proposer.CURATOR


class StanceChangeFactory(AgreeingFactory[StanceChange]):
    """A possible reversal between two published positions, favor in January and against in June.

    `confirmed=True`: signed and public. `withdrawn=True`: was public, is not any more.
    """

    _agrees_with = {"before": "expert proposition", "after": "expert proposition"}

    class Meta:
        model = StanceChange

    class Params:
        confirmed = factory.Trait(
            state=ChangeState.CONFIRMED,
            recorded_at=REVIEWED_AT,
            confirmed_by=factory.SubFactory(UserFactory),
        )
        withdrawn = factory.Trait(
            state=ChangeState.WITHDRAWN,
            recorded_at=REVIEWED_AT,
            confirmed_by=factory.SubFactory(UserFactory),
            ended_at=REVIEWED_AT,
            ended_reason="recomputed",
        )

    expert = factory.SubFactory(ExpertFactory)
    proposition = factory.SubFactory(PropositionFactory)
    kind = ChangeKind.REVERSAL
    before = factory.SubFactory(
        PositionFactory,
        expert=factory.SelfAttribute("..expert"),
        proposition=factory.SelfAttribute("..proposition"),
        stance=Stance.FAVOR,
        stated_on=date(2025, 1, 15),
        published=True,
    )
    after = factory.SubFactory(
        PositionFactory,
        expert=factory.SelfAttribute("..expert"),
        proposition=factory.SelfAttribute("..proposition"),
        stance=Stance.AGAINST,
        stated_on=date(2025, 6, 15),
        published=True,
    )
    on = factory.SelfAttribute("after.stated_on")


class ReadingFactory(DjangoModelFactory[Reading]):
    """A reading that is owed; `done=True`: the reader has been there."""

    class Meta:
        model = Reading

    class Params:
        done = factory.Trait(state=ReadingState.DONE, due_at=None, read_at=STORED_AT, form="news")

    article_text = factory.SubFactory(ArticleTextFactory)
    reader_version = "1"
    roster = 0
    due_at = STORED_AT


class RecordFactory(DjangoModelFactory[Record]):
    """A public act that nobody has numbered yet; what it is about is given by the test."""

    class Meta:
        model = Record

    kind = RecordKind.POSITION_PUBLISHED
    at = REVIEWED_AT
    payload = factory.LazyFunction(lambda: {"before": None, "after": {"stance": "favor"}})


def _text_of(statement: Statement) -> ArticleText:
    appearance = statement.appearances.first()
    if appearance is not None:
        return appearance.article_text
    return ArticleTextFactory.create(article__story=statement.occasion.story)
