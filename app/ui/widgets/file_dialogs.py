"""Dialogs that ask for a file or a folder. Where the system has none of its own, Qt's speaks the window's language."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTreeView, QWidget

from app.system.words import Words
from app.ui.widgets.room import fit

_L = QFileDialog.DialogLabel
SIZE = (820, 520)
NAME, SIZE_COLUMN, KIND, CHANGED = range(4)


class FileDialog(QFileDialog):
    """`folder`: a folder is asked for; `save`: a file that may not be there yet; else files that are."""

    def __init__(
        self,
        words: Words,
        title: str,
        parent: QWidget | None = None,
        *,
        save: bool = False,
        folder: bool = False,
        several: bool = False,
    ) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mode = QFileDialog.FileMode
        if save:
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        elif folder:
            self.setFileMode(mode.Directory)
            self.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            self.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
        self.setLabelText(_L.LookIn, words.t("Folder"))
        self.setLabelText(_L.FileName, words.t("Folder") if folder else words.t("File"))
        self.setLabelText(_L.FileType, words.t("Kind"))
        self.setLabelText(_L.Accept, words.t("Save") if save else words.t("Open"))
        self.setLabelText(_L.Reject, words.t("Cancel"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        table = self.findChild(QTreeView)
        if table is None:
            return  # the system's own dialog
        fit(self, self.size().expandedTo(QSize(*SIZE)))
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (SIZE_COLUMN, KIND, CHANGED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
