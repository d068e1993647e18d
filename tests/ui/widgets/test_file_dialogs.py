from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QTreeView
from pytestqt.qtbot import QtBot

from app.store.sqlite_files import sqlite_module
from app.ui.face import Face
from app.ui.widgets.file_dialogs import FileDialog, Material
from tests.fakes.locks import locks_of

_S = QStandardPaths.StandardLocation


@pytest.mark.parametrize("kind", ["open", "save", "folder"])
def test_qts_own_dialog_speaks_polish_and_cuts_no_column(face: Face, qtbot: QtBot, kind: str) -> None:
    face.language.choose("pl")
    dialog = FileDialog(face, "Wybierz", Material.PAPERS, save=kind == "save", folder=kind == "folder")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    said = {label: dialog.labelText(label) for label in QFileDialog.DialogLabel}
    assert said[QFileDialog.DialogLabel.LookIn] == "Folder"
    assert said[QFileDialog.DialogLabel.FileType] == "Rodzaj"
    assert said[QFileDialog.DialogLabel.Reject] == "Anuluj"
    assert said[QFileDialog.DialogLabel.Accept] == ("Zapisz" if kind == "save" else "Otwórz")
    dialog.show()
    table = dialog.findChild(QTreeView)
    assert table is not None
    for column in range(1, 4):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)


def asked(face: Face, qtbot: QtBot, material: Material, *, folder: bool = False) -> FileDialog:
    dialog = FileDialog(face, "Choose", material, folder=folder)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def folder_of(dialog: FileDialog) -> Path:
    return Path(dialog.directory().absolutePath())


@pytest.mark.parametrize(
    ("material", "usual"),
    [
        (Material.PICTURES, _S.PicturesLocation),
        (Material.FIGURES, _S.DownloadLocation),
        (Material.PAPERS, _S.DocumentsLocation),
    ],
)
def test_the_first_time_it_begins_where_people_have_such_files(
    face: Face, qtbot: QtBot, material: Material, usual: QStandardPaths.StandardLocation
) -> None:
    there = Path(QStandardPaths.writableLocation(usual))
    assert folder_of(asked(face, qtbot, material)) == Path.home()
    there.mkdir()
    assert folder_of(asked(face, qtbot, material)) == there
    there.rmdir()


def test_the_next_time_it_begins_where_the_last_file_was(face: Face, qtbot: QtBot, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "march.csv").write_text("a", encoding="utf-8")
    first = asked(face, qtbot, Material.FIGURES)
    first.setDirectory(str(exports))
    first.selectFile("march.csv")
    first.accept()
    assert folder_of(asked(face, qtbot, Material.FIGURES)) == exports
    assert folder_of(asked(face, qtbot, Material.PICTURES)) != exports
    (exports / "march.csv").unlink()
    exports.rmdir()
    assert folder_of(asked(face, qtbot, Material.FIGURES)).is_dir()


def test_a_chosen_folder_is_where_it_begins_the_next_time(face: Face, qtbot: QtBot, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    first = asked(face, qtbot, Material.BACKUPS, folder=True)
    first.setDirectory(str(tmp_path))
    first.selectFile(str(backups))
    first.accept()
    assert folder_of(asked(face, qtbot, Material.BACKUPS, folder=True)) == backups


@pytest.mark.skipif(sys.platform != "linux", reason="locks are looked up in /proc")
@pytest.mark.parametrize("save", [False, True])
def test_a_workspace_in_the_folder_shown_keeps_its_locks(face: Face, qtbot: QtBot, tmp_path: Path, save: bool) -> None:
    place = tmp_path / "firm.szpalta"
    store = sqlite_module().connect(place)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("CREATE TABLE t (a)")
    store.commit()
    before = locks_of(place)
    dialog = FileDialog(face, "Choose", Material.PAPERS, save=save)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.setDirectory(str(tmp_path))
    dialog.show()
    model = dialog.findChild(QFileSystemModel)
    assert model is not None
    folder, kind = model.index(str(tmp_path)), 2
    qtbot.waitUntil(lambda: model.rowCount(folder) == 3 and all(model.index(n, kind, folder).data() for n in range(3)))
    assert len(set(before)) == 2
    assert locks_of(place) == before
    store.close()
