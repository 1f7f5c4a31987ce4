# syntax=docker/dockerfile:1

# The front end and the studio's fonts, built by Node and npm.
FROM node:24-bookworm-slim AS frontend
WORKDIR /app/backend/web/frontend
COPY backend/web/frontend/package.json backend/web/frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY backend /app/backend
COPY content /app/content
RUN npm run build

# The locked Python packages in an environment of their own.
FROM python:3.13-slim-bookworm AS packages
COPY requirements.lock requirements-uv.lock /tmp/
RUN pip install --no-cache-dir --require-hashes -r /tmp/requirements-uv.lock \
    && uv venv /opt/etalase \
    && uv pip install --no-cache --compile-bytecode --python /opt/etalase/bin/python --require-hashes \
        -r /tmp/requirements.lock
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY backend backend
COPY content content
COPY workers workers
COPY locale locale
RUN uv pip install --no-cache --python /opt/etalase/bin/python --no-deps --no-build-isolation -e . \
    && /opt/etalase/bin/pybabel compile --directory locale --domain django

FROM python:3.13-slim-bookworm
# libfribidi0 shapes Arabic script in pictures; the fonts themselves come from the front-end stage.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home etalase \
    && install -d -o etalase -g etalase /data
COPY --from=packages /opt/etalase /opt/etalase
COPY --from=packages /app /app
COPY --from=frontend /app/backend/web/static/build /app/backend/web/static/build
COPY --from=frontend /app/content/studio/fonts /app/content/studio/fonts
WORKDIR /app
ENV PATH=/opt/etalase/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=backend.settings \
    ETALASE_DATA_DIR=/data
USER etalase
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "backend.wsgi:application"]
