"""Structure in, bytes out and back: docx, odt, pdf, text, sheets, calendars; and stored files.

Knows no brief and no plan: it turns a file into blocks and a paper into a file. What the blocks mean is read
by the room that owns the thing (`reading.py`, `papers.py`).
"""
