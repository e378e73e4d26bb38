"""The one sentence a person is told when a file from outside cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .limits import Unfit


def sentence(unfit: Unfit) -> str:
    """One translated sentence saying what is wrong and what to do. Every code has one."""
    details = unfit.details
    match unfit.code:
        case "empty":
            return _("The file is empty. Choose the file with the text in it.")
        case "too_large":
            return (
                _("The file is larger than %(megabytes)s MB. Remove large pictures and try again.") % details
            )
        case "too_many_entries":
            return _("The file is put together of too many parts. Save it again from Word and try again.")
        case "expands_too_much":
            return _("The file grows too large when it is opened. Save it again from Word and try again.")
        case "macros":
            return _("The file holds macros. Save it as an ordinary document without macros and try again.")
        case "encrypted":
            return _("The file is locked with a password. Save it without a password and try again.")
        case "old_office":
            return _("The file is in an old Office format. Open it and save it as .docx or .xlsx.")
        case "entities":
            return _("The file holds references that are not allowed. Save it again from Word and try again.")
        case "damaged":
            return _("The file is damaged and cannot be opened. Save it again and try again.")
        case "wrong_kind":
            if details.get("wanted") == "rows":
                return _("This is a document. Choose a sheet: .xlsx or .csv.")
            return _("This is a sheet. Choose a document: .docx, .odt, .pdf or .txt.")
        case "no_text":
            return _("There is no text in the file; it may be scanned. Choose a file with text in it.")
        case "too_long":
            return _("The document is too long: more than %(blocks)s paragraphs.") % details
        case "too_many_pages":
            return _("The document is too long: more than %(pages)s pages.") % details
        case "too_many_rows":
            return _("The sheet is too long: more than %(rows)s rows.") % details
        case "too_many_columns":
            return _("The sheet is too wide: more than %(columns)s columns.") % details
        case _:
            return _("The file is of a kind that cannot be read. Use .docx, .odt, .pdf, .txt, .xlsx or .csv.")
