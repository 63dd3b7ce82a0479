"""The record as static files: what the verifier accepts, through any web server, run after run."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from consultations.record.models import Checkpoint, Epoch
from consultations.record.operations import append, erase, sequence, store_blob
from consultations.record.operations.export_record import Export, NotExported, export_record
from consultations.record.tlog.note import parse_vkey
from consultations.record.tlog.proof import verify_receipt
from consultations.record.verify.cli import main
from tests.consultations.record.story import NOW, propose, support


def export(place, **more):
    return export_record(epoch=1, place=place, **more)


def command(*arguments):
    out = StringIO()
    call_command("export_record", *map(str, arguments), stdout=out)
    return out.getvalue()


def verified(capsys, log, vkey):
    code = main(["log", str(log), "--vkey", str(vkey), "--json"])
    return code, json.loads(capsys.readouterr().out).get("size")


def files(place):
    return {str(each.relative_to(place)): each.read_bytes() for each in place.rglob("*") if each.is_file()}


@transaction.atomic
def draft(number=1):
    body = f"Section {number}. Buses wait.".encode()
    return append(
        type="decision.drafted",
        subject=f"decision/{number}",
        process="mobility",
        now=NOW,
        data={
            "decision": f"decision/{number}",
            "language": "en",
            "title": "Buses",
            "sha256": store_blob(body),
            "bytes": len(body),
        },
    )


@pytest.fixture
def place(db, tmp_path):
    propose()
    sequence(now=NOW)
    return tmp_path / "out"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def test_the_verifier_accepts_the_folder_and_any_server_of_it(capsys, place):
    for number in range(300):
        support(number)
    sequence(now=NOW)
    command(place)
    assert verified(capsys, place, place / "vkey") == (0, 302)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(place)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        assert verified(capsys, f"http://127.0.0.1:{server.server_port}/", place / "vkey") == (0, 302)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_it_says_what_the_site_says(client, place):
    draft()
    sequence(now=NOW)
    command(place)
    found = files(place)
    assert found["checkpoint"] == client.get("/record/1/checkpoint").content
    compared = [path for path in found if path.split("/")[0] in ("tile", "blob", "disclosures", "vkey")]
    assert sorted(path.split("/")[0] for path in compared) == ["blob", "disclosures", "tile", "tile", "vkey"]
    for path in compared:
        assert found[path] == client.get(f"/record/1/{path}").content, path
    assert json.loads(found["schemas/support.given.json"]) == client.get("/record/schemas/support.given.json").json()


@pytest.mark.parametrize("sizes", [[1, 254, 255, 256, 257, 300, 512, 514], [600]])
def test_it_grows_with_the_record(capsys, place, sizes):
    """From any size to any other, the folder is the same as if it were written at once, but for old partial tiles."""
    for size in sizes:
        for number in range(size - Checkpoint.objects.get().size):
            support(number)
        sequence(now=NOW)
        export(place)
        assert verified(capsys, place, place / "vkey") == (0, max(size, 2))
    again = export(place)
    assert (again.written, again.removed) == (0, 0)
    fresh = place.with_name("fresh")
    export(fresh)
    assert files(fresh).keys() <= files(place).keys()
    assert {path: data for path, data in files(place).items() if path in files(fresh)} == files(fresh)


def test_a_run_that_was_stopped_is_carried_on(capsys, place, monkeypatch):
    """Stopped after each file in turn: what stands is the record of the checkpoint before, or a folder without one."""
    export(place)
    draft()
    support()
    sequence(now=NOW)
    whole = place.with_name("whole")
    export(whole)
    put, limit = Export.put, 0

    def stopping(self, path, data):
        if self.written == limit:
            raise OSError("no space left on device")
        put(self, path, data)

    monkeypatch.setattr(Export, "put", stopping)
    for limit in range(1, 20):  # noqa: B007 - read by the function above
        try:
            export(place)
        except OSError:
            assert verified(capsys, place, place / "vkey") == (0, 2)
        else:
            break
    assert limit > 1
    assert verified(capsys, place, place / "vkey") == (0, 4)
    assert files(place)["checkpoint"] == files(whole)["checkpoint"]


def test_what_is_erased_leaves_the_folder(place):
    event = propose(2, body="Planted words.")
    sequence(now=NOW)
    export(place, receipts=True)
    path = f"disclosures/{event.public_id}"
    assert path in files(place)
    erase(events=[event], ground="Asked.", now=NOW)
    sequence(now=NOW)
    assert export(place, receipts=True).removed > 0
    assert path not in files(place)
    held = b"".join(files(place).values())
    assert (b"Planted" in held, b"UGxhbnRlZCB3b3Jkcy4" in held) == (False, False)


def test_private_words_never_enter_the_folder(place):
    event = propose(2, author="Amina Secret")
    sequence(now=NOW)
    export(place, receipts=True)
    receipt = verify_receipt(
        (place / f"receipts/{event.public_id}.tlog-proof").read_bytes(), parse_vkey(Epoch.objects.get().vkey)
    )
    assert receipt.disclosed == {}
    opened = json.loads((place / f"disclosures/{event.public_id}").read_bytes())["disclosures"]
    assert len(opened) == 2


def test_receipts_are_written_once(place):
    export(place, receipts=True)
    first = {path: data for path, data in files(place).items() if path.startswith("receipts/")}
    support()
    sequence(now=NOW)
    export(place, receipts=True)
    later = {path: data for path, data in files(place).items() if path.startswith("receipts/")}
    assert (len(first), len(later), later.items() >= first.items()) == (2, 3, True)


def test_another_record_is_not_written_over(place, tmp_path):
    export(place)
    kept = (place / "checkpoint").read_bytes()
    (place / "checkpoint").write_bytes(kept.replace(b"\n2\n", b"\n3\n"))
    with pytest.raises(NotExported, match="does not continue"):
        export(place)
    (place / "checkpoint").write_bytes(b"something")
    with pytest.raises(NotExported, match="cannot be read"):
        export(place)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("Dear Amina")
    with pytest.raises(CommandError, match="folder of its own"):
        command(tmp_path / "home")
    with pytest.raises(CommandError, match="no such record"):
        command(tmp_path / "new", "--epoch", "9")


def test_the_front_page_names_the_key_and_what_is_not_here(place):
    command(place)
    page = (place / "index.html").read_text()
    assert Epoch.objects.get().vkey in page
    assert "This copy holds the record alone." in page
    assert "http" not in page.replace("http-equiv", "")
    assert (place / "participate-verify.pyz").read_bytes()[:2] == b"#!"
