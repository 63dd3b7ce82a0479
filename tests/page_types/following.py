"""One's own contributions, what one follows, codes, and the message of an outcome."""

from django.utils import timezone

from consultations.decisions.models import Decision
from consultations.decisions.operations.publishing import publish_decision
from consultations.following.operations.announce import announce
from consultations.people.models import Notice
from tests.page_type import PageType
from tests.page_types.decisions import decided
from tests.scene import shown
from tests.site import Site


def told(site: Site) -> str:
    """The message to Amina after the decision was published."""
    decision: Decision = decided(site)
    if decision.state != "published":
        missing = "The answers to the other contributions follow in December."
        publish_decision(actor=site.cast.dana, decision=decision, number=1, missing=missing, now=timezone.now())
    announce(now=timezone.now())
    notice = Notice.objects.get(participant=site.cast.amina, kind="outcome")
    return f"/me/messages/{notice.pk}/"


PAGES = [
    PageType("follow", shown("/follow/"), "Follow what you gave"),
    PageType("following", shown("/me/following/"), "What you follow", who="amina"),
    PageType("follow-thing", shown("/consultations/mobility-account/follow/"), "Follow", who="amina"),
    PageType("message", told, "What became of yours", who="amina"),
    PageType("mine", shown("/me/contributions/"), "My contributions", who="amina"),
    PageType("receipt-code", shown("/me/contributions/code/"), "A receipt code", who="amina"),
]
