"""ASGI entry: pages and sockets."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participate.settings.production")
application = get_asgi_application()

from consultations.record import service  # noqa: E402  (needs the apps, which the line above loads)

service.start()
