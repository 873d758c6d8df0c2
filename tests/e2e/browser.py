"""A person at the site: pages by HTTP, forms as a browser without script sends them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests
from lxml import html

SECONDS = 10


@dataclass
class Browser:
    """One visitor with cookies; `page` is what is looked at now."""

    site: str
    session: requests.Session = field(default_factory=requests.Session)
    address: str = ""
    page: html.HtmlElement = field(default_factory=lambda: html.fromstring("<p></p>"))
    status: int = 0

    def open(self, path: str) -> "Browser":
        return self._show(self.session.get(urljoin(self.site, path), timeout=SECONDS))

    def submit(
        self,
        values: dict[str, str],
        *,
        form: Callable[[html.FormElement], bool] = lambda form: form.method == "POST",
    ) -> "Browser":
        """Fill in the first form that fits and send it; AssertionError when the page has none."""
        found = next((f for f in self.page.forms if form(f)), None)
        assert found is not None, f"no such form on {self.address}:\n{self.text()}"
        data = {k: v for k, v in found.form_values() if v is not None} | values
        target = urljoin(self.address, found.action or self.address)
        return self._show(
            self.session.post(
                target, data=data, headers={"Referer": self.address}, timeout=SECONDS
            )
        )

    def text(self) -> str:
        """The words on the page, white space folded."""
        return " ".join(self.page.text_content().split())

    def _show(self, answer: requests.Response) -> "Browser":
        self.status, self.address = answer.status_code, answer.url
        self.page = html.fromstring(answer.text or "<p></p>")
        return self


def has_field(name: str, value: str | None = None) -> Callable[[html.FormElement], bool]:
    """Whether a form has an input or button of that name (and value)."""

    def fits(form: html.FormElement) -> bool:
        return any(
            element.get("name") == name and (value is None or element.get("value") == value)
            for element in form.iter("input", "button", "select", "textarea")
        )

    return fits
