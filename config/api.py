"""Every address of the API. Within v1 addresses and keys are only ever added."""

from django.urls import include, path, re_path
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
)
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from common.api.addresses import unknown_address
from common.api.views import ApiView


class SchemaView(ApiView, SpectacularAPIView):
    """The OpenAPI 3.1 schema."""

    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]


app_name = "api"
urlpatterns = [
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
