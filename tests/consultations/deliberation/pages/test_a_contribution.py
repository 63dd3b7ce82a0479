"""The page of a contribution: comments, supports, changes, merging, and who may do what there."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import support
from tests.consultations.deliberation.pages.meeting import give, text


def test_comment_answer_and_permalink(as_amina, cast, meeting):
    proposal = give(meeting, cast.besnik)
    sent = as_amina.post(f"/contributions/{proposal.pk}/comment/", {"body": "Near the school.", "stance": "for"})
    first = Contribution.objects.get(parent=proposal)
    assert sent.url == f"/contributions/{proposal.pk}/#comment-{first.pk}"
    second = give(meeting, cast.besnik, body="And the market.", parent=first)
    third = give(meeting, cast.amina, body="Deep thought.", parent=second)
    page = text(as_amina.get(f"/contributions/{proposal.pk}/"))
    assert "In favour" in page
    assert "And the market." in page
    assert "Deep thought." not in page
    assert "Deep thought." in text(as_amina.get(f"/contributions/{second.pk}/"))
    assert f'href="/contributions/{proposal.pk}/"' in text(as_amina.get(f"/contributions/{third.pk}/"))


def test_a_visitors_comment_waits_for_signing_in(client, cast, meeting):
    proposal = give(meeting, cast.besnik)
    answer = client.post(f"/contributions/{proposal.pk}/comment/", {"body": "Near the school.", "stance": "against"})
    assert answer.url == f"/accounts/login/?next=/contributions/{proposal.pk}/comment/"
    client.force_login(cast.amina)
    form = client.get(f"/contributions/{proposal.pk}/comment/").context["form"]
    assert (form["body"].value(), form["stance"].value()) == ("Near the school.", "against")


def test_support_and_take_it_back(as_amina, cast, meeting):
    proposal = give(meeting, cast.besnik)
    as_amina.post(f"/contributions/{proposal.pk}/support/", {"act": "give"})
    page = text(as_amina.get(f"/contributions/{proposal.pk}/"))
    assert "1 person supports this." in page
    assert "Take my support back" in page
    as_amina.post(f"/contributions/{proposal.pk}/support/", {"act": "withdraw"})
    assert "Nobody has supported this yet." in text(as_amina.get(f"/contributions/{proposal.pk}/"))


def test_ones_own_proposal_is_not_supported(as_amina, cast, meeting):
    proposal = give(meeting, cast.amina)
    assert "You cannot support your own contribution." in text(as_amina.get(f"/contributions/{proposal.pk}/"))
    assert as_amina.post(f"/contributions/{proposal.pk}/support/", {"act": "give"}).status_code == 403
    proposal.refresh_from_db()
    assert proposal.support_count == 0


def test_edit_shows_the_newest_text_to_who_was_overtaken(as_amina, cast, meeting):
    proposal = give(meeting, cast.amina)
    address = f"/contributions/{proposal.pk}/edit/"
    form = {"title": "More benches", "body": "In the sun.", "tags": "", "seen": "0"}
    assert as_amina.post(address, form).url == f"/contributions/{proposal.pk}/"
    late = as_amina.post(address, {**form, "body": "In the rain."})
    assert "was changed since you opened the form" in text(late)
    assert "In the sun." in text(late)
    assert late.context["form"]["body"].value() == "In the rain."
    changes = text(as_amina.get(f"/contributions/{proposal.pk}/revisions/"))
    assert '<del><bdi class="visually-hidden">removed: </bdi>shade.</del>' in changes
    assert '<ins><bdi class="visually-hidden">added: </bdi>sun.</ins>' in changes


@pytest.mark.parametrize("end", ["edit/", "withdraw/", "merge/", "object/"])
def test_a_stranger_changes_nothing_of_others(client, cast, meeting, end):
    proposal = give(meeting, cast.amina)
    assert client.get(f"/contributions/{proposal.pk}/{end}").status_code == 302
    client.force_login(cast.gezim)
    assert client.get(f"/contributions/{proposal.pk}/{end}").status_code == 403
    assert client.post(f"/contributions/{proposal.pk}/{end}", {}).status_code in (200, 403)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.revision) == ("published", 0)


def test_merging_shows_each_under_the_other_and_lets_authors_object(client, cast, meeting):
    one, other = give(meeting, cast.amina), give(meeting, cast.besnik, title="Benches please")
    support(actor=cast.gezim, contribution=one, now=timezone.now())
    support(actor=cast.gezim, contribution=other, now=timezone.now())
    client.force_login(cast.chidi)
    client.post(f"/contributions/{one.pk}/merge/", {"into": f"/contributions/{other.pk}/", "reason": "The same."})
    page = text(client.get(f"/contributions/{other.pk}/"))
    assert "Merged into this one" in page
    assert "1 person supports this." in page
    client.force_login(cast.amina)
    client.post(f"/contributions/{one.pk}/object/", {"reason": "Mine are for children."})
    assert "Mine are for children." in text(client.get(f"/contributions/{one.pk}/"))
    client.force_login(cast.chidi)
    client.post(f"/contributions/{one.pk}/merge/", {"reason": "The author is right."})
    one.refresh_from_db()
    assert one.state == "published"
