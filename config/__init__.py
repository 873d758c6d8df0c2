"""The project: settings, Celery, urls, and the commands that cross apps."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
