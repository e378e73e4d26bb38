from django.urls import path

from . import views

app_name = "record"
urlpatterns = [path("trail/<str:object_type>/<uuid:key>/", views.trail, name="trail")]
