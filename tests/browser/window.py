"""One window of a browser: it opens pages, notes all that goes wrong, and asks axe."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, ViewportSize

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
NARROWEST = ViewportSize(width=320, height=640)

Scheme = Literal["light", "dark"]

# WCAG 2.2 up to AA, and what axe's makers found good practice.
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What can be different where the same page is only darker, or only narrower.
BY_NIGHT = ("color-contrast", "link-in-text-block")
NARROWER = ("target-size", "scrollable-region-focusable")


@dataclass
class Window:
    """`troubles` has a line for each message of the console that is an error (a violation of our
    policy is one), each script error, each request that failed or went elsewhere.
    """

    site: str
    page: Page
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, context: BrowserContext, site: str) -> "Window":
        window = cls(site, context.new_page())
        window.page.on("console", lambda said: window._hear(said.type, said.text))
        window.page.on("pageerror", lambda error: window._hear("error", str(error)))
        window.page.on("request", lambda request: window._ask(request.url))
        window.page.on("requestfailed", window._miss)
        return window

    def open(self, path: str) -> "Window":
        self.page.goto(urljoin(self.site, path), wait_until="load")
        return self

    def look(self, scheme: Scheme, size: ViewportSize) -> "Window":
        """The same page at another width, or by day or night."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size(size)
        return self

    def violations(self, *, rules: Sequence[str] = ()) -> list[str]:
        """What axe finds, one line each with where; only by `rules` where some are named.

        Its script comes from outside of the page through the debugger, which our policy does
        not concern: the page itself is loaded under it, unchanged.
        """
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _TAGS}
        found = Axe().run(self.page, options={"runOnly": only, "resultTypes": ["violations"]})
        return [
            f"{one['id']}: {', '.join(str(part) for part in node['target'])}: {node['html'][:120]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]

    def wider_than_the_window(self) -> list[str]:
        """Elements that reach beyond the right edge, where the page can be scrolled sideways."""
        found: list[str] = self.page.evaluate(_WIDER)
        return found

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.troubles.append(f"{kind}: {text}")

    def _miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was opened meanwhile
            self.troubles.append(f"{request.failure}: {request.url}")

    def _ask(self, url: str) -> None:
        if urlsplit(url).scheme != "data" and urlsplit(url).netloc != urlsplit(self.site).netloc:
            self.troubles.append(f"asked elsewhere: {url}")

    def focused(self) -> dict[str, Any]:
        """What has the focus: its words, and how wide its outline is."""
        found: dict[str, Any] = self.page.evaluate(_FOCUSED)
        return found


_WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`);
}"""
_FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    tag: one.tagName.toLowerCase(), text: one.textContent.trim(), outline: style.outlineStyle,
    width: parseFloat(style.outlineWidth), seen: box.top >= 0 && box.left >= 0 && box.width > 0,
  };
}"""
