"""What a superior is asked when writing a brief. Imports no Django."""

from __future__ import annotations

from pejlemaerke.playbooks.texts import Part, Prompt


class Brief(Part):
    """One prompt for each field of a brief; the names are those of the brief's own fields."""

    intent: Prompt
    in_order_to: Prompt
    signs: Prompt
    main_effort: Prompt
    constraints: Prompt
    freedoms: Prompt
    expected_back: Prompt

    def prompts(self) -> tuple[tuple[str, Prompt], ...]:
        """(field, prompt) in the order a brief is written."""
        return tuple((name, getattr(self, name)) for name in type(self).model_fields)
