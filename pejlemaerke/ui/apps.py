from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pejlemaerke.ui"
    label = "ui"
