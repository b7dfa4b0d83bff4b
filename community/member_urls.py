from django.urls import path

from community.views import lists

urlpatterns = [path("<int:pk>/", lists.member, name="member")]
