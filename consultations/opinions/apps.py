from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "consultations.opinions"
    label = "opinions"
