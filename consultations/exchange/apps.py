from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "consultations.exchange"
    label = "exchange"
