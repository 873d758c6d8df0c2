"""Storing what an article says: every distinct text once, never overwritten."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from common.text import normalise
from common.wake import wake
from sources import rewording, similarity
from sources.models import Article, ArticleText, TextBand
from sources.services.stories import assign_story


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it will be stored, with what is costly to compute done outside the transaction.

    `marks` are (kind, start, end) in code points of `text`.
    """

    title: str
    text: str
    marks: tuple[tuple[str, int, int], ...]
    sha256: str
    signature: bytes
    bands: tuple[str, ...]
    extractor: str = ""


def draft_text(
    *, title: str, text: str, marks: Sequence[tuple[str, int, int]] = (), extractor: str = ""
) -> Draft:
    """Normalise and hash; `marks` must be of a text that is normalised already. `extractor`: who
    found it, as enums.Extractor.
    """
    text = normalise(text)
    signature = similarity.signature(text)
    return Draft(
        title=normalise(title),
        text=text,
        marks=tuple(marks),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        signature=signature,
        bands=(*similarity.bands(signature), *rewording.fact_bands(text)),
        extractor=extractor,
    )


def store_text(article: Article, draft: Draft, *, now: datetime) -> tuple[ArticleText, bool]:
    """The article's row for this text, and whether it is new; a new one wakes the readers.

    Call inside a transaction that holds the article's row and stories.one_at_a_time.
    """
    known = article.texts.filter(sha256=draft.sha256).first()
    if known is not None:
        return known, False
    last = article.texts.aggregate(last=Max("revision"))["last"] or 0
    text = ArticleText.objects.create(
        article=article,
        revision=last + 1,
        title=draft.title,
        text=draft.text,
        sha256=draft.sha256,
        length=len(draft.text),
        marks=[list(mark) for mark in draft.marks],
        extractor=draft.extractor,
        signature=draft.signature,
        stored_at=now,
    )
    TextBand.objects.bulk_create(TextBand(article_text=text, band=band) for band in draft.bands)
    assign_story(text)
    wake("texts")
    return text, True
