from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "pejlemaerke.plans"

    def ready(self) -> None:
        from pejlemaerke.initiatives.rules import may_start
        from pejlemaerke.record.panel import word_events
        from pejlemaerke.record.steps import NextStep, hang
        from pejlemaerke.record.turns import word_asks

        from . import rules, steps, turn_words

        for kind, words in turn_words.EVENTS.items():
            word_events(kind, words)
        word_asks(turn_words.ASKS)
        hang(
            "initiatives.initiative",
            NextStep(
                name=_("See the plan it will give, and start"),
                url_name="plans:preview",
                rule=may_start,
                leads=True,
            ),
        )
        hang(
            "initiatives.initiative",
            NextStep(
                name=_("See the plan it will give"),
                url_name="plans:preview",
                rule=steps.only_prepares,
                leads=True,
            ),
        )
        hang(
            "initiatives.initiative",
            NextStep(name=_("Open the central plan"), url_name="plans:central", rule=steps.has_central_plan),
        )
        hang(
            "initiatives.initiative",
            NextStep(name=_("Open your workplace's plan"), url_name="plans:own", rule=steps.has_own_plan),
        )
        hang(
            "briefs.backbrief",
            NextStep(name=_("Open the plan"), url_name="plans:of_backbrief", rule=steps.has_plan),
        )
        hang(
            "organisation.unit",
            NextStep(name=_("See the plans"), url_name="plans:unit_plans", rule=steps.sees_plans),
        )
        hang(
            "organisation.unit",
            NextStep(
                name=_("Keep the list of services"), url_name="plans:services", rule=rules.may_list_services
            ),
        )
