from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from consultations.deliberation import triggers


class DeliberationConfig(AppConfig):
    name = "consultations.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        from consultations.deliberation import places
        from consultations.deliberation.operations import erasure
        from consultations.deliberation.queries import mentions, present, record, service_card
        from consultations.deliberation.web import naming
        from consultations.people.erasers import register_eraser
        from consultations.people.renames import register_rename
        from consultations.people.writers import register_writer
        from consultations.record import registry

        post_migrate.connect(triggers.install, sender=self)
        naming.register()
        present.register()
        places.register_place("service_card", service_card.find_card_field)
        registry.register_check("contributions", record.expected_on_record, types=record.TEXT_TYPES[:1])
        registry.register_check("endorsements", record.endorsements_on_record)
        registry.register_eraser("contributions", erasure.erase_copies)
        registry.register_owner("contributions", record.own_events)
        register_eraser("contributions", erasure.erase_person)
        register_rename("contributions", erasure.forget_name)
        register_writer(mentions.KIND, mentions.write)
        _tell_what_is_held()


def _tell_what_is_held() -> None:
    from consultations.deliberation.queries import makeup, mine
    from consultations.people.exports import register_export

    register_export(
        "contributions",
        mine.written_by,
        title=_("What you wrote"),
        why=_("So that everybody can read it and the city can answer it."),
        until=_("Until you have it erased with your account. Withdrawn texts are readable by you alone."),
    )
    register_export(
        "supports",
        mine.supported_by,
        title=_("What you support"),
        why=_("So that each person counts once."),
        until=_("Until you take your support back. After you delete your account only the number stays."),
    )
    register_export(
        "told_once",
        makeup.told_by,
        title=_("Where you told about yourself"),
        why=_("So that each person is counted once. What you told is kept nowhere."),
        until=_("Until you delete your account."),
    )
    _tell_how_others_know_them()


def _tell_how_others_know_them() -> None:
    from consultations.deliberation.queries import mentions, mine
    from consultations.people.exports import register_export

    register_export(
        "organisations",
        mine.speaking_for,
        title=_("Organisations for which you speak"),
        why=_("So that you can endorse proposals in their name."),
        until=_("Until the city or you end it. What an organisation endorsed stays, without you."),
    )
    register_export(
        "author_invitations",
        mine.invited_to,
        title=_("Proposals beside whose authors you are asked to stand"),
        why=_("So that you can answer."),
        until=_("Until you answer or the invitation is taken back."),
    )
    register_export(
        "mentions",
        mentions.mentions_of,
        title=_("Where you were named"),
        why=_("So that you hear of it, once."),
        until=_("Until you delete your account."),
    )
