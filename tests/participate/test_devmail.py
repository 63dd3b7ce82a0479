"""The mail of development: newest first, with the code, and nowhere in production."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.filebased import EmailBackend

FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


def send(folder: Path, subject: str, text: str, at: datetime) -> None:
    connection = get_connection(FILE_BACKEND, file_path=str(folder))
    assert isinstance(connection, EmailBackend)
    headers = {"Date": at.strftime("%a, %d %b %Y %H:%M:%S +0000")}
    mail = EmailMultiAlternatives(subject, text, "p@localhost", ["amina@example.org"], headers=headers)
    mail.attach_alternative(f"<p>{subject}</p>", "text/html")
    connection.send_messages([mail])


def test_newest_first_with_the_code(client, db, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    send(tmp_path, "Your code", "Your code:\n\n    QWVL-HVHB\n\nValid for 15 minutes.", at)
    send(tmp_path, "رمز <b>", "A decision <script>alert(1)</script> https://x.example/", at + timedelta(minutes=1))
    shown = client.get("/dev/mail/").content.decode()
    assert shown.index("رمز &lt;b&gt;") < shown.index("Your code")
    assert ('<code dir="ltr">QWVL-HVHB</code>' in shown, "<script>alert" in shown) == (True, False)


def test_a_mail_can_be_seen_as_a_mail_program_shows_it(client, db, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    send(tmp_path, "ما الذي آل إليه اقتراحك", "نص", datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    assert "<p>ما الذي آل إليه اقتراحك</p>" in client.get("/dev/mail/0/").content.decode()
    assert client.get("/dev/mail/1/").status_code == 404
    settings.DEV_MAIL = False
    assert client.get("/dev/mail/0/").status_code == 404


def test_without_mails_it_says_so(client, db, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "nowhere")
    assert "No mail has been sent yet." in client.get("/dev/mail/").content.decode()


def test_it_is_not_there_in_production(client, db, settings):
    settings.DEV_MAIL = False
    assert client.get("/dev/mail/").status_code == 404
