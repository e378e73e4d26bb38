from django.conf import settings
from django.urls import include, path, re_path
from django.views.defaults import page_not_found

handler400 = "pejlemaerke.ui.views.bad_request"

urlpatterns = [
    path("", include("pejlemaerke.portal.urls")),
    path("initiatives/", include("pejlemaerke.initiatives.urls")),
    path("", include("pejlemaerke.briefs.urls")),
    path("", include("pejlemaerke.organisation.urls")),
    path("", include("pejlemaerke.meetings.urls")),
    path("", include("pejlemaerke.plans.urls")),
    path("", include("pejlemaerke.record.urls")),
    path("mail/", include("pejlemaerke.mail.urls")),
    # Addresses come from the organisation file, so nobody adds or confirms one here.
    path("account/email/", page_not_found, {"exception": None}),
    re_path("^account/confirm-email/", page_not_found, {"exception": None}),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
if settings.DEMO or settings.MODE == "test":
    urlpatterns += [path("ui/", include("pejlemaerke.ui.urls"))]
if settings.DEMO:
    # The only place where demo sign-in exists; production never imports it.
    urlpatterns += [path("demo/", include("config.demo"))]
