from django.urls import path

from .views import committees, imports, people, units

app_name = "organisation"
urlpatterns = [
    path("organisation/", units.units, name="units"),
    path("organisation/units.<slug:form>", units.export_units, name="export_units"),
    path("organisation/units/<uuid:pk>/", units.unit, name="unit"),
    path("organisation/people/", people.people, name="people"),
    path("organisation/people.<slug:form>", people.export_people, name="export_people"),
    path("organisation/people/<uuid:pk>/", people.person, name="person"),
    path("organisation/people/<uuid:pk>/roles/", people.give_role, name="give_role"),
    path(
        "organisation/people/<uuid:pk>/roles/<uuid:role>/withdrawal/",
        people.withdraw_role,
        name="withdraw_role",
    ),
    path("organisation/people/<uuid:pk>/invitation/", people.invite, name="invite"),
    path("organisation/people/<uuid:pk>/deactivation/", people.deactivate, name="deactivate"),
    path("organisation/substitutes/", people.substitutes, name="substitutes"),
    path("organisation/substitutes/<uuid:pk>/end/", people.end_substitution, name="end_substitution"),
    path("organisation/committees/", committees.committees, name="committees"),
    path("organisation/committees.<slug:form>", committees.export_committees, name="export_committees"),
    path("organisation/committees/new/", committees.add_committee, name="add_committee"),
    path("organisation/committees/kinds/new/", committees.add_kind, name="add_kind"),
    path("organisation/committees/kinds/<uuid:pk>/", committees.edit_kind, name="edit_kind"),
    path("organisation/committees/<uuid:pk>/", committees.committee, name="committee"),
    path("organisation/committees/<uuid:pk>/edit/", committees.edit_committee, name="edit_committee"),
    path("organisation/committees/<uuid:pk>/seats/", committees.add_seat, name="add_seat"),
    path("organisation/committees/<uuid:pk>/seats/<uuid:seat>/end/", committees.end_seat, name="end_seat"),
    path("organisation/imports/", imports.imports, name="imports"),
    path("organisation/imports/new/", imports.bring, name="bring_import"),
    path("organisation/imports/<uuid:pk>/", imports.organisation_import, name="import"),
    path("organisation/imports/<uuid:pk>/progress/", imports.progress, name="import_progress"),
    path("organisation/imports/<uuid:pk>/approval/", imports.approve, name="approve_import"),
    path("organisation/imports/<uuid:pk>/decline/", imports.decline, name="decline_import"),
    path("organisation/imports/<uuid:pk>/reading/", imports.read_again, name="read_import_again"),
    path("organisation/imports/<uuid:pk>/retry/", imports.retry, name="retry_import"),
    path("organisation/imports/<uuid:pk>/sheet.<slug:form>", imports.export_import, name="export_import"),
]
