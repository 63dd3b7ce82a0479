from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "consultations.record"
    label = "record"
