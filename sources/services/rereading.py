"""Reading again what was given up, because somebody of the staff asks for it."""

from django.db import transaction

from sources.models import Article, DeadlyDocument, Feed
from sources.services.articles import visit_again
from sources.services.feeds import poll_soon


@transaction.atomic
def read_again(*, document_id: int, reason: str) -> bool:
    """Forget that a document ended the processes reading it, and look at its address at once.

    It is counted anew: should it end its process twice again, it is in quarantine again. False:
    there is no such document (any more).
    """
    document = DeadlyDocument.objects.filter(pk=document_id).first()
    if document is None:
        return False
    document.delete()
    for feed_id in Feed.objects.filter(url=document.url).values_list("pk", flat=True):
        poll_soon(feed_id=feed_id, reason=reason)
    for article_id in Article.objects.filter(url=document.url).values_list("pk", flat=True):
        visit_again(article_id=article_id)
    return True
