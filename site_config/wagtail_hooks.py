"""What an editor is told after saving the site's settings."""

from wagtail import hooks
from wagtail.admin import messages

from site_config.colour import corrections
from site_config.models import SiteSettings


@hooks.register("after_edit_setting")
def tell_what_became_of_the_colour(request, setting):
    """The chosen colour is kept as it is; where it could not be read, a theme shows another one."""
    if isinstance(setting, SiteSettings):
        for correction in corrections(setting.accent):
            messages.warning(request, correction)
