from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "consultations.exchange"
    label = "exchange"

    def ready(self) -> None:
        from consultations.deliberation.web.panels import register
        from consultations.exchange.queries.record import expected_on_record
        from consultations.exchange.web import panels
        from consultations.record.registry import register_check

        register("figures", "exchange/panels/provenance.html", panels.provenance)
        register("figures", "exchange/panels/data.html", panels.data)
        register("links", "exchange/panels/brought.html", panels.brought)
        register_check("imports", expected_on_record, types=["import.batch"])
