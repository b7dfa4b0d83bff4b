from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery


class WhooshBackend(BaseSearchBackend):
    def is_healthy(self):
        return True


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = BaseSearchQuery
