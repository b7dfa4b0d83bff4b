"""The demo shop's support site: texts from ``site_config/demo/``, made through the apps' own actions."""

from django.core.management.base import BaseCommand

from site_config.demo.conversations import load_conversations
from site_config.demo.knowledge import load_knowledge
from site_config.demo.moderation import load_moderation
from site_config.demo.requests import load_requests
from site_config.demo.searches import load_searches
from site_config.demo.tuning import load_tuning

STEPS = [
    ("articles and video guides in five languages", load_knowledge),
    ("members, questions and answers", load_conversations),
    ("agents, escalations and requests", load_requests),
    ("first posts, reports and an appeal for the moderators", load_moderation),
    ("synonyms and a pinned result", load_tuning),
    ("what customers searched for", load_searches),
]


class Command(BaseCommand):
    help = "Load believable demo content. Safe to run again: what is there stays as it is."

    def handle(self, *args, **options):
        for number, (what, load) in enumerate(STEPS, start=1):
            self.stdout.write(f"  {number}/{len(STEPS)} {what} …")
            self.stdout.flush()
            load()
