from django.urls import include, path

from accounts import inbox, leaving, views

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read_all"),
    path("inbox/bell/", inbox.bell, name="inbox_bell"),
    path("inbox/<int:pk>/read/", inbox.read_notification, name="read_notification"),
    path("inbox/<int:pk>/open/", inbox.open_notification, name="open_notification"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("sessions/end/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("close/", leaving.close, name="close_account"),
    path("export/", leaving.export, name="export_account"),
    path("preferences/", views.preferences, name="preferences"),
    path("", include("allauth.urls")),
]
