"""How hard a Danish text is to read. Pure."""

from __future__ import annotations

import re


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.:?!]+(?=\s|$)|\n+", text) if re.search(r"\w", part)]


def lix(text: str) -> float:
    """Björnsson's readability index: words per sentence plus percentage of words of more than six letters.

    Under 25 is a children's book, 35–44 a newspaper, over 55 a law.
    """
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)
    long_words = [word for word in words if len(word) > 6]
    return len(words) / len(sentences(text)) + 100 * len(long_words) / len(words)
