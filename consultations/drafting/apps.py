from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftingConfig(AppConfig):
    name = "consultations.drafting"
    label = "drafting"

    def ready(self) -> None:
        from consultations.deliberation.web import panels
        from consultations.drafting.operations import erasure
        from consultations.drafting.queries import mine
        from consultations.drafting.web.panels import own_drafts
        from consultations.people.erasers import register_eraser
        from consultations.people.exports import register_export

        panels.register("drafts", "drafting/panels/own.html", own_drafts)
        register_eraser("drafts", erasure.erase_person)
        register_export(
            "drafts",
            mine.drafts_of,
            title=_("Your drafts"),
            why=_("So that you can go on writing on any device."),
            until=_("Until you publish or delete them, and at most 180 days after the last change."),
        )
