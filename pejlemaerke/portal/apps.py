from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "pejlemaerke.portal"

    def ready(self) -> None:
        from pejlemaerke.record.steps import NextStep, hang
        from pejlemaerke.record.turns import name_owners

        from . import owners

        name_owners(owners.name_owners)
        hang(
            "initiatives.initiative",
            NextStep(
                _("See where the line stands"),
                "portal:line",
                lambda _scope, initiative: initiative.state != "draft",
            ),
        )
