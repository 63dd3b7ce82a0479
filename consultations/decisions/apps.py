from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "consultations.decisions"
    label = "decisions"

    def ready(self) -> None:
        from consultations.decisions import checks
        from consultations.decisions.web import naming, panels

        checks.register()
        naming.register()
        panels.register()
