from django.urls import path

from community.views import articles

urlpatterns = [
    path("proposals/", articles.own_texts, name="own_texts"),
    path("proposals/<int:pk>/withdraw/", articles.withdraw, name="withdraw_text"),
    path("<int:page_id>/suggest/", articles.suggest_text, name="suggest_text"),
    path("<int:page_id>/translate/", articles.translate_article, name="translate_article"),
    path("<int:page_id>/preview/", articles.preview, name="preview_article"),
]
