from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "consultations.moderation"
    label = "moderation"

    def ready(self) -> None:
        from consultations.deliberation.web import panels
        from consultations.moderation.enums import Action, Ground
        from consultations.moderation.operations import erasure
        from consultations.moderation.queries.cases import expected_on_record
        from consultations.moderation.web import panel
        from consultations.people.erasers import register_eraser
        from consultations.people.exports import register_export
        from consultations.record import naming, registry

        registry.register_check(
            "moderation", expected_on_record, types=("moderation.decided", "moderation.appeal_decided")
        )
        registry.register_eraser("moderation", erasure.erase_copies)
        register_eraser("moderation", erasure.erase_person)
        until = _("Until you delete your account.")
        register_export(
            "reports",
            erasure.reports_of,
            title=_("Your reports"),
            why=_("So that a moderator can look at them and you get an answer."),
            until=until,
        )
        register_export(
            "appeals",
            erasure.appeals_of,
            title=_("Your appeals"),
            why=_("So that another person can decide again."),
            until=until,
        )
        naming.register_words("action", Action.choices)
        naming.register_words("ground", Ground.choices)
        panel.register()
        panels.register_act("moderation:report", _("Report"))
