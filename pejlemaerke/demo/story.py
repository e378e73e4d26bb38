"""What happened in Klintvig, one act after the other, done by those who did it through the house's own actions.

Every act asks its rule first, as a view does: the demo holds nothing that nobody could have done.
"""

from __future__ import annotations

from collections.abc import Iterator

from .carrying import Carrying
from .down import Down
from .stage import Act
from .up import Up


class Story(Down, Up, Carrying):
    """`acts` gives every act with its day; those of one day in the order given."""

    def acts(self) -> Iterator[Act]:
        for memo in self.texts.memos:
            yield from self._of_memo(memo)
        for initiative in self.texts.initiatives:
            yield from self._of_initiative(initiative)
        for brief in self.texts.briefs:
            yield from self._of_brief(brief)
        for backbrief in self.texts.backbriefs:
            yield from self._of_backbrief(backbrief)
        for plan in self.texts.plans:
            yield from self._of_plan(plan)
        # Last in a day: what MED is asked in a plan can be on an agenda the same day.
        for meeting in self.texts.meetings:
            yield from self._of_meeting(meeting)
