from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "consultations.exchange"
    label = "exchange"

    def ready(self) -> None:
        from consultations.deliberation.web.panels import register
        from consultations.exchange.web import panels

        register("figures", "exchange/panels/provenance.html", panels.provenance)
        register("links", "exchange/panels/brought.html", panels.brought)
