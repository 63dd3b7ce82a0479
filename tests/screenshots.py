"""Pictures of every page type, to be looked at: ``python -m tests.screenshots DIR [name…]``."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(folder: Path, names: list[str]) -> int:
    import django

    django.setup()

    from tests.browser import chromium_for
    from tests.pages import PAGES
    from tests.site import running_site

    folder.mkdir(parents=True, exist_ok=True)
    wanted = [page for page in PAGES if not names or page.name in names]
    devices = [(language, viewport) for language in ("en", "ar") for viewport in ("phone", "desktop")]
    with running_site() as site, site.shared(), chromium_for(site) as browser:
        for kind in wanted:
            for language, viewport in devices:
                page = browser.open(kind.path(site), kind.person(site), language, viewport=viewport)
                if kind.act:
                    kind.act(page)
                page.screenshot(path=folder / f"{kind.name}.{language}.{viewport}.png", full_page=True)
                page.context.close()
            print(f"{kind.name}: {len(devices)} pictures", flush=True)
    return 0


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "participate.settings.test"
    if len(sys.argv) < 2:
        sys.exit("usage: python -m tests.screenshots DIR [name…]")
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
