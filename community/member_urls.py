from django.urls import path

from community.views import blocking, points, profiles

urlpatterns = [
    path("<int:pk>/", profiles.member, name="member"),
    path("<int:pk>/points/", points.points, name="member_points"),
    path("<int:pk>/block/", blocking.block, name="block_member"),
    path("<int:pk>/unblock/", blocking.unblock, name="unblock_member"),
    path("blocked/", blocking.blocked, name="blocked_members"),
]
