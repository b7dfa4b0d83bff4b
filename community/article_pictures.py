"""Pictures of members in what becomes an article: kept among the article's own."""

from community.models import Picture
from kb.pictures import data_address
from site_config.markdown import OWN_PICTURE


def picture_address(src: str) -> str:
    """The ``data:`` address of a picture that a member uploaded here, as bodies take it; empty for any other."""
    own = OWN_PICTURE.fullmatch(src)
    found = Picture.objects.filter(file=own[1]).first() if own else None
    return data_address(found) if found else ""
