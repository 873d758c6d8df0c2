"""The environment is parsed strictly, and a wrong value ends every program with one line."""

import ipaddress
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from config.environment import VARIABLES, WrongVariableError, read_environment

FERNET_KEYS = [Fernet.generate_key().decode() for _ in range(2)]

WRONG = {
    "DATA_DIR": "var\x07",
    "DATABASE_URL": "mysql://user:hidden@db/stanceline",
    "REDIS_URL": "http://:hidden@127.0.0.1:6379/0",
    "SECRET_KEY": "two\nlines hidden",
    "DEBUG": "maybe",
    "PORT": "70000",
    "SITE_URL": "https://stances.example.org/path",
    "ALLOWED_HOSTS": "stances.example.org:443",
    "TRUSTED_PROXIES": "10.0.0.1/8",
    "EMAIL_URL": "pigeon://user:hidden@mail",
    "DEFAULT_FROM_EMAIL": "nobody",
    "FIELD_KEYS": "hidden-too-short",
    "FETCH_ALLOWED_NETWORKS": "loopback",
    "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.1/32,",
    "FETCH_HOST_GAP": "-1",
    "CONFIRM_CHANGES": "dates:0",
    "QUOTE_MAX_WORDS": "0",
    "QUOTE_MAX_SHARE": "0.25",
    "STALE_MONTHS": "two years",
    "ALERT_MAX_AGE_DAYS": "-30",
    "TEXT_RETENTION_DAYS": "1e3",
    "LLM_BASE_URL": "llm.example.org",
    "LLM_API_KEY": "two\nlines hidden",
    "LLM_MODEL": "two\nlines",
    "SENTRY_DSN": "hidden.example.org/1",
    "LOG_LEVEL": "LOUD",
    "LOG_FORMAT": "xml",
    "METRICS_ALLOWED_NETWORKS": "10.0.0.1/8",
}


def run(arguments: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_variable_has_a_wrong_value_to_test() -> None:
    assert list(WRONG) == [variable.name for variable in VARIABLES]


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_wrong_value_is_named_with_what_is_expected(variable: Any) -> None:
    with pytest.raises(WrongVariableError) as caught:
        read_environment({variable.name: WRONG[variable.name]})

    line = str(caught.value)
    assert line.startswith(f"{variable.name} is ")
    assert line.endswith(f"; expected {variable.expected}.")
    assert line.isprintable()
    assert "hidden" not in line


@pytest.mark.parametrize(
    "program",
    [
        ["manage.py", "check"],
        ["-m", "gunicorn", "config.wsgi"],
        ["-m", "celery", "--app", "config", "worker"],
        ["-m", "celery", "--app", "config", "beat"],
    ],
    ids=["manage", "gunicorn", "worker", "beat"],
)
def test_wrong_value_stops_every_program_with_one_line(program: list[str], tmp_path: Path) -> None:
    ending = run(program, DATA_DIR=str(tmp_path / "none"), STALE_MONTHS="soon")

    expected = (
        "stanceline: STALE_MONTHS is 'soon'; expected a whole number of months from 1 to 1200.\n"
    )
    assert (ending.returncode, ending.stdout, ending.stderr) == (1, "", expected)
    assert not (tmp_path / "none").exists()


def test_nothing_set_gives_the_documented_defaults() -> None:
    assert read_environment({"DEBUG": " ", "UNKNOWN": "x"}) == {
        variable.name: variable.default for variable in VARIABLES
    }


def test_right_values_are_parsed() -> None:
    given = {
        "DATABASE_URL": "postgres://me:pass%20word@db.example.org:5433/stances?sslmode=require",
        "DEBUG": "Yes",
        "SITE_URL": "https://stances.example.org/",
        "ALLOWED_HOSTS": "stances.example.org, .example.net,[::1]",
        "TRUSTED_PROXIES": "10.0.0.0/8, 192.0.2.1",
        "EMAIL_URL": "smtp+tls://me:secret@mail.example.org:587",
        "FIELD_KEYS": ",".join(FERNET_KEYS),
        "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8,::1/128",
        "FETCH_HOST_GAP": "0.5",
        "CONFIRM_CHANGES": "dates:2",
        "TEXT_RETENTION_DAYS": "0",
    }

    found = read_environment(given)

    assert {name: found[name] for name in given} == {
        "DATABASE_URL": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "stances",
            "USER": "me",
            "PASSWORD": "pass word",
            "HOST": "db.example.org",
            "PORT": 5433,
            "OPTIONS": {"sslmode": "require"},
        },
        "DEBUG": True,
        "SITE_URL": "https://stances.example.org",
        "ALLOWED_HOSTS": ["stances.example.org", ".example.net", "[::1]"],
        "TRUSTED_PROXIES": [
            ipaddress.ip_network("10.0.0.0/8"),
            ipaddress.ip_network("192.0.2.1/32"),
        ],
        "EMAIL_URL": {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_FILE_PATH": "",
            "EMAIL_HOST": "mail.example.org",
            "EMAIL_PORT": 587,
            "EMAIL_HOST_USER": "me",
            "EMAIL_HOST_PASSWORD": "secret",
            "EMAIL_USE_TLS": True,
        },
        "FIELD_KEYS": FERNET_KEYS,
        "FETCH_ALLOWED_NETWORKS": [
            ipaddress.ip_network("127.0.0.0/8"),
            ipaddress.ip_network("::1/128"),
        ],
        "FETCH_HOST_GAP": 0.5,
        "CONFIRM_CHANGES": "dates:2",
        "TEXT_RETENTION_DAYS": 0,
    }


def test_secret_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("from a file\n")

    assert read_environment({"SECRET_KEY_FILE": str(file)})["SECRET_KEY"] == "from a file"


def test_secret_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongVariableError, match="SECRET_KEY and SECRET_KEY_FILE are both set"):
        read_environment({"SECRET_KEY": "a", "SECRET_KEY_FILE": str(tmp_path)})


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongVariableError, match=r"^PORT_FILE is .*; expected a text file"):
        read_environment({"PORT_FILE": str(tmp_path / "none")})


def test_model_endpoint_without_a_model_is_refused() -> None:
    with pytest.raises(WrongVariableError, match=r"^LLM_MODEL is not set, but LLM_BASE_URL is"):
        read_environment({"LLM_BASE_URL": "http://127.0.0.1:9/v1"})


def test_https_address_switches_secure_cookies_hsts_and_redirect_on(tmp_path: Path) -> None:
    names = (
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE", "ALLOWED_HOSTS",
    )  # fmt: skip
    script = f"from config import settings; print([getattr(settings, n) for n in {names}])"

    secure = run(["-c", script], SITE_URL="https://stances.example.org", DATA_DIR=str(tmp_path))
    plain = run(["-c", script], PORT="8123", DATA_DIR=str(tmp_path))

    loopback = ["localhost", "127.0.0.1", "[::1]"]
    hosts = ["stances.example.org", *loopback]
    assert secure.stdout == f"{[True, 31536000, True, True, hosts]}\n"
    assert plain.stdout == f"{[False, 0, False, False, ['127.0.0.1', *loopback]]}\n"


def test_commands_that_sign_nothing_run_without_a_key(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    ending = run(["manage.py", "migrate", "--verbosity=0"], DATA_DIR=str(tmp_path / "data"))

    assert (ending.returncode, ending.stderr) == (0, "")
