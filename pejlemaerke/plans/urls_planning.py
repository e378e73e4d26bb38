"""Making a plan: what it holds, what it could hold, and how each thing goes."""

from django.urls import path

from .views import activities, closing, plan, start, suggestions

urlpatterns = [
    path("plans/<uuid:key>/", plan.plan, name="plan"),
    path("initiatives/<uuid:key>/own-plan/", plan.own, name="own"),
    path("plans/<uuid:key>/plan.docx", plan.paper_of_plan, {"kind": "docx"}, name="plan_docx"),
    path("plans/<uuid:key>/plan.pdf", plan.paper_of_plan, {"kind": "pdf"}, name="plan_pdf"),
    path("plans/<uuid:key>/plan.xlsx", plan.sheet_of_plan, {"form": "xlsx"}, name="plan_xlsx"),
    path("plans/<uuid:key>/plan.csv", plan.sheet_of_plan, {"form": "csv"}, name="plan_csv"),
    path("plans/<uuid:key>/confirm/", activities.confirm_activities, name="confirm_activities"),
    path("plans/<uuid:key>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("plans/<uuid:key>/subtasks/", suggestions.subtasks, name="subtasks"),
    path("plans/<uuid:key>/said/", closing.said, name="said"),
    path("plans/<uuid:key>/activities/new/", activities.add_activity, name="add_activity"),
    path("activities/<uuid:key>/", activities.activity, name="activity"),
    path("activities/<uuid:key>/edit/", activities.change_activity, name="change_activity"),
    path("activities/<uuid:key>/confirm/", activities.confirm_activity, name="confirm_activity"),
    path("activities/<uuid:key>/tentative/", activities.make_tentative, name="tentative"),
    path("activities/<uuid:key>/drop/", activities.drop_activity, name="drop_activity"),
    path("activities/<uuid:key>/waits/", activities.set_waits, name="set_waits"),
    path("activities/<uuid:key>/close/", closing.close_activity, name="close_activity"),
    path("activities/<uuid:key>/reopen/", closing.reopen_activity, name="reopen_activity"),
    path("activities/<uuid:key>/activity.ics", activities.calendar_file, name="activity_ics"),
    path("initiatives/<uuid:key>/plan/", plan.central, name="central"),
    path("initiatives/<uuid:key>/preview/", start.preview, name="preview"),
    path("initiatives/<uuid:key>/start/progress/", start.progress, name="progress"),
    path("initiatives/<uuid:key>/start/retry/", start.retry, name="retry_start"),
    path("backbriefs/<uuid:key>/plan/", plan.of_backbrief, name="of_backbrief"),
]
