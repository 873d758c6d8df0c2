"""Every address of the API. Within v1 addresses and keys are only ever added."""

from typing import Any

from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
)
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

import alerts.api.urls
import commentary.api.urls
from common.api.addresses import unknown_address
from common.api.views import ApiView


class SchemaView(ApiView, SpectacularAPIView):
    """The OpenAPI 3.1 schema."""

    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]


class AddressesSerializer(serializers.Serializer[Any]):
    """Where to begin."""

    addresses = serializers.DictField(
        child=serializers.URLField(), help_text=_("Every list, the schema and its explanation.")
    )


class RootView(ApiView):
    """What there is: the address of every list, of the schema and of the page that explains it."""

    summary = _("List the addresses")
    answer = AddressesSerializer

    def get(self, request: Request) -> Response:
        self.read(request)
        names = [
            pattern.name
            for pattern in (*commentary.api.urls.urlpatterns, *alerts.api.urls.urlpatterns)
            if pattern.name and "<" not in str(pattern.pattern)
        ]
        found = {
            name: reverse(f"api:{name}", request=request) for name in [*names, "schema", "docs"]
        }
        return Response({"addresses": found})


app_name = "api"
urlpatterns = [
    path("v1/", RootView.as_view(), name="root"),
    path("v1/", include("commentary.api.urls")),
    path("v1/", include("alerts.api.urls")),
    path("v1/schema/", SchemaView.as_view(), name="schema"),
    path(
        "v1/docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema"),
        name="docs",
    ),
    re_path(r"", unknown_address),
]
