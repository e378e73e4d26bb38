from django.urls import path

from . import views

app_name = "initiatives"
urlpatterns = [
    path("", views.all_initiatives, name="list"),
    path("new/", views.create, name="create"),
    path("<uuid:pk>/", views.initiative, name="initiative"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
    path("<uuid:pk>/participants/", views.participants, name="participants"),
    path("<uuid:pk>/earlier-decision/", views.earlier_decision, name="earlier_decision"),
    path("<uuid:pk>/earlier-decision/file/", views.decision_file, name="decision_file"),
    path("<uuid:pk>/start/", views.start, name="start"),
    path("<uuid:pk>/drop/", views.drop, name="drop"),
    path("<uuid:pk>/close/", views.close, name="close"),
]
