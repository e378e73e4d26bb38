from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "pejlemaerke.record"
