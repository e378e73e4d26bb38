from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("search/", views.search, name="search"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("initiatives/<uuid:pk>/line/", views.line, name="line"),
    path("initiatives/<uuid:pk>/line/<str:form>", views.export_line, name="export_line"),
]
