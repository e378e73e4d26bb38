from django.urls import path

from .views import groups, initiatives, risks, starting, timetable

app_name = "initiatives"
urlpatterns = [
    path("", initiatives.all_initiatives, name="list"),
    path("new/", initiatives.create, name="create"),
    path("new/from/<uuid:key>/", initiatives.create_from, name="create_from"),
    path("new/from/meetings/<uuid:key>/", starting.create_from_meeting, name="create_from_meeting"),
    path("new/from/minutes/<uuid:key>/", starting.create_from_minutes, name="create_from_minutes"),
    path("<uuid:pk>/", initiatives.initiative, name="initiative"),
    path("<uuid:pk>/edit/", initiatives.edit, name="edit"),
    path("<uuid:pk>/participants/", initiatives.participants, name="participants"),
    path("<uuid:pk>/earlier-decision/", initiatives.earlier_decision, name="earlier_decision"),
    path("<uuid:pk>/earlier-decision/file/", initiatives.decision_file, name="decision_file"),
    path("<uuid:pk>/drop/", initiatives.drop, name="drop"),
    path("<uuid:pk>/close/", initiatives.close, name="close"),
    path("<uuid:pk>/timetable/", timetable.timetable, name="timetable"),
    path("<uuid:pk>/risks/", risks.risks, name="risks"),
    path("<uuid:pk>/risks/new/", risks.add_risk, name="add_risk"),
    path("<uuid:pk>/risks/take/", risks.take_risk, name="take_risk"),
    path("<uuid:pk>/risks/sheet.<slug:form>", risks.export_risks, name="export_risks"),
    path("<uuid:pk>/risks/<uuid:key>/", risks.risk, name="risk"),
    path("<uuid:pk>/risks/<uuid:key>/edit/", risks.edit_risk, name="edit_risk"),
    path("<uuid:pk>/risks/<uuid:key>/close/", risks.close_risk, name="close_risk"),
    path("<uuid:pk>/risks/<uuid:key>/reopen/", risks.reopen_risk, name="reopen_risk"),
    path("<uuid:pk>/groups/", groups.groups, name="groups"),
    path("<uuid:pk>/groups/new/", groups.form_group, name="form_group"),
    path("<uuid:pk>/groups/<uuid:key>/", groups.group, name="group"),
    path("<uuid:pk>/groups/<uuid:key>/leave/", groups.leave_group, name="leave_group"),
]
