# One image, four commands (compose.yaml runs them all):
#   web      gunicorn --bind 0.0.0.0:8000 --graceful-timeout 20 config.wsgi      (the default)
#   worker   celery --app config --quiet worker --pool=threads --queues=poll,read,deliver
#   beat     celery --app config --quiet beat --pidfile=
#   migrate  python manage.py migrate --noinput                   (once before each new version)
# It needs DATABASE_URL, REDIS_URL, SECRET_KEY and SITE_URL.

# Builds wheels, so that compilers and pip's leftovers stay out of the image that runs.
FROM python:3.11-slim AS wheels
WORKDIR /build
COPY requirements.txt .
RUN pip wheel --no-cache-dir --no-deps --require-hashes --wheel-dir /wheels --requirement requirements.txt

# What runs.
FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data
RUN useradd --system --uid 10001 --create-home stanceline \
    && install --directory --owner=stanceline --mode=0700 /data
# The hashes were checked when the wheels were made.
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --no-deps /wheels/*.whl
WORKDIR /app
COPY . .
# By number: some platforms refuse a name, which could be root's.
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--graceful-timeout", "20", "config.wsgi"]
