from django.urls import path

from search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("suggest/", views.suggestions, name="search_suggest"),
    path("opensearch.xml", views.describe, name="opensearch"),
]
