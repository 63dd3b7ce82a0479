from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionsConfig(AppConfig):
    name = "consultations.opinions"
    label = "opinions"

    def ready(self) -> None:
        from consultations.opinions.events import GIVEN
        from consultations.opinions.operations import erasure
        from consultations.opinions.queries import mine, record
        from consultations.opinions.web import panels
        from consultations.people.erasers import register_eraser
        from consultations.people.exports import register_export
        from consultations.people.renames import register_rename
        from consultations.record import registry

        registry.register_check("opinions", record.expected_on_record, types=(GIVEN,))
        registry.register_owner("opinions", record.own_events)
        register_eraser("opinions", erasure.erase_person)
        register_rename("opinions", erasure.forget_name)
        register_export(
            "opinions",
            mine.given_by,
            title=_("Your opinions on statements"),
            why=_("So that each person counts once. They are confidential: no page shows what you chose."),
            until=_("Until you delete your account. Then they count on, and nobody can tell whose they were."),
        )
        register_export(
            "statements",
            mine.handed_in_by,
            title=_("Statements that you added"),
            why=_("So that others can agree or disagree, and you hear what became of them."),
            until=_("Until you delete your account; those that are shown, as everything else that you wrote."),
        )
        panels.register()
