"""The product's settings with beats that come every second: what runs twice meets itself often."""

from config.settings import *  # noqa: F403 - all of the product's settings
from config.settings import CELERY_BEAT_SCHEDULE as PRODUCT

CELERY_BEAT_SCHEDULE = {name: {**entry, "schedule": 1} for name, entry in PRODUCT.items()}
