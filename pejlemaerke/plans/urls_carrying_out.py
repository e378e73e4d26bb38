"""Carrying a plan out: its stages and checklists, what is written together, proposals, approval, MED and calendars."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
