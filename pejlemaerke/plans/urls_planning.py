"""Making a plan: what it holds, what it could hold, and how each thing goes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
