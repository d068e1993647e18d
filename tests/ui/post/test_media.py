from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.services.planning import NewPost
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.fakes.pictures import picture
from tests.ui.on_screen import nameless, texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import at_rest, saved, stored, write


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    found = tmp_path / "chleb.png", tmp_path / "rogal.jpg"
    found[0].write_bytes(picture("PNG"))
    found[1].write_bytes(picture("JPEG", mode="L"))
    return found


def with_media(office: Office, files: tuple[Path, Path]) -> int:
    media = tuple((office.app.media.add(office.owner, path).id, "") for path in files)
    return office.app.planning.add(
        office.owner, NewPost(office.facebook.brand_id, "Chleb", profile_ids=(office.facebook.id,), media=media)
    ).id


def test_dropped_files_are_added_and_taken_back(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot, files: tuple[Path, Path]
) -> None:
    post = NewPost(office.facebook.brand_id, "Chleb", profile_ids=(office.facebook.id,))
    panel = open_panel(office.app.planning.add(office.owner, post).id)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    panel.desk.composer.card.text.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(panel.desk.composer.card.media.tiles) == 2)
    at_rest(panel, qtbot)
    assert [item.file_name for item in stored(office, panel).media] == ["chleb.png", "rogal.jpg"]
    assert panel.desk.composer.card.text.text == "Chleb"
    qtbot.waitUntil(lambda: all(tile.picture.is_shown for tile in panel.desk.composer.card.media.tiles))
    context.undo.undo()
    qtbot.waitUntil(lambda: stored(office, panel).media == ())
    at_rest(panel, qtbot)
    assert panel.desk.composer.card.media.tiles == []


def test_a_picture_is_pasted_into_a_new_post(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(None)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    panel.desk.composer.card.text.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(panel.desk.composer.card.media.tiles) == 1)
    saved(panel, qtbot)
    assert [item.file_name for item in stored(office, panel).media] == ["pasted picture.png"]


def test_the_order_changes_by_keyboard_and_is_undone(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot, files: tuple[Path, Path]
) -> None:
    panel = open_panel(with_media(office, files))
    strip = panel.desk.composer.card.media
    strip.tiles[0].setFocus()
    qtbot.keyClick(strip.tiles[0], Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    at_rest(panel, qtbot)
    assert [item.file_name for item in stored(office, panel).media] == ["rogal.jpg", "chleb.png"]
    context.undo.undo()
    qtbot.waitUntil(lambda: stored(office, panel).media[0].file_name == "chleb.png")
    at_rest(panel, qtbot)
    qtbot.keyClick(strip.tiles[0], Qt.Key.Key_Delete)
    at_rest(panel, qtbot)
    assert [item.file_name for item in stored(office, panel).media] == ["rogal.jpg"]


def test_an_alt_text_is_typed_with_its_limit(
    office: Office, open_panel: Opened, qtbot: QtBot, files: tuple[Path, Path]
) -> None:
    panel = open_panel(with_media(office, files))
    strip = panel.desk.composer.card.media
    assert any(text.startswith("chleb.png has no alt text") for text in texts(panel))
    strip.choose(0)
    write(strip.alt, "Bochenek chleba")
    saved(panel, qtbot)
    assert [item.alt_text for item in stored(office, panel).media] == ["Bochenek chleba", ""]
    assert "15 of 1,000" in texts(panel)
    assert not any(text.startswith("chleb.png has no alt text") for text in texts(panel))
    assert nameless(panel) == []


def test_a_variant_takes_its_own_media(
    office: Office, open_panel: Opened, qtbot: QtBot, files: tuple[Path, Path]
) -> None:
    panel = open_panel(with_media(office, files))
    panel.desk.composer.tabs.look_at(office.facebook.id)
    strip = panel.desk.composer.card.media
    strip.choose(1)
    qtbot.mouseClick(strip.out, Qt.MouseButton.LeftButton)
    at_rest(panel, qtbot)
    post = stored(office, panel)
    assert (len(post.media), post.variants[0].own_media) == (2, True)
    assert len(strip.tiles) == 1
    assert "Own media" in texts(panel)


def test_a_file_of_no_known_kind_is_refused_in_place(
    office: Office, open_panel: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    strange = tmp_path / "plan.txt"
    strange.write_text("nothing", encoding="utf-8")
    panel = open_panel(None)
    panel.desk.composer.card.files_given.emit((strange,))
    qtbot.waitUntil(lambda: panel.desk.refusal.text.startswith("plan.txt is not PNG"))
    at_rest(panel, qtbot)


def test_the_library_is_searched(office: Office, open_panel: Opened, qtbot: QtBot, files: tuple[Path, Path]) -> None:
    for path in files:
        office.app.media.add(office.owner, path)
    post = NewPost(office.facebook.brand_id, "Chleb", profile_ids=(office.facebook.id,))
    panel = open_panel(office.app.planning.add(office.owner, post).id)
    library = panel.desk.library
    qtbot.mouseClick(panel.desk.composer.card.add_library, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(library.isVisible)
    qtbot.keyClicks(library.search, "rogal")
    qtbot.keyClick(library.search, Qt.Key.Key_Return)
    qtbot.keyClick(library.search, Qt.Key.Key_Escape)
    at_rest(panel, qtbot)
    assert [item.file_name for item in stored(office, panel).media] == ["rogal.jpg"]


def test_a_file_taken_out_comes_back_with_its_alt_text(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot, files: tuple[Path, Path]
) -> None:
    """Of the post, and of a profile with files of its own."""
    number = with_media(office, files)
    panel = open_panel(number)
    strip = panel.desk.composer.card.media
    for profile_id in (None, office.facebook.id):
        panel.desk.composer.tabs.look_at(profile_id)
        strip.choose(0)
        alt = f"Bochenek {profile_id}"
        strip.alt.setPlainText(alt)
        qtbot.mouseClick(strip.out, Qt.MouseButton.LeftButton)
        at_rest(panel, qtbot)
        assert len(strip.tiles) == 1
        assert context.undo.undo_name == "File taken out"
        context.undo.undo()
        qtbot.waitUntil(lambda: len(strip.tiles) == 2)
        at_rest(panel, qtbot)
        strip.choose(0)
        assert strip.alt.text == alt
