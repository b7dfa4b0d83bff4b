from django.urls import path

from community.views import answers, asking, history, lists, moderation, reactions, threads

urlpatterns = [
    path("", lists.home, name="community_home"),
    path("boards/", lists.boards, name="boards"),
    path("leaderboard/", lists.leaderboard, name="leaderboard"),
    path("ask/", asking.ask, name="ask"),
    path("ask/hints/", asking.hints, name="ask_hints"),
    path("ask/solved/", asking.hint_solved, name="hint_solved"),
    path("thread/<int:pk>/answer/", answers.answer_thread, name="answer_thread"),
    path("thread/<int:pk>/edit/", threads.edit, name="edit_thread"),
    path("thread/<int:pk>/me-too/", reactions.say_me_too, name="me_too"),
    path("thread/<int:pk>/me-too/withdraw/", reactions.take_me_too_back, name="withdraw_me_too"),
    path("thread/<int:pk>/follow/", reactions.start_following, name="follow"),
    path("thread/<int:pk>/unfollow/", reactions.stop_following, name="unfollow"),
    path("thread/<int:pk>/hide/", moderation.hide_question, name="hide_thread"),
    path("thread/<int:pk>/restore/", moderation.restore_question, name="restore_thread"),
    path("thread/<int:pk>/close/", moderation.close_question, name="close_thread"),
    path("thread/<int:pk>/reopen/", moderation.reopen_question, name="reopen_thread"),
    path("thread/<int:pk>/history/", history.thread_history, name="thread_history"),
    path("answer/<int:pk>/history/", history.answer_history, name="answer_history"),
    path("moderation/acts/<int:pk>/undo/", history.undo, name="undo_act"),
    path("answer/<int:pk>/edit/", answers.edit, name="edit_answer"),
    path("answer/<int:pk>/accept/", answers.accept, name="accept_answer"),
    path("answer/<int:pk>/unaccept/", answers.unaccept, name="unaccept_answer"),
    path("answer/<int:pk>/vote/", reactions.vote, name="vote"),
    path("answer/<int:pk>/vote/withdraw/", reactions.take_vote_back, name="withdraw_vote"),
    path("answer/<int:pk>/hide/", moderation.hide_reply, name="hide_answer"),
    path("answer/<int:pk>/restore/", moderation.restore_reply, name="restore_answer"),
    path("<int:pk>/", threads.thread, name="thread_by_id"),
    path("<int:pk>/<str:slug>/", threads.thread, name="thread"),
]
