from django.urls import path

from . import views

app_name = "mail"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<uuid:pk>/resending/", views.resend, name="resend"),
    path("<uuid:pk>/dropping/", views.drop, name="drop"),
]
