"""The load client over TLS, as against a site in production: certificate, Referer, wss."""

from __future__ import annotations

import datetime
import ipaddress
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command
from django.db import connections

from realtime.models import RoomEvent
from tests.cast import make
from tests.database import fresh_database
from tests.realtime.rooms import make_room
from tests.realtime.servers import Server, db


def certificate(folder: Path) -> tuple[Path, Path]:
    """Files of a certificate for 127.0.0.1, signed by itself, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(encoding))
    return folder / "certificate.pem", folder / "key.pem"


class SecureServer(Server):
    """uvicorn with a certificate of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__("uvicorn")
        self.trust, self.key = certificate(folder)

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def _command(self) -> list[str]:
        return [*super()._command(), "--ssl-certfile", str(self.trust), "--ssl-keyfile", str(self.key)]


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[SecureServer]:
    with django_db_blocker.unblock():
        fresh_database()
        running = SecureServer(tmp_path_factory.mktemp("tls"))
        running.start()
        yield running
        running.kill()
        connections.close_all()
        fresh_database()


@pytest.mark.once
async def test_a_room_is_measured_over_tls_and_only_with_a_certificate_that_is_believed(server, now):
    def prepared() -> Any:
        room = make_room(make().chidi, now)
        room.lead("room.open")
        room.lead("activity.open", activity="ideas")
        return room

    room = await db(prepared)

    def run(**options: Any) -> dict[str, Any]:
        out = StringIO()
        page = f"{server.origin}/live/{room.session.code}/"
        asked = {"sockets": 8, "writers": 3, "rate": 15, "seconds": 2, "storms": 1, "json": True}
        call_command("loadtest_room", url=[page], stdout=out, **asked, **options)
        return json.loads(out.getvalue())

    told = await db(lambda: run(trust=str(server.trust)))
    counted = {
        name: told[name] for name in ("sent", "acknowledged", "delivered", "lost", "twice", "out_of_order", "cut")
    }
    assert counted == {
        "sent": 30, "acknowledged": 30, "delivered": 240, "lost": 0, "twice": 0, "out_of_order": 0, "cut": 0
    }  # fmt: skip
    assert await db(RoomEvent.objects.filter(session=room.session, type="note.added").count) == 30
    with pytest.raises(CommandError, match="CERTIFICATE_VERIFY_FAILED"):
        await db(run)
