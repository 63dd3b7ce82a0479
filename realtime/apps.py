from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    name = "realtime"

    def ready(self) -> None:
        from consultations.deliberation.web.panels import register
        from consultations.following.enums import Way
        from consultations.following.outsiders import register_outsiders
        from consultations.following.sources import register_source
        from consultations.people.erasers import register_eraser
        from consultations.people.exports import register_export
        from consultations.people.writers import register_writer
        from realtime.operations.erase import erase_seats, held_about
        from realtime.operations.tell import tell_answers
        from realtime.queries import became
        from realtime.queries.people import took_part
        from realtime.web import naming, panels

        panels.register_presences()
        register("live", "realtime/panels/sessions.html", panels.sessions)
        register("links", "realtime/panels/origin.html", panels.origin)
        register("codes", "realtime/panels/entered.html", panels.entered)
        register("rooms", "realtime/panels/evenings.html", panels.evenings)
        register_source(Way.ROOM, took_part)
        register_outsiders(tell_answers)
        register_writer(became.KIND, became.write)
        naming.register()
        register_eraser("live", erase_seats)
        register_export(
            "live",
            held_about,
            title=_("Live sessions that you joined"),
            why=_("So that your notes and dots count once, and you can take a note back."),
            until=_("Until you delete your account. Your name never stands beside a note."),
        )
