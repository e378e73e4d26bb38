from django.conf import settings
from django.urls import include, path

handler400 = "pejlemaerke.ui.views.bad_request"

urlpatterns = [
    path("", include("pejlemaerke.portal.urls")),
    path("initiatives/", include("pejlemaerke.initiatives.urls")),
    path("", include("pejlemaerke.briefs.urls")),
    path("", include("pejlemaerke.organisation.urls")),
    path("", include("pejlemaerke.record.urls")),
    path("mail/", include("pejlemaerke.mail.urls")),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
if settings.DEMO or settings.MODE == "test":
    urlpatterns += [path("ui/", include("pejlemaerke.ui.urls"))]
if settings.DEMO:
    # The only place where demo sign-in exists; production never imports it.
    urlpatterns += [path("demo/", include("config.demo"))]
