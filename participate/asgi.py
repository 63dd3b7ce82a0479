"""ASGI entry: pages and sockets."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participate.settings.production")
pages = get_asgi_application()

# These need the apps, which the line above loads.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from consultations.record import service, witnessing  # noqa: E402
from participate import clock, post  # noqa: E402
from participate.visitor_address import VisitorAddress  # noqa: E402
from realtime.routing import websocket_urlpatterns  # noqa: E402

application = VisitorAddress(
    ProtocolTypeRouter({"http": pages, "websocket": URLRouter(websocket_urlpatterns)}),
    proxies=settings.TRUSTED_PROXY_COUNT,
)
service.start()
if settings.RECORD_SEQUENCER == "in-process":
    clock.start()
    witnessing.start()
    post.start()
