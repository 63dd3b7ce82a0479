from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    name = "consultations.voting"
    label = "voting"

    def ready(self) -> None:
        from consultations.people.erasers import register_eraser
        from consultations.people.exports import register_export
        from consultations.record import registry
        from consultations.voting.operations import erasure
        from consultations.voting.queries import mine, record
        from consultations.voting.web import naming, panels

        naming.register()
        panels.register()
        registry.register_check("questions", record.expected_questions, types=("question.opened",))
        registry.register_check("ballots", record.expected_ballots)
        registry.register_check("rolls", record.expected_rolls, types=("roll.published",))
        registry.register_check("sealed ballots", record.expected_sealed)
        registry.register_check("tallies", record.expected_tallies, types=("tally.published",))
        registry.register_owner("ballots", mine.own_events)
        register_eraser("ballots", erasure.erase_person)
        register_export(
            "ballots",
            mine.ballots_of,
            title=_("What you voted"),
            why=_("So that each person counts once and can change their vote. Nobody is shown what you chose."),
            until=_("Until you delete your account. The ballot then still counts, without your name."),
        )
