from .urls_carrying_out import urlpatterns as carrying_out
from .urls_planning import urlpatterns as planning

app_name = "plans"
urlpatterns = [*planning, *carrying_out]
