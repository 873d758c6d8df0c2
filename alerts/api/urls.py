"""Addresses below /api/v1/."""

from django.urls import path

from alerts.api import endpoints, subscriptions, views

_ENDPOINT = "webhook-endpoints/<str:id>/"

urlpatterns = [
    path("events/", views.EventListView.as_view(), name="events"),
    path(
        "subscriptions/",
        subscriptions.SubscriptionListView.as_view(),
        name="subscriptions",
    ),
    path(
        "subscriptions/<str:id>/",
        subscriptions.SubscriptionView.as_view(),
        name="subscription",
    ),
    path(
        "webhook-endpoints/",
        endpoints.EndpointListView.as_view(),
        name="webhook-endpoints",
    ),
    path(_ENDPOINT, endpoints.EndpointView.as_view(), name="webhook-endpoint"),
    path(
        f"{_ENDPOINT}deliveries/",
        endpoints.DeliveryListView.as_view(),
        name="webhook-endpoint-deliveries",
    ),
    path(
        f"{_ENDPOINT}test/",
        endpoints.EndpointTestView.as_view(),
        name="webhook-endpoint-test",
    ),
    path(
        f"{_ENDPOINT}rotate-secret/",
        endpoints.RotationView.as_view(),
        name="webhook-endpoint-rotate-secret",
    ),
    path(
        f"{_ENDPOINT}resend/",
        endpoints.ResendView.as_view(),
        name="webhook-endpoint-resend",
    ),
]
