from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.organisation.finding import LooksUp, describe_person, find_people
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.ui.forms import GuardedForm, SaidDateField, TextField


class RiskForm(GuardedForm, LooksUp):
    """What may go wrong. `places` are the workplaces it may be the own of; `whole`: it may be the initiative's."""

    looked_up = {"owner": (find_people, describe_person)}

    place = forms.ChoiceField(label=gettext_lazy("Whose risk is it?"), required=False)
    title = forms.CharField(
        label=gettext_lazy("What may go wrong?"),
        max_length=200,
        help_text=gettext_lazy("In one line, for example “The visits fall in the holidays”."),
    )
    cause = TextField(label=gettext_lazy("Why may it happen?"), rows=2, max_length=2000, required=False)
    what_is_done = TextField(
        label=gettext_lazy("What do we do about it?"), rows=2, max_length=2000, required=False
    )
    owner = forms.CharField(
        label=gettext_lazy("Who keeps an eye on it?"),
        required=False,
        help_text=gettext_lazy("Write the name, and a day below: then it comes to their own page in time."),
    )
    look_again = SaidDateField(label=gettext_lazy("When do you look at it again?"), required=False)
    whose = forms.CharField(
        label=gettext_lazy("Or a role, in words"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("For example “the support persons”"),
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[Unit] = (),
        whole: bool = True,
        editing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(unit.pk): unit for unit in places}
        if editing or not self.places:
            del self.fields["place"]
            return
        choices = [("", _("The whole initiative"))] if whole else []
        self.fields["place"].choices = [*choices, *((key, unit.name) for key, unit in self.places.items())]  # type: ignore[attr-defined]
        self.fields["place"].required = not whole

    @property
    def unit(self) -> Unit | None:
        return self.places.get(self.cleaned_data.get("place", ""))

    def values(self) -> dict[str, Any]:
        """For the actions."""
        owner = self.cleaned_data["owner"]
        return {
            **{
                name: self.cleaned_data[name]
                for name in ("title", "cause", "what_is_done", "whose", "look_again")
            },
            "owner": owner if isinstance(owner, Person) else None,
        }


class CloseRiskForm(GuardedForm, forms.Form):
    note = TextField(
        label=gettext_lazy("Why is it closed?"),
        rows=2,
        max_length=1000,
        help_text=gettext_lazy("Did it pass, or did it happen? It is kept with the risk."),
    )
