from django.urls import path

from tickets.views import desk

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("<int:pk>/", desk.desk_ticket, name="desk_ticket"),
    path("<int:pk>/reply/", desk.reply, name="desk_reply"),
    path("<int:pk>/solve/", desk.solve, name="desk_solve"),
    path("<int:pk>/change/", desk.change, name="desk_change"),
]
