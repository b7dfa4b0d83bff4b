"""The style sheet of the style guide alone: its own rules, one per token, and hover and focus that can be looked at."""

import re

_TOKEN = re.compile(r"--([\w-]+):")
_RULE = re.compile(r"([^{}]*):(hover|focus-visible)\b([^{}]*)\{([^{}]*)\}")
KINDS = {
    "space": "inline-size", "radius": "border-radius", "shadow": "box-shadow", "text": "font-size",
}  # fmt: skip


def guide_style(own: str, tokens: str, site: str) -> str:
    """``.swatch--accent`` paints a token; ``.is-hover`` and ``.is-focus`` look like what a pointer or Tab shows."""
    rules = [own, "@layer components {"]
    for name in dict.fromkeys(_TOKEN.findall(tokens)):
        rules.append(f".swatch--{name} {{ --paint: var(--{name}); }}")
        if kind := KINDS.get(name.split("-")[0]):
            rules.append(f".sample--{name} {{ {kind}: var(--{name}); }}")
    rules += [_shown(*rule) for rule in _RULE.findall(site)]
    return "\n".join([*rules, "}"])


def _shown(before: str, kind: str, after: str, body: str) -> str:
    name = {"hover": ".is-hover", "focus-visible": ".is-focus"}[kind]
    return f"{before.strip()}{name}{after} {{{body}}}"
