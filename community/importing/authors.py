"""Who wrote what is imported: members who cannot sign in, and whose address is none."""

import re
from hashlib import sha256

from accounts.models import User
from community.texts import clean_title, has_words
from site_config.imports import MAX_ID_LENGTH, Record, remember, text
from site_config.models import ImportedObject

NAME_LENGTH = User._meta.get_field("display_name").max_length


class Authors:
    """The authors of one line's posts, found with two queries; those never seen are made when asked for."""

    def __init__(self, posts: list[Record]):
        ids = {text(post, "author", max_length=MAX_ID_LENGTH) for post in posts} - {""}
        known = ImportedObject.objects.filter(kind="author", source_id__in=ids)
        self.known = dict(known.values_list("source_id", "object_id"))
        self.users = User.objects.in_bulk(self.known.values())

    def of(self, post: Record) -> User | None:
        """A member who has erased their account since stays a former member."""
        source_id = text(post, "author")
        if not source_id:
            return None
        if source_id not in self.known:
            self._add(source_id, text(post, "author_name"))
        return self.users.get(self.known[source_id])

    def _add(self, source_id: str, name: str) -> None:
        user = User(email=f"import-{_digest(source_id)}@members.invalid", is_active=False)
        user.display_name = clean_title(name)[:NAME_LENGTH].strip() or name_of(source_id)
        user.set_unusable_password()
        user.save()
        remember("author", source_id, user)
        self.known[source_id], self.users[user.pk] = user.pk, user


def name_of(source_id: str) -> str:
    """A readable name from a source's id: ``u7`` is Member 7, ``anna.k`` stays. An email address is never shown."""
    name = clean_title(source_id)
    if number := re.fullmatch(r"(?:u|user|member|author|id)?[-_ #.]?(\d{1,12})", name, re.IGNORECASE):
        return f"Member {number[1]}"
    if "@" in name or len(name) > NAME_LENGTH or not has_words(name):
        return f"Member {_digest(source_id)[:6]}"
    return name


def _digest(source_id: str) -> str:
    return sha256(source_id.encode()).hexdigest()[:24]
