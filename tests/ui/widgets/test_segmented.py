from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.widgets.segmented import Segmented


def test_the_pressed_word_is_not_cut_when_it_turns_bold(face: Face, qtbot: QtBot) -> None:
    switch = Segmented(["page", "width"])
    qtbot.addWidget(switch)
    texts = {"page": "Cała strona", "width": "Szerokość całej strony wydruku"}
    switch.say("Wielkość", texts)
    switch.show()
    switch.choose("page")
    button = switch.button("width")
    usual = button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())
    strong = QFont(button.font())
    strong.setWeight(QFont.Weight.DemiBold)
    assert button.width() >= usual + QFontMetrics(strong).horizontalAdvance(button.text())
