"""Which stored texts are needed, so that nobody lets go of them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from commentary.enums import ReadingState
from commentary.models import Appearance, Evidence, Interview, Passage, Reading
from sources.models import ArticleText


def needed_texts() -> QuerySet[ArticleText]:
    """Texts in which a tracked person says something, decided or not, and texts that wait to be
    read.
    """
    here = {"article_text": OuterRef("pk")}
    read = Reading.objects.filter(**here).exclude(state=ReadingState.OWED)
    needed = ~Q(Exists(read)) & ~Q(text="")
    for model in (Appearance, Evidence, Passage, Interview):
        needed |= Q(Exists(model._default_manager.filter(**here)))  # noqa: SLF001 - the documented name
    return ArticleText.objects.filter(needed)
