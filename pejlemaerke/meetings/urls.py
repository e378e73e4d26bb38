from django.urls import path

from .views import soon

app_name = "meetings"
urlpatterns = [
    path("memos/<uuid:key>/", soon.page, name="memo"),
    path("meetings/<uuid:key>/", soon.page, name="meeting"),
    path("meetings/<uuid:key>/minutes/", soon.page, name="minutes"),
    path("meetings/<uuid:key>/meeting.ics", soon.page, name="calendar"),
    path("decisions/<uuid:key>/", soon.page, name="point"),
    path("med-items/<uuid:key>/", soon.page, name="med_item"),
]
