"""The pages of subscribing."""

from django.urls import path

from alerts import views

app_name = "alerts"
urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("subscribe/confirm/<str:token>/", views.confirm, name="confirm"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/undo/<str:token>/", views.undo_unsubscribe, name="undo_unsubscribe"),
    path("manage/<str:token>/", views.manage, name="manage"),
]
