from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "consultations.people"
    label = "people"

    def ready(self) -> None:
        from consultations.people.queries import holdings

        holdings.register()
