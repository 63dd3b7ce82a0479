from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "consultations.decisions"
    label = "decisions"

    def ready(self) -> None:
        from consultations.decisions import checks
        from consultations.decisions.queries import discussed
        from consultations.decisions.web import naming, panels
        from consultations.deliberation import places

        checks.register()
        naming.register()
        panels.register()
        places.register_place("passage", discussed.find_passage)
