"""Every address of the site; each app lists its own."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("alerts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
