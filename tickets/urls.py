from django.urls import path

from tickets.views import contact, customer

urlpatterns = [
    path("", customer.my_tickets, name="my_tickets"),
    path("new/", contact.open_ticket, name="open_ticket"),
    path("new/from-question/", contact.ask_privately, name="ask_privately"),
    path("new/hints/", contact.hints, name="open_ticket_hints"),
    path("new/solved/", contact.hint_solved, name="open_ticket_hint_solved"),
    path("<int:pk>/", customer.ticket, name="ticket"),
    path("<int:pk>/reply/", customer.reply, name="ticket_reply"),
    path("<int:pk>/solved/", customer.solved, name="ticket_solved"),
    path("<int:pk>/reopen/", customer.reopen, name="ticket_reopen"),
    path("questions/<int:thread_id>/team/", customer.ask_team, name="ask_team"),
    path("questions/<int:thread_id>/private/", customer.make_private, name="make_private"),
    path("escalations/<int:pk>/consent/", customer.consent, name="escalation_consent"),
]
