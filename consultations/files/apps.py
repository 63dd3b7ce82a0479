from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "consultations.files"
    label = "files"
