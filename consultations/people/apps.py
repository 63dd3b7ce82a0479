from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "consultations.people"
    label = "people"

    def ready(self) -> None:
        from consultations.people.operations import account
        from consultations.people.queries import holdings
        from consultations.record import registry

        holdings.register()
        registry.register_remover(account.REMOVAL, registry.Remover(account.delete_again, account.deleted_accounts))
