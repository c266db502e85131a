"""Calls of a page whose replies wait until a test lets them go, in the order that it wants."""

from __future__ import annotations

from playwright.sync_api import Page

HOLD = """name => {
  const send = window.fetch;
  window.held = [];
  window.fetch = async (address, options) => {
    const response = await send(address, options);
    if (!String(options?.body).includes(`"fn_name":"${name}"`)) return response;
    const reply = await response.json();
    await new Promise((letGo) => { window.held.push(letGo); });
    return { ok: response.ok, json: async () => reply };
  };
}"""
LET_GO = """async number => {
  window.held[number]();
  await new Promise((resolve) => { setTimeout(resolve); }); // until the page has seen it
}"""


class HeldCalls:
    """The calls of one name from now on, until the page is loaded anew."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        page.evaluate(HOLD, name)

    def wait(self, number: int) -> None:
        """Until there is a reply of this number, the first being 0."""
        self.page.wait_for_function("number => window.held.length > number", arg=number)

    def let_go(self, number: int) -> None:
        """Give the page the reply of this number."""
        self.wait(number)
        self.page.evaluate(LET_GO, number)
