from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.domain.networks import Format, Network
from app.ui.face import Face
from app.ui.preview.looks import LOOKS, fold_at, look_of
from app.ui.preview.media_view import MediaView
from app.ui.preview.picture_tile import PictureTile
from app.ui.preview.pictures import read_picture
from app.ui.preview.post_preview import PostPreview, Previewed, PreviewPicture
from app.ui.preview.post_text import PostText
from tests.fakes.pictures import huge_png, picture
from tests.ui.on_screen import nameless, texts

HOSTILE = "<h1>Big</h1><img src='file:///etc/passwd'> #kawa @jesion https://jesion.pl/nowa?a=1."
POST = Previewed(
    Network.FACEBOOK,
    "jesion",
    "Palarnia Jesion",
    "Tuesday, 24 November, 18:00",
    "Nowa mieszanka",
    None,
    None,
    Format.TEXT,
)


def drawn(folder: Path, name: str, width: int = 60, height: int = 40) -> PreviewPicture:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2F5BD7"))
    file = folder / name
    assert image.save(str(file))
    return PreviewPicture(file, "image/png", f"Alt of {name}", name)


@pytest.fixture
def preview(face: Face, qtbot: QtBot) -> PostPreview:
    made = PostPreview(face)
    qtbot.addWidget(made)
    made.resize(500, 700)
    made.show()
    return made


@pytest.fixture
def settled(face: Face, qtbot: QtBot) -> Callable[[PostPreview], None]:
    """Waits until every picture that is asked for is shown or refused."""

    def wait(preview: PostPreview) -> None:
        def done() -> bool:
            tiles = [tile for tile in preview.findChildren(PictureTile) if tile.isVisible()]
            return face.tasks.is_idle and all(tile.is_shown or tile.problem for tile in tiles)

        qtbot.waitUntil(done)

    return wait


def shown_text(preview: PostPreview) -> str:
    return "".join(label.text() for label in preview.findChildren(PostText) if label.isVisible())


@pytest.mark.parametrize("kind", [Format.TEXT, Format.STORY, Format.CAROUSEL])
@pytest.mark.parametrize("network", list(Network))
def test_every_network_shows_the_whole_text_as_it_stands(
    preview: PostPreview, network: Network, kind: Format, tmp_path: Path
) -> None:
    text = HOSTILE + "\n" + "Bardzo długi opis. " * 60 + "Koniec."
    pictures = (drawn(tmp_path, "a.png"), drawn(tmp_path, "b.png"))
    preview.show_post(replace(POST, network=network, text=text, format=kind, pictures=pictures))
    for width in (320, 700):
        preview.resize(width, 900)
        preview.grab()
    assert " ".join(shown_text(preview).split()) == " ".join(text.split())
    folded = look_of(network, kind).fold_lines or look_of(network, kind).fold_characters
    assert any("folds the text here" in line for line in texts(preview)) == bool(folded)
    assert nameless(preview) == []


def test_nothing_is_an_empty_widget(preview: PostPreview) -> None:
    preview.show_post(POST)
    preview.show_post(None)
    assert [text for text in texts(preview) if text] == []


def test_changes_of_words_are_told_and_drawn(preview: PostPreview) -> None:
    preview.show_post(replace(POST, text="Zamów do 2 grudnia, dziś", before_text="Kup teraz, dziś"))
    label = next(part for part in preview.findChildren(PostText) if part.isVisible())
    assert label.text() == "Zamów do 2 grudnia, dziś"
    assert label.accessibleDescription() == "Removed: Kup teraz. Added: Zamów do 2 grudnia"
    preview.show_post(replace(POST, text="Zamów do 2 grudnia, dziś"))
    assert label.accessibleDescription() == ""


def test_a_link_without_pictures_is_a_card_and_with_them_a_line(preview: PostPreview, tmp_path: Path) -> None:
    preview.show_post(replace(POST, link="https://jesion.pl/sklep"))
    assert "jesion.pl/sklep" in texts(preview)
    assert shown_text(preview) == "Nowa mieszanka"
    preview.show_post(replace(POST, link="https://jesion.pl/sklep", pictures=(drawn(tmp_path, "a.png"),)))
    assert shown_text(preview) == "Nowa mieszanka\nhttps://jesion.pl/sklep"


def test_an_address_that_may_not_be_opened_has_no_button(preview: PostPreview) -> None:
    preview.show_post(replace(POST, link="javascript:alert(1)"))
    assert not any(button.isVisible() for button in preview.findChildren(QToolButton))


def test_a_carousel_is_leafed_through(
    preview: PostPreview, tmp_path: Path, settled: Callable[[PostPreview], None], qtbot: QtBot
) -> None:
    pictures = tuple(drawn(tmp_path, f"{number}.png") for number in range(5))
    preview.show_post(replace(POST, network=Network.INSTAGRAM, format=Format.CAROUSEL, pictures=pictures))
    settled(preview)
    view = preview.findChild(MediaView)
    tile = next(tile for tile in preview.findChildren(PictureTile) if tile.isVisible())
    onward = next(button for button in view.findChildren(QToolButton) if button.accessibleName() == "Next picture")
    qtbot.mouseClick(onward, Qt.MouseButton.LeftButton)
    assert view.place == 1
    assert tile.accessibleDescription() == "Alt of 1.png"
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.place == 0
    settled(preview)


def test_a_picture_may_be_limited_in_height_and_is_whole_then(
    preview: PostPreview, tmp_path: Path, settled: Callable[[PostPreview], None], qtbot: QtBot
) -> None:
    preview.show_post(replace(POST, format=Format.IMAGE, pictures=(drawn(tmp_path, "one.png"),)))
    settled(preview)
    tile = next(tile for tile in preview.findChildren(PictureTile) if tile.isVisible())
    before = tile.height() / tile.width()
    preview.limit_pictures(120)
    qtbot.waitUntil(lambda: tile.height() == 120)
    assert abs(tile.height() / tile.width() - before) < 0.02


def test_more_pictures_than_fit_are_counted(
    preview: PostPreview, tmp_path: Path, settled: Callable[[PostPreview], None]
) -> None:
    pictures = tuple(drawn(tmp_path, f"{number}.png") for number in range(6))
    preview.show_post(replace(POST, format=Format.IMAGE, pictures=pictures))
    settled(preview)
    tiles = [tile for tile in preview.findChildren(PictureTile) if tile.isVisible()]
    assert [tile.more for tile in tiles] == [0, 0, 0, 2]


def test_missing_and_hostile_files_say_so(
    preview: PostPreview, tmp_path: Path, settled: Callable[[PostPreview], None]
) -> None:
    bomb, drawing = tmp_path / "bomb.png", tmp_path / "page.png"
    bomb.write_bytes(huge_png(30_000, 30_000))
    drawing.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    rows = [PreviewPicture(file, "image/png", "", file.name) for file in (bomb, drawing, tmp_path / "gone.png")]
    preview.show_post(replace(POST, format=Format.IMAGE, pictures=tuple(rows)))
    settled(preview)
    tiles = [tile for tile in preview.findChildren(PictureTile) if tile.isVisible()]
    assert [tile.problem for tile in tiles] == ["unreadable", "unreadable", "missing"]
    assert tiles[2].accessibleDescription() == "The file gone.png is missing"


def test_alt_text_is_the_description_and_its_lack_is_said(
    preview: PostPreview, tmp_path: Path, settled: Callable[[PostPreview], None]
) -> None:
    one, two = drawn(tmp_path, "a.png"), replace(drawn(tmp_path, "b.png"), alt_text="")
    preview.show_post(replace(POST, format=Format.IMAGE, pictures=(one, two)))
    settled(preview)
    tiles = [tile for tile in preview.findChildren(PictureTile) if tile.isVisible()]
    assert [tile.accessibleDescription() for tile in tiles] == ["Alt of a.png", "No alt text"]


def test_a_film_is_named_and_never_read(preview: PostPreview, face: Face, tmp_path: Path) -> None:
    film = PreviewPicture(tmp_path / "film.mp4", "video/mp4", "", "film.mp4")
    preview.show_post(replace(POST, format=Format.VIDEO, pictures=(film,)))
    preview.grab()
    assert face.tasks.is_idle
    tile = next(tile for tile in preview.findChildren(PictureTile) if tile.isVisible())
    assert tile.accessibleDescription() == "film.mp4"


def test_the_same_pictures_stay_while_words_change(
    preview: PostPreview, face: Face, tmp_path: Path, settled: Callable[[PostPreview], None]
) -> None:
    post = replace(POST, format=Format.IMAGE, pictures=(drawn(tmp_path, "a.png"),))
    preview.show_post(post)
    settled(preview)
    tile = next(tile for tile in preview.findChildren(PictureTile) if tile.isVisible())
    preview.show_post(replace(post, text="Inna treść"))
    assert tile.is_shown


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_is_read_at_the_size_it_is_shown_at(tmp_path: Path, orientation: int) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(picture("JPEG", orientation))
    read = read_picture(file, QSize(6, 6))
    assert read.image is not None
    assert (read.image.width(), read.image.height()) == (6, 6)
    assert read.shape == pytest.approx(8 / 12 if orientation == 1 else 12 / 8, rel=0.2)


def test_a_text_folds_between_words_and_only_where_something_is_hidden() -> None:
    look = LOOKS[Network.LINKEDIN]
    text = "słowo " * 60
    place = fold_at(text, look)
    assert place is not None
    assert text[place - 1] == " "
    assert fold_at("krótki", look) is None
    assert fold_at("a\nb\nc\n", look) is None
