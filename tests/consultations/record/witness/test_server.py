"""The witness over HTTP, and the command that makes one."""

from __future__ import annotations

import hashlib
import http.client
import os
import signal
import subprocess
import sys
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from consultations.record.tlog.cosignature import parse_witness_key
from consultations.record.witness.home import NoWitness, judge_of
from tests.consultations.record.log_folder import KEY, city
from tests.consultations.record.witness.serving import WITNESS, serving, witness_in
from tests.consultations.record.witness.test_judge import RECORD, request

CHECKPOINT = f"/{hashlib.sha256(KEY.name.encode()).hexdigest()}/checkpoint"


@pytest.fixture
def line(tmp_path):
    """A connection that is kept open, to a witness of one record."""
    with serving(witness_in(tmp_path, KEY.name, str(KEY.verifier))) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        yield connection
        connection.close()


def ask(line, method, path, body=None, headers=None):
    line.request(method, path, body, headers or {})
    answer = line.getresponse()
    return answer.status, answer.read().decode()


def test_one_connection_serves_many_calls(line):
    assert ask(line, "GET", "/vkey") == (200, f"{WITNESS.key}\n")
    assert ask(line, "GET", CHECKPOINT) == (404, "not found\n")
    status, body = ask(line, "POST", "/add-checkpoint", request(RECORD, 0, 200))
    assert status == 200
    assert ask(line, "GET", CHECKPOINT) == (200, RECORD.checkpoint(200).decode() + body)
    assert ask(line, "HEAD", CHECKPOINT) == (200, "")
    assert ask(line, "POST", "/add-checkpoint", request(RECORD, 0, 300)) == (409, "200\n")
    assert ask(line, "POST", "/add-something", b"") == (404, "not found\n")
    assert ask(line, "GET", "/") == (404, "not found\n")


@pytest.mark.parametrize(("headers", "status"), [({"Content-Length": "65537"}, 413), ({"Content-Length": "-1"}, 413)])
def test_a_request_without_an_end_is_not_read(line, headers, status):
    assert ask(line, "POST", "/add-checkpoint", b"", headers)[0] == status


def test_a_request_without_a_length_is_not_read(line):
    line.putrequest("POST", "/add-checkpoint")
    line.endheaders()
    assert line.getresponse().status == 411


def manage(*arguments):
    out = StringIO()
    call_command("witness", *map(str, arguments), stdout=out)
    return out.getvalue().strip()


def test_a_witness_is_made_once(tmp_path):
    folder = tmp_path / "w"
    key = parse_witness_key(manage("new", folder, "--name", "witness.example.org"))
    assert (key.name, (folder / "key").stat().st_mode & 0o777) == ("witness.example.org", 0o600)
    with pytest.raises(CommandError, match="holds a witness already"):
        manage("new", folder, "--name", "witness.example.org")
    manage("add", folder, KEY.verifier)
    assert manage("logs", folder) == f"{KEY.name}: 0 entries, signed never"
    judge_of(folder).add_checkpoint(request(RECORD, 0, 200))
    assert manage("logs", folder).startswith(f"{KEY.name}: 200 entries, signed 20")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("logs", "{0}/none"), "holds no witness"),
        (("new", "{0}/w", "--name", "has a space"), "without spaces"),
        (("add", "{0}/witness", "nonsense"), "not an Ed25519 key"),
        (("add", "{0}/witness", str(WITNESS.key)), "kind 1"),
        (("serve", "{0}/witness", "--listen", "7380"), "host:port"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, arguments, says):
    manage("new", tmp_path / "witness", "--name", "w.example")
    with pytest.raises(CommandError, match=says):
        manage(*(each.format(tmp_path) for each in arguments))


def test_a_witness_that_lost_its_memory_signs_no_more(tmp_path):
    manage("new", tmp_path, "--name", "w.example")
    (tmp_path / "witness.sqlite3").unlink()
    with pytest.raises(NoWitness, match="forgot what it signed"):
        judge_of(tmp_path)


def test_it_runs_as_a_process_without_a_database(tmp_path):
    manage("new", tmp_path, "--name", "w.example")
    manage("add", tmp_path, KEY.verifier)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "witness", "serve", str(tmp_path), "--listen", "127.0.0.1:0"],
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        where = process.stdout.readline().split()[2]
        connection = http.client.HTTPConnection(where, timeout=10)
        assert ask(connection, "POST", "/add-checkpoint", request(city(3), 0, 3))[0] == 200
        connection.close()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        process.stdout.close()
