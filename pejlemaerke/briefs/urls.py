from django.urls import path

from .views import briefs, bring, editor, files, reading, review

app_name = "briefs"
urlpatterns = [
    path("initiatives/<uuid:key>/brief/", briefs.first_brief, name="first_brief"),
    path("initiatives/<uuid:key>/brief/begin/", briefs.begin, name="begin_brief"),
    path("briefs/<uuid:key>/", briefs.brief, name="brief"),
    path("briefs/<uuid:key>/edit/", briefs.edit_brief, name="edit_brief"),
    path("briefs/<uuid:key>/send/", briefs.issue_brief, name="issue_brief"),
    path("briefs/<uuid:key>/side-by-side/", briefs.neighbours, name="neighbours"),
    path("briefs/<uuid:key>/brief.docx", files.brief_file, {"kind": "docx"}, name="brief_docx"),
    path("briefs/<uuid:key>/brief.pdf", files.brief_file, {"kind": "pdf"}, name="brief_pdf"),
    path("backbriefs/<uuid:key>/", reading.backbrief, name="backbrief"),
    path("backbriefs/<uuid:key>/write/", editor.write, name="write"),
    path("backbriefs/<uuid:key>/write/<slug:name>/", editor.section, name="section"),
    path("backbriefs/<uuid:key>/write/<slug:name>/comments/", editor.comment, name="comment"),
    path("backbriefs/<uuid:key>/view/", editor.give_view, name="give_view"),
    path("backbriefs/<uuid:key>/send/", editor.send, name="send"),
    path("backbriefs/<uuid:key>/withdraw/", editor.withdraw, name="withdraw"),
    path("backbriefs/<uuid:key>/co-writers/", editor.add_co_writer, name="add_co_writer"),
    path(
        "backbriefs/<uuid:key>/co-writers/<uuid:person>/remove/",
        editor.remove_co_writer,
        name="remove_co_writer",
    ),
    path("backbriefs/<uuid:key>/bring/", bring.bring, name="bring"),
    path("backbriefs/<uuid:key>/bring/confirm/", bring.confirm, name="confirm_reading"),
    path("backbriefs/<uuid:key>/draft.docx", files.draft_file, {"kind": "docx"}, name="draft_docx"),
    path("backbriefs/<uuid:key>/draft.pdf", files.draft_file, {"kind": "pdf"}, name="draft_pdf"),
    path("backbriefs/<uuid:key>/due.ics", files.due_calendar, name="due"),
    path("backbriefs/<uuid:key>/review/", review.review, name="review"),
    path("backbriefs/<uuid:key>/compare/", reading.compare, name="compare"),
    path("backbriefs/<uuid:key>/next/", reading.next_revision, name="next_revision"),
    path("backbriefs/<uuid:key>/next/drop/", reading.drop_revision, name="drop_revision"),
    path("backbriefs/<uuid:key>/check/", reading.check_again, name="check_again"),
    path("backbriefs/<uuid:key>/brief-on/", reading.brief_on, name="brief_on"),
    path("backbriefs/<uuid:key>/subtasks/<str:subtask>/tick/", reading.tick, name="tick"),
    path("backbriefs/<uuid:key>/revisions/<int:number>/", reading.revision, name="revision"),
    path(
        "backbriefs/<uuid:key>/revisions/<int:number>/backbrief.docx",
        files.revision_file,
        {"kind": "docx"},
        name="revision_docx",
    ),
    path(
        "backbriefs/<uuid:key>/revisions/<int:number>/backbrief.pdf",
        files.revision_file,
        {"kind": "pdf"},
        name="revision_pdf",
    ),
]
