"""Pictures and documents that the people of the demo city hand in, drawn here."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

PAPER, INK, BLUE, GREEN, SAND = "#fdfcf8", "#22303c", "#2b6cb0", "#2f855a", "#f1e9d8"


def _text(pen: ImageDraw.ImageDraw, at: tuple[int, int], words: str, size: int, fill: str = INK) -> None:
    pen.text(at, words, fill=fill, font=ImageFont.load_default(size), anchor="mm", align="center", spacing=8)


def notice() -> bytes:
    """From the ticket to three ways of being told, as a PNG."""
    drawing = Image.new("RGB", (1200, 720), PAPER)
    pen = ImageDraw.Draw(drawing)
    _text(pen, (600, 60), "Seven days before a ticket ends", 44)
    pen.rounded_rectangle((60, 290, 380, 450), 24, fill=SAND, outline=INK, width=4)
    _text(pen, (220, 370), "Monthly ticket\nends 30 June", 34)
    ways = (("Telephone", "a message"), ("Mail", "with a link"), ("Letter", "on paper, at no cost"))
    for number, (way, how) in enumerate(ways):
        middle = 190 + number * 190
        pen.line((380, 370, 700, middle), fill=BLUE, width=8)
        pen.polygon([(724, middle), (694, middle - 18), (694, middle + 18)], fill=BLUE)
        colour = GREEN if way == "Letter" else INK
        pen.rounded_rectangle((730, middle - 70, 1140, middle + 70), 24, fill="white", outline=colour, width=6)
        _text(pen, (935, middle - 20), way, 38, colour)
        _text(pen, (935, middle + 28), how, 28)
    out = io.BytesIO()
    drawing.save(out, "PNG")
    return out.getvalue()


def letter() -> bytes:
    """The letter itself, a PDF of one page."""
    page = Image.new("L", (827, 1169), 255)
    pen = ImageDraw.Draw(page)
    lines = (
        "Your monthly ticket ends on 30 June.",
        "",
        "You can prolong it",
        "  - at the counter in Main Street 4,",
        "  - by telephone: 555 0100,",
        "  - with the enclosed card, which needs no stamp.",
        "",
        "Until 7 July nobody is fined with an old ticket.",
    )
    pen.text((90, 110), "City of Port Luma", fill=0, font=ImageFont.load_default(30))
    for number, line in enumerate(lines):
        pen.text((90, 300 + number * 48), line, fill=0, font=ImageFont.load_default(26))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=100)
    return out.getvalue()


DRAWINGS = {"notice": notice, "letter": letter}
