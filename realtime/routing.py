"""Addresses of sockets."""

from __future__ import annotations

from django.urls import path

from realtime.consumer import RoomConsumer

websocket_urlpatterns = [path("ws/live/<str:code>/", RoomConsumer.as_asgi())]
