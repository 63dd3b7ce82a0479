# The site: pages and sockets, run by an ordinary user. One image serves web, worker and set-up.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt
# Babel compiles the catalogues here and is not needed where the site runs.
COPY requirements/dev.txt requirements/dev.txt
RUN python -m venv /babel && sed -n '/^babel==/,/[^\\]$/p' requirements/dev.txt > /babel/lock.txt \
    && /babel/bin/pip install --no-cache-dir --require-hashes -r /babel/lock.txt
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node frontend/build.mjs && /babel/bin/python locale/compile.py \
    && SECRET_KEY=build ALLOWED_HOSTS=build BASE_URL=https://build DATABASE_URL=sqlite:////tmp/build.sqlite3 \
       RECORD_ORIGIN=build/record/1 RECORD_DIR=/tmp/record EMAIL_URL=consolemail:// DEFAULT_FROM_EMAIL=build@localhost \
       DJANGO_SETTINGS_MODULE=participate.settings.production /venv/bin/python manage.py collectstatic --noinput \
    && rm -rf node_modules frontend requirements package.json package-lock.json \
    && /venv/bin/python -m compileall -q .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home participate \
    && mkdir -p /data/record /data/media && chown -R participate /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=participate.settings.production
USER participate
EXPOSE 8000
CMD ["uvicorn", "participate.asgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "65536", \
     "--backlog", "2048", "--no-proxy-headers"]
