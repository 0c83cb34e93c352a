"""Pictures of every page: light, dark and on a phone. They are for people to look at; here it is only checked that nothing is cut off."""
import base64
from pathlib import Path

import pytest

from conftest import appearance, size
from scene import PAGES, Scene, Views

PICTURES = Path(__file__).parent / "pictures"


@pytest.fixture(scope="module")
def views(demo, browsers):
    PICTURES.mkdir(exist_ok=True)
    return Views(Scene(demo, browsers), browsers)


def overflow(driver):
    return driver.execute_script("return document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window(views, name):
    reader = views.reader(PAGES[name][0])
    if name == "bad-link":
        return
    for kind, width, height, dark in [("light", 1440, 900, False), ("dark", 1440, 900, True), ("phone", 390, 844, False), ("narrow", 320, 640, True)]:
        size(reader.driver, width, height)
        appearance(reader.driver, dark)
        views.show(name)
        if name == "waiting":
            views.scene.compose_what_is_stopped(reader)
        if kind != "narrow":
            reader.driver.save_screenshot(str(PICTURES / f"{name}-{kind}.png"))
        assert overflow(reader.driver) <= 0, f"{name} is wider than a window of {width}"
    size(reader.driver, 1440, 900)
    appearance(reader.driver, False)


def test_the_picture_of_the_readme(views, browsers):
    """The network on the left, the desk on the right, as one picture."""
    parts = []
    for name, width in [("network-posts", 520), ("conversation", 1400)]:
        reader = views.reader(PAGES[name][0])
        size(reader.driver, width, 900)
        views.show(name)
        parts.append((width, base64.b64encode(reader.driver.get_screenshot_as_png()).decode()))
        size(reader.driver, 1440, 900)
    composer = browsers(width=2000, height=980)
    pictures = "".join(f'<img width="{width}" height="900" src="data:image/png;base64,{data}">' for width, data in parts)
    composer.get("about:blank")
    composer.execute_script(
        "document.body.innerHTML = arguments[0]; document.body.style = 'margin:0;padding:40px 0 0 26px;background:#dfe4e0;display:flex;gap:28px';"
        "for (const one of document.images) one.style = 'border-radius:10px;box-shadow:0 6px 28px rgb(0 0 0 / .22)';"
        "return Promise.all([...document.images].map(one => one.decode()))", pictures)
    composer.save_screenshot(str(PICTURES / "readme.png"))
