"""A hundred feeds of a simulated internet over thirty days: see bench.simulated_month.

make bench-sim
"""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from bench.simulated_month import measure  # noqa: PLC0415 - it imports models

    measure(*(int(days) for days in sys.argv[1:2]))


if __name__ == "__main__":
    main()
