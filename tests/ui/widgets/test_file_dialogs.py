from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

from app.system.words import Words
from app.ui.widgets.file_dialogs import FileDialog


@pytest.mark.parametrize("kind", ["open", "save", "folder"])
def test_qts_own_dialog_speaks_polish_and_cuts_no_column(qtbot: QtBot, kind: str) -> None:
    dialog = FileDialog(Words("pl"), "Wybierz", save=kind == "save", folder=kind == "folder")
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
