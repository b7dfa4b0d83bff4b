from django.urls import path

from community.views import profiles

urlpatterns = [path("<int:pk>/", profiles.member, name="member")]
