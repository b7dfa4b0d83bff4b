"""What is looked for on an open page: axe's rules, things cut or too wide, controls lost in forced colours, motion."""

from pathlib import Path

import pytest

axe_package = pytest.importorskip("axe_playwright_python", reason="needs the Python package axe-playwright-python")
AXE = (Path(axe_package.__file__).parent / "axe.min.js").read_text()

RUN_AXE = """async () => {
  const options = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run(document, options);
  const words = ({html, any, all, none}) =>
    html.slice(0, 160) + " " + [...any, ...all, ...none].map((check) => check.message).join("; ").slice(0, 200);
  return violations.map(({id, nodes}) => `${id} (${nodes.length}): ` + nodes.slice(0, 3).map(words).join(" | "));
}"""

# Text that its own box hides, and whatever reaches out of the window, unless it is in a strip that scrolls by itself.
CUT = """() => {
  const faults = [], outside = [], root = document.documentElement;
  const wider = root.scrollWidth - root.clientWidth;
  if (wider > 0) faults.push(`${wider} px wider than the window`);
  const scrolls = (e) => {
    for (let p = e; p && p !== document.body; p = p.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(p).overflowX) && p.scrollWidth > p.clientWidth) return true;
    return false;
  };
  const hides = (value) => value === "hidden" || value === "clip";
  for (const e of document.body.querySelectorAll("*")) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.matches("video, iframe, img")) continue;
    if (e.closest(".visually-hidden, .skip, svg, option")) continue;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e), text = (e.textContent || "").trim();
    if (box.width <= 1 || box.height <= 1) continue;
    const name = `<${e.tagName.toLowerCase()} class="${e.className}"> ${text.slice(0, 40)}`;
    if ((box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(e)) {
      if (!outside.some((parent) => parent.contains(e))) faults.push("outside the window: " + name);
      outside.push(e);
    } else if (text && !e.matches("textarea, input, select")) {
      if (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) faults.push("cut at its side: " + name);
      if (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 2 && style.webkitLineClamp === "none")
        faults.push("cut at its foot: " + name);
    }
  }
  return faults;
}"""

# In forced colours a background says nothing: a control needs an edge, a line under its words or a picture; a chosen
# one must differ from its neighbours by something other than colour.
FADED = """() => {
  const faults = [];
  const edge = (s) => ["Top", "Bottom", "Left", "Right"].map((side) => parseFloat(s[`border${side}Width`]));
  const own = "[type=checkbox], [type=radio], [type=file], .menu__choice, summary:not(.tool)";
  for (const e of document.querySelectorAll("button, input:not([type=hidden]), select, textarea, .button, summary")) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest(".visually-hidden") || e.matches(own)) continue;
    const s = getComputedStyle(e);
    const lined = edge(s).some((width) => width > 0) || s.textDecorationLine !== "none" || s.appearance !== "none";
    if (!lined && !e.querySelector("svg, .avatar")) faults.push("no edge: " + e.outerHTML.slice(0, 120));
  }
  const look = (e) => {
    const s = getComputedStyle(e);
    const colours = [s.borderBottomColor, s.borderBottomWidth, s.backgroundColor, s.outlineStyle];
    return JSON.stringify([...colours, s.textDecorationLine, e.querySelectorAll("svg").length]);
  };
  const chosen = "[aria-current], [aria-pressed=true]";
  for (const e of document.querySelectorAll("main :is([aria-current], [aria-pressed=true])")) {
    const kind = e.classList[0];
    const others = kind ? [...e.parentElement.parentElement.getElementsByClassName(kind)] : [];
    const other = others.find((o) => !o.matches(chosen) && o.checkVisibility());
    if (other && e.checkVisibility() && look(other) === look(e))
      faults.push("chosen looks like its neighbour: " + e.outerHTML.slice(0, 120));
  }
  return faults;
}"""

MOVES = """() => {
  const longest = (s) => Math.max(...`${s.transitionDuration}, ${s.animationDuration}`.split(", ").map(parseFloat));
  const moving = [...document.querySelectorAll("*")].filter((e) => longest(getComputedStyle(e)) > 0.001);
  return moving.slice(0, 5).map((e) => `${longest(getComputedStyle(e))} s: ${e.outerHTML.slice(0, 100)}`);
}"""

# Colours of a theme and lines of a narrower window are there a frame or two after they were asked for.
SETTLE = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  document.getAnimations().forEach((animation) => { try { animation.finish(); } catch (endless) {} });
}"""

# Text enlarged to twice its size, as a reader's own setting does it: every length in rem and em grows with it.
DOUBLE_TEXT = "() => document.documentElement.style.setProperty('font-size', '200%')"
SINGLE_TEXT = "() => document.documentElement.style.removeProperty('font-size')"


def axe_faults(page) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(SETTLE)
    return page.evaluate(RUN_AXE)


def widths_faults(page) -> dict[str, list[str]]:
    """What is cut at 320 px, at 200 % zoom of a common window, and with text alone at 200 %."""
    faults = {}
    for look, width, double in (("320 px", 320, False), ("200 % zoom", 640, False), ("200 % text", 1280, True)):
        page.set_viewport_size({"width": width, "height": 450 if width == 640 else 900})
        if double:
            page.evaluate(DOUBLE_TEXT)
        page.evaluate(SETTLE)
        faults[look] = page.evaluate(CUT)
        page.evaluate(SINGLE_TEXT)
    page.set_viewport_size({"width": 1280, "height": 900})
    return faults
