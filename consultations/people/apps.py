from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "consultations.people"
    label = "people"
