from django.urls import include, path

from accounts import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="inbox_read_all"),
    path("inbox/<int:pk>/open/", views.open_notification, name="open_notification"),
    path("preferences/", views.preferences, name="preferences"),
    path("", include("allauth.urls")),
]
