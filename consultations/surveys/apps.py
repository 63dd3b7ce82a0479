from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "consultations.surveys"
    label = "surveys"

    def ready(self) -> None:
        from consultations.deliberation import places
        from consultations.people.erasers import register_eraser
        from consultations.people.exports import register_export
        from consultations.people.renames import register_rename
        from consultations.record import registry
        from consultations.surveys.events import ANSWERED
        from consultations.surveys.operations import erasure
        from consultations.surveys.queries import discussed, mine, record
        from consultations.surveys.web import naming, panels

        naming.register()
        places.register_place("survey_question", discussed.find_question)
        panels.register()
        registry.register_check("surveys", record.expected_on_record, types=(ANSWERED,))
        registry.register_eraser("surveys", erasure.erase_copies)
        registry.register_owner("surveys", record.own_events)
        register_eraser("surveys", erasure.erase_person)
        register_rename("surveys", erasure.forget_name)
        register_export(
            "survey_answers",
            mine.answered_by,
            title=_("What you answered in surveys"),
            why=_("So that each person is counted once and can change their answers."),
            until=_("Until you delete your account. Then only the numbers stay."),
        )
