"""One line to whoever asked for an action."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest


def tell(model_admin: admin.ModelAdmin[Any], request: HttpRequest, line: str) -> None:
    model_admin.message_user(request, line, messages.SUCCESS)
