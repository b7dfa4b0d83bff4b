from django.urls import path

from community.views import articles, promoting

urlpatterns = [
    path("proposals/", articles.own_texts, name="own_texts"),
    path("proposals/<int:pk>/withdraw/", articles.withdraw, name="withdraw_text"),
    path("of/<int:pk>/", promoting.article_of_thread, name="thread_article"),
    path("of/<int:pk>/make/", promoting.promote_thread, name="promote_thread"),
    path("of/<int:pk>/undo/", promoting.take_back, name="take_promotion_back"),
    path("<int:page_id>/suggest/", articles.suggest_text, name="suggest_text"),
    path("<int:page_id>/translate/", articles.translate_article, name="translate_article"),
    path("<int:page_id>/preview/", articles.preview, name="preview_article"),
]
