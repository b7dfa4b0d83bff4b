from django.urls import path

from kb import views

urlpatterns = [path("<int:page_id>/", views.feedback, name="feedback")]
