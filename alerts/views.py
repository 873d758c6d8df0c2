"""The pages of subscribing: they validate, call one service and word the answer.

The pages behind a signed link need no CSRF token: their address is the secret, and whoever does
not know it cannot make a browser ask for it. Mail programs post to them by themselves (RFC 8058).
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alerts.exceptions import ExpiredLinkError, LinkError, SubscribingError
from alerts.forms import TARGETS, SubscribeForm, WebhookForm, are_targets
from alerts.services import leaving, managing, subscribing

View = Callable[[HttpRequest, str], HttpResponse]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; `?expert=`, `?proposition=` and `?topic=` choose a target by slug (404 for one
    that is not there).
    """
    if request.method != "POST":
        initial = {name: request.GET.get(name) for name in TARGETS}
        if not are_targets(initial):
            raise Http404(_("Nobody can subscribe to that: it is not there."))
        return render(request, "alerts/subscribe.html", {"form": SubscribeForm(initial=initial)})
    form = SubscribeForm(request.POST)
    if form.is_valid():
        try:
            answer = subscribing.subscribe(**form.cleaned_data, language=get_language() or "en")
        except SubscribingError as error:
            form.add_error(error.field, str(error))
        else:
            return render(request, "alerts/subscribed.html", {"answer": answer}, status=202)
    return render(request, "alerts/subscribe.html", {"form": form}, status=422)


def _behind_a_link(view: View) -> View:
    """A page that a signed link opens: never kept by a cache, its address never passed on; a link
    that opens nothing is one sentence.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except LinkError as error:
            status = 410 if isinstance(error, ExpiredLinkError) else 404
            response = render(
                request, "alerts/link_problem.html", {"sentence": str(error)}, status=status
            )
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        # Django logs the path of every 4xx answer that is not marked so, and ours is a secret.
        response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own mark
        return response

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(guarded)))


@_behind_a_link
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what would be confirmed, POST confirms: programs that follow links do not."""
    if request.method == "POST":
        confirmation = subscribing.confirm(token)
    else:
        confirmation = subscribing.read_confirmation(token)
    return render(request, "alerts/confirm.html", {"confirmation": confirmation})


@_behind_a_link
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; POST, also a mail program's own (RFC 8058), ends at once."""
    if request.method == "POST":
        left = leaving.unsubscribe(token)
    else:
        left = leaving.read_unsubscribing(token)
    return render(request, "alerts/unsubscribe.html", {"leaving": left})


@_behind_a_link
def undo_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; POST takes the subscriptions up again."""
    left = (leaving.undo_unsubscribe if request.method == "POST" else leaving.read_undo)(token)
    return render(request, "alerts/undo.html", {"leaving": left})


@_behind_a_link
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """All that one address has; POST ends one subscription (`end`) or adds a webhook."""
    form, secrets, ended = WebhookForm(), [], 0
    if request.method == "POST" and "end" in request.POST:
        ended = managing.end_managed(token, request.POST["end"])
    elif request.method == "POST":
        form = WebhookForm(request.POST)
        if form.is_valid():
            try:
                secrets = managing.add_webhook(token, form.cleaned_data["webhook_url"])
                form = WebhookForm()
            except SubscribingError as error:
                form.add_error("webhook_url", str(error))
    managed = managing.read_managed(token)
    context = {"managed": managed, "form": form, "secrets": secrets, "ended": ended}
    return render(request, "alerts/manage.html", context, status=422 if form.is_bound else 200)
