from kb.actions import ensure_site
from site_config.tests.beginnings import made_once

#: The skeleton of the site: home and help pages in all languages.
site = made_once(ensure_site)
