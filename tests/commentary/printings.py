"""One invented interview and its syndicated copy, as stored texts of one story."""

from datetime import UTC, datetime, timedelta

from commentary.models import Expert
from sources.models import ArticleText, Story
from tests.factories import (
    ArticleFactory,
    ArticleTextFactory,
    ExpertFactory,
    ExpertNameFactory,
    StoryFactory,
)

MORNING = datetime(2026, 4, 2, 6, 0, tzinfo=UTC)

INTRODUCTION = (
    "The harbour of Havneby has been closed to large ships since the storm of January.",
    (
        "In an interview with the Havneby Courier, Marit Solvang, a professor of coastal "
        "engineering at the Institute for Harbour Studies, spoke of what comes next."
    ),
)
EXCHANGES = (
    (
        "How bad is the damage to the breakwater?",
        (
            (
                "It’s worse than the ministry admits. A third of the outer wall has gone, and "
                "what is left stands on sand that moves with every tide."
            ),
            "I have asked for the survey to be published in full. So far that has not happened.",
        ),
    ),
    (
        "Should the town pay for a new pier by itself?",
        (
            (
                "No. The state takes the harbour dues, so the state should pay. I don’t see how a "
                "town of nine thousand could carry such a sum."
            ),
        ),
    ),
    (
        "When will the ferries return?",
        ("Not before the autumn, I believe, and only if the dredging starts in May.",),
    ),
)


def interview_paragraphs() -> list[str]:
    paragraphs = list(INTRODUCTION)
    for question, answer in EXCHANGES:
        paragraphs += [question, *answer]
    return paragraphs


def marit() -> Expert:
    expert = ExpertFactory.create(name="Marit Solvang", slug="marit-solvang")
    expert.names.all().delete()
    ExpertNameFactory.create(expert=expert, name="Marit Solvang")
    return expert


def original(story: Story | None = None) -> ArticleText:
    return printing(interview_paragraphs(), story=story, published_at=MORNING)


def copy(story: Story | None = None) -> ArticleText:
    """First paragraph dropped for a credit line, straight apostrophes, some hours later."""
    paragraphs = ["(Coast Wire - Havneby Courier)", *interview_paragraphs()[1:]]
    straight = [paragraph.replace("\u2019", "'") for paragraph in paragraphs]
    return printing(straight, story=story, published_at=MORNING + timedelta(hours=3))


def printing(paragraphs: list[str], *, story: Story | None, published_at: datetime) -> ArticleText:
    article = ArticleFactory.create(
        story=story or StoryFactory.create(), published_at=published_at
    )
    return ArticleTextFactory.create(article=article, text="\n\n".join(paragraphs))
