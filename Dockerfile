# One image for web, worker, beat, relay and migrate. Built with the locked packages of uv.lock.
FROM python:3.11-slim-bookworm AS build
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /srv/eoffice
COPY pyproject.toml uv.lock README.md ./
# Packages first: they change less often than our code, so this layer is kept.
RUN uv sync --frozen --no-default-groups --group backup --no-install-project
COPY . .
RUN uv sync --frozen --no-default-groups --group backup --no-editable \
    && uv run --frozen --no-sync --with polib python deploy/compile_translations.py \
    && STATIC_ROOT=/srv/eoffice/staticfiles .venv/bin/eoffice collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-ind hunspell hunspell-id \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin eoffice \
    && install -d -o eoffice -g eoffice /var/lib/eoffice
WORKDIR /srv/eoffice
COPY --from=build /srv/eoffice /srv/eoffice
ENV PATH=/srv/eoffice/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/eoffice/staticfiles OMP_THREAD_LIMIT=1
USER eoffice
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "eoffice.wsgi"]
