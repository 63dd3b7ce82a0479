"""Pages about the site itself, and signing up and in."""

from playwright.sync_api import Page

from tests.page_type import PageType


def send_nothing(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


PAGES = [
    PageType("accessibility", "/accessibility/", "Accessibility"),
    PageType("styleguide", "/styleguide/", "Style guide"),
    PageType("styleguide-errors", "/styleguide/?errors=1", "Style guide"),
    PageType("algorithms", "/algorithms/", "Algorithm register"),
    PageType("sign-in", "/accounts/login/", "Sign in"),
    PageType("sign-up", "/accounts/signup/", "Make an account"),
    PageType("sign-up-errors", "/accounts/signup/", "Make an account", act=send_nothing),
    PageType("second-factor", "/accounts/2fa/", "Two-Factor", who="edon"),
]
