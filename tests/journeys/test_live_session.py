"""A whole evening in every way of working, to its minutes: five browsers, keyboard only, looked at in each step."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from consultations.deliberation.models import Contribution
from realtime.domain.activity import Activity
from tests.browser import Browser, look
from tests.journeys.hall import Hall, gathered

SHARES_THE_SITE = True
TIMES = ["In the morning", "At noon", "مساءً، بعد العمل"]
SLIDES = [
    {"title": "What is decided", "text": "The line runs from spring.\n\nThe stops are open."},
    {"title": "What you can change", "text": "Times, stops and what the buses look like."},
]
GROUPS = {"how": "chance", "count": 2, "size": 0, "texts": [{"name": "Buses"}, {"name": "Bicycles"}]}
AGENDA = (
    Activity("mood", "checkin", "Check in", "How are you here?", settings={"scale": True, "low": "tired"}),
    Activity(
        "news", "inform", "News", "What we know", settings={"slides": SLIDES, "questions": True, "visible": "at_once"}
    ),
    Activity("ideas", "collect", "Ideas", "What would make you take the bus?", 300),
    Activity("themes", "group", "Themes", "Which notes belong together?"),
    Activity("dots", "prioritise", "Priorities", "What matters most?", settings={"dots": 3, "visible": "after"}),
    Activity("hour", "poll", "Hour", "When do you ride?", settings={"kind": "single", "options": TIMES}),
    Activity("hours", "poll", "Hours", "When could you?", settings={"kind": "multiple", "options": TIMES}),
    Activity("sure", "poll", "Sure", "How sure?", settings={"kind": "scale", "options": ["1", "2", "3", "4", "5"]}),
    Activity("order", "poll", "Order", "Which first?", settings={"kind": "ranking", "options": TIMES}),
    Activity("word", "poll", "Word", "The bus in a word?", settings={"kind": "words", "words": 2}),
    Activity("views", "opinion", "Views", "Do you agree?", settings={"statements": ["More buses", "مقاعد"], "adds": 1}),
    Activity("may", "consent", "Consent", "We try a night bus for half a year."),
    Activity("text", "write", "Letter", "What do we write to the council?"),
    Activity("groups", "breakouts", "Groups", "What would help you most?", 300, GROUPS),
    Activity("talk", "speak", "Talk", "What did we forget?", settings={"seconds_each": 60}),
)


def submit(place: Locator) -> None:
    place.locator("button[type=submit]").first.press("Enter")


def note(hall: Hall, page: Page, step: str, text: str) -> None:
    form = hall.on(page, step).locator("form:has([name=text])").first
    form.locator("[name=text]").fill(text)
    submit(form)


def choose(hall: Hall, page: Page, step: str, *numbers: int) -> None:
    form = hall.on(page, step).locator("form[data-answer]")
    for number in numbers:
        form.locator(f'input[value="{number}"]').press("Space")
    submit(form)


def check_in(hall: Hall) -> None:
    hall.open_next("mood")
    for page, number, words in ((hall.phone, 2, "Tired, glad"), (hall.arabic, 5, "بخير"), (hall.plain, 2, "Curious")):
        choose(hall, page, "mood", number)
        note(hall, page, "mood", words)
    expect(hall.on(hall.wall, "mood").locator(".live-note__text")).to_have_count(3)
    hall.look("mood")
    hall.close("mood")


def inform(hall: Hall) -> None:
    hall.open_next("news")
    lead = hall.desk.locator("[data-lead=news]")
    lead.get_by_role("button", name="Next slide").press("Enter")
    for page in (hall.phone, hall.wall):
        expect(hall.on(page, "news").locator("[data-slide='2']")).to_be_visible()
    note(hall, hall.plain, "news", "Who pays?")
    expect(hall.on(hall.wall, "news").get_by_text("Who pays?")).to_be_visible()
    hall.look("news")
    hall.close("news", told=False)


def collect_and_group(hall: Hall) -> None:
    hall.open_next("ideas")
    notes = ("Seats in the shade", "حافلات كل عشر دقائق", "A driver who waits")
    for page, text in zip((hall.phone, hall.arabic, hall.plain), notes, strict=True):
        note(hall, page, "ideas", text)
    expect(hall.on(hall.wall, "ideas").locator(".live-note__text")).to_have_count(3)
    hall.look("ideas")
    hall.close("ideas", told=False)
    hall.open_next("themes")
    desk = hall.desk
    desk.get_by_label("New theme").fill("Waiting")
    desk.get_by_role("button", name="Add the theme").press("Enter")
    column = desk.locator(".live-column", has=desk.locator("h3", has_text="Waiting"))
    expect(column).to_be_visible()
    card = desk.locator(".live-note", has_text=notes[0])
    card.locator("summary").press("Enter")
    card.locator("select").select_option(label="Waiting")
    card.get_by_role("button", name="Move there").press("Enter")
    expect(column.locator(".live-note")).to_have_count(1)
    expect(hall.on(hall.wall, "themes").get_by_role("heading", name="Waiting")).to_be_visible()
    hall.look("themes")
    hall.close("themes", told=False)


def give_dots(hall: Hall) -> None:
    hall.open_next("dots")
    for page in (hall.phone, hall.arabic, hall.plain):
        hall.on(page, "dots").locator(".live-item", has_text="Waiting").locator("[data-more]").press("Enter")
    expect(hall.on(hall.phone, "dots").get_by_text("Dots left: 2")).to_be_visible()
    hall.look("dots")
    hall.close("dots")
    expect(hall.told(hall.wall, "dots").get_by_text("Dots of everyone: 3")).to_be_visible()
    hall.look("dots-told")


def poll(hall: Hall) -> None:
    for step, english, arabic, plain in (("hour", [1], [3], [1]), ("hours", [1, 2], [2], [2]), ("sure", [4], [5], [4])):
        hall.open_next(step)
        for page, numbers in ((hall.phone, english), (hall.arabic, arabic), (hall.plain, plain)):
            choose(hall, page, step, *numbers)
        expect(hall.on(hall.wall, step).get_by_text("Answers: 3")).to_be_visible()
        if step == "hour":
            hall.look(step)
        hall.close(step)
    hall.open_next("order")
    for page, first in ((hall.phone, "2"), (hall.arabic, "3"), (hall.plain, "2")):
        form = hall.on(page, "order").locator("form[data-answer]")
        form.locator("select").first.select_option(first)
        submit(form)
    expect(hall.on(hall.wall, "order").get_by_text("Answers: 3")).to_be_visible()
    hall.look("order")
    hall.close("order")
    expect(hall.told(hall.wall, "order").locator("[data-outcome]")).to_contain_text("At noon")
    hall.look("order-told")
    hall.open_next("word")
    for page, text in ((hall.phone, "Late"), (hall.arabic, "مزدحم"), (hall.plain, "late")):
        note(hall, page, "word", text)
    expect(hall.on(hall.wall, "word").locator(".live-word").first).to_have_text("Late 2")
    hall.look("word")
    hall.close("word")


def agree_and_consent(hall: Hall) -> None:
    hall.open_next("views")
    for page in (hall.phone, hall.arabic, hall.plain):
        hall.on(page, "views").locator("[data-ask] button").first.press("Enter")
    expect(hall.on(hall.wall, "views").get_by_text("Answers: 3")).to_be_visible()
    hall.look("views")
    hall.close("views")
    hall.look("views-told")
    hall.open_next("may")
    hall.on(hall.phone, "may").locator("textarea").fill("Only with a driver on board")
    for page, stand in ((hall.phone, 2), (hall.arabic, 1), (hall.plain, 1)):
        choose(hall, page, "may", stand)
    expect(hall.on(hall.wall, "may").get_by_text("Only with a driver on board")).to_be_visible()
    expect(hall.on(hall.wall, "may").get_by_text("Answers: 3")).to_be_visible()
    hall.look("may")
    hall.close("may")
    expect(hall.told(hall.wall, "may").locator("[data-outcome]")).to_have_text("Nobody objects: the proposal stands.")
    hall.look("may-told")


def write(hall: Hall) -> None:
    hall.open_next("text")
    area = "textarea[data-area]"
    hall.on(hall.phone, "text").locator(area).press_sequentially("Dear council,\nwe need a night bus.")
    expect(hall.on(hall.arabic, "text").locator(area)).to_have_value("Dear council,\nwe need a night bus.")
    hall.on(hall.arabic, "text").locator(area).press("Control+End")
    hall.on(hall.arabic, "text").locator(area).press_sequentially("\nشكراً")
    expect(hall.on(hall.wall, "text").get_by_text("شكراً")).to_be_visible()
    hall.plain.reload()
    typed = hall.on(hall.plain, "text").locator(area)
    typed.fill(typed.input_value().replace("need", "ask for"))
    submit(hall.on(hall.plain, "text").locator("form").first)
    expect(hall.on(hall.wall, "text").get_by_text("we ask for a night bus.")).to_be_visible()
    hall.look("text")
    hall.close("text")


def work_in_groups(hall: Hall) -> None:
    hall.open_next("groups")
    lead = hall.desk.locator("[data-lead=groups]")
    lead.get_by_role("button", name="Form the groups").press("Enter")
    here = hall.on(hall.phone, "groups")
    expect(here.locator(".live-group__name")).not_to_be_empty()
    group = here.locator(".live-group__name").inner_text()
    here.locator("textarea").fill("A roof at the depot")
    submit(here.locator("form:has(textarea):visible"))
    expect(here.locator("[data-group-notes=own] li")).to_have_count(1)
    assert "roof" not in hall.wall.content()
    hall.look("groups")
    lead.get_by_role("button", name=f"Let the group report {group}").press("Enter")
    for page in (hall.wall, hall.arabic):
        expect(hall.on(page, "groups").get_by_text("A roof at the depot").first).to_be_visible()
    hall.look("groups-report")
    lead.get_by_role("button", name="End this report").press("Enter")
    hall.close("groups", told=False)


def speak(hall: Hall) -> None:
    hall.open_next("talk")
    hall.on(hall.phone, "talk").get_by_role("button", name="I want to speak").press("Enter")
    expect(hall.on(hall.phone, "talk").get_by_text("You are next.")).to_be_visible()
    hall.desk.locator("[data-lead=talk]").get_by_role("button", name="Call the next").press("Enter")
    expect(hall.on(hall.phone, "talk").get_by_text("It is your turn. Please speak.")).to_be_visible()
    hall.look("talk")
    hall.on(hall.phone, "talk").get_by_role("button", name="I have finished").press("Enter")
    expect(hall.on(hall.wall, "talk").get_by_text("Nobody is speaking now.")).to_be_visible()
    hall.close("talk", told=False)


STEPS = (check_in, inform, collect_and_group, give_dots, poll, agree_and_consent, write, work_in_groups, speak)


def hand_over(browser: Browser, hall: Hall) -> None:
    desk = hall.desk
    hall.key("n")
    desk.get_by_role("link", name="Hand over results").first.press("Enter")
    desk.wait_for_url("**/results/")
    look(desk, f"{hall.story}-results-desk-en")
    for name in ("Waiting", "When do you ride?", "We try a night bus", "What do we write to the council?"):
        desk.get_by_label(f"Hand this over: {name}").press("Space")
    desk.get_by_role("button", name="Hand over what is chosen").press("Enter")
    desk.wait_for_url("**/minutes/")
    look(desk, f"{hall.story}-minutes-desk-en")
    made = Contribution.objects.filter(kind="session_output", channel="room", live_result__session__code=hall.code)
    assert made.count() == 4
    minutes = browser.open(f"/live/{hall.code}/minutes/", language="ar")
    look(minutes, f"{hall.story}-minutes-phone-ar")
    said = minutes.inner_text("main")
    for text in (
        "Seats in the shade",
        "Who pays?",
        "Late",
        "More buses",
        "Only with a driver",
        "we ask for a night bus",
    ):
        assert text in said


def test_every_way_of_working_in_one_evening(browser: Browser) -> None:
    hall = gathered(browser, AGENDA, "An evening in every way", "evening")
    for step in STEPS:
        step(hall)
    hand_over(browser, hall)
