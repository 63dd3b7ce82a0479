from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "consultations.moderation"
    label = "moderation"

    def ready(self) -> None:
        from consultations.deliberation.web import panels
        from consultations.moderation.domain.words import NOTE_ACTIONS
        from consultations.moderation.enums import Action, Assessment, Ground
        from consultations.moderation.operations import erasure, note_erasure
        from consultations.moderation.queries.on_record import expected_on_record
        from consultations.moderation.web import naming as note_names
        from consultations.moderation.web import panel
        from consultations.people.erasers import register_eraser
        from consultations.record import naming, registry

        registry.register_check(
            "moderation", expected_on_record, types=("moderation.decided", "moderation.appeal_decided")
        )
        for name, own in (("moderation", erasure), ("fact_notes", note_erasure)):
            registry.register_eraser(name, own.erase_copies)
            register_eraser(name, own.erase_person)
        self._register_exports()
        naming.register_things("fact_note", note_names.fact_notes)
        naming.register_words("action", [*Action.choices, *NOTE_ACTIONS])
        naming.register_words("assessment", Assessment.choices)
        naming.register_words("ground", Ground.choices)
        panel.register()
        panels.register_act("moderation:report", _("Report"))

    def _register_exports(self) -> None:
        from consultations.moderation.operations import erasure, note_erasure
        from consultations.people.exports import register_export

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
        register_export(
            "fact_notes",
            note_erasure.notes_of,
            title=_("Fact notes that you wrote"),
            why=_("So that everybody can read them beside the text that they are about."),
            until=_("They stay. Your name goes from them when you delete your account."),
        )
        register_export(
            "note_objections",
            note_erasure.objections_of,
            title=_("Your objections to fact notes"),
            why=_("So that another moderator can look at the note again."),
            until=until,
        )
